package nb

// Writing: the notebook becomes a tree of maps and lists, and the tree is printed the way Python's json module does
// with the settings of nbformat (sort_keys, indent 1, no ASCII escapes).

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Bytes returns the notebook as Jupyter would write it.
func (n *Notebook) Bytes() []byte {
	var b bytes.Buffer
	writeJSON(&b, n.tree(), 0)
	b.WriteByte('\n')
	return b.Bytes()
}

// Write writes the notebook to a file. A reader sees the old file or the new one, never a half; a file that has
// these contents already is left alone.
func (n *Notebook) Write(path string) error {
	data := n.Bytes()
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".gradbook-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(modeOf(path))
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	return nil
}

func modeOf(path string) os.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

func (n *Notebook) tree() map[string]any {
	cells := make([]any, len(n.Cells))
	for i, c := range n.Cells {
		cells[i] = c.tree()
	}
	return map[string]any{
		"cells":          cells,
		"metadata":       without(n.Metadata, "orig_nbformat", "orig_nbformat_minor", "signature"),
		"nbformat":       4,
		"nbformat_minor": n.Minor,
	}
}

func (c *Cell) tree() map[string]any {
	t := map[string]any{
		"cell_type": string(c.Type),
		"id":        c.ID,
		"metadata":  without(c.Metadata, "trusted"),
		"source":    splitLines(c.Source),
	}
	if c.Type == Code {
		outputs := make([]any, len(c.Outputs))
		for i, o := range c.Outputs {
			outputs[i] = o.tree()
		}
		t["outputs"] = outputs
		t["execution_count"] = countTree(c.Count)
	} else if c.Attachments != nil {
		files := map[string]any{}
		for name, bundle := range c.Attachments {
			m, _ := bundle.(map[string]any)
			files[name] = splitBundle(m)
		}
		t["attachments"] = files
	}
	return t
}

func (o Output) tree() map[string]any {
	t := map[string]any{"output_type": string(o.Type)}
	switch o.Type {
	case Stream:
		t["name"], t["text"] = o.Name, splitLines(o.Text)
	case ErrorOutput:
		t["ename"], t["evalue"], t["traceback"] = o.EName, o.EValue, o.Traceback
	default:
		t["data"], t["metadata"] = splitBundle(o.Data), without(o.Metadata)
		if o.Type == ExecuteResult {
			t["execution_count"] = countTree(o.Count)
		}
	}
	return t
}

func countTree(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

// without returns a copy of m that lacks the transient keys; Jupyter never stores those.
func without(m map[string]any, transient ...string) map[string]any {
	c := maps.Clone(m)
	if c == nil {
		return map[string]any{}
	}
	for _, k := range transient {
		delete(c, k)
	}
	return c
}

func splitBundle(data map[string]any) map[string]any {
	split := map[string]any{}
	for mime, v := range data {
		if s, ok := v.(string); ok && splitsLines(mime) {
			v = splitLines(s)
		}
		split[mime] = v
	}
	return split
}

// splitsLines says which MIME types Jupyter stores as lists of lines.
func splitsLines(mime string) bool {
	return strings.HasPrefix(mime, "text/") || mime == "application/javascript" || mime == "image/svg+xml"
}

func writeJSON(b *bytes.Buffer, v any, depth int) {
	newline := func(d int) {
		b.WriteByte('\n')
		for range d {
			b.WriteByte(' ')
		}
	}
	switch v := v.(type) {
	case string:
		writeString(b, v)
	case int:
		b.WriteString(strconv.Itoa(v))
	case json.Number:
		b.WriteString(string(v))
	case []string:
		list := make([]any, len(v))
		for i, s := range v {
			list[i] = s
		}
		writeJSON(b, list, depth)
	case []any:
		if len(v) == 0 {
			b.WriteString("[]")
			return
		}
		for i, e := range v {
			b.WriteByte("[,"[min(i, 1)])
			newline(depth + 1)
			writeJSON(b, e, depth+1)
		}
		newline(depth)
		b.WriteByte(']')
	case map[string]any:
		if len(v) == 0 {
			b.WriteString("{}")
			return
		}
		for i, k := range slices.Sorted(maps.Keys(v)) {
			b.WriteByte("{,"[min(i, 1)])
			newline(depth + 1)
			writeString(b, k)
			b.WriteString(": ")
			writeJSON(b, v[k], depth+1)
		}
		newline(depth)
		b.WriteByte('}')
	default:
		writeOther(b, v, depth)
	}
}

// writeOther writes what is not in the basic form yet: bools, nil, floats, and values that a program put into metadata
// or a JSON output. A value that JSON cannot hold becomes null.
func writeOther(b *bytes.Buffer, v any, depth int) {
	data, err := json.Marshal(v)
	if err != nil {
		data = []byte("null")
	}
	if data[0] == '{' || data[0] == '[' || data[0] == '"' {
		if basic, err := parseJSON(data); err == nil {
			writeJSON(b, basic, depth)
			return
		}
	}
	b.Write(data)
}

// writeString quotes s as Python does: only the quote, the backslash and control characters are escaped.
func writeString(b *bytes.Buffer, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r >= 0x20:
			b.WriteRune(r)
		case strings.ContainsRune("\b\t\n\f\r", r):
			b.WriteByte('\\')
			b.WriteByte("btn.fr"[r-'\b'])
		default:
			fmt.Fprintf(b, "\\u%04x", r)
		}
	}
	b.WriteByte('"')
}
