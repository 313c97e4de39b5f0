package nb

// Reading: bytes → JSON tree → format 4.5 → checked against the schema → Notebook.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// FileError says what is wrong with a notebook file, and where in it.
type FileError struct {
	File  string // "" when the notebook did not come from a file
	Where string // "line 3, column 5" or "cell 4 (id 1f2a)"; "" for the file as a whole
	What  string
}

func (e *FileError) Error() string {
	var parts []string
	for _, p := range []string{e.File, e.Where, e.What} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ": ")
}

// Read reads and checks a notebook file. What is wrong with the file's contents is a [*FileError].
func Read(path string) (*Notebook, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the notebook: %w", err)
	}
	n, err := Parse(data)
	if fe := (*FileError)(nil); errors.As(err, &fe) {
		fe.File = path
	}
	return n, err
}

// Parse reads and checks a notebook. Its errors are of type [*FileError].
func Parse(data []byte) (*Notebook, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, &FileError{What: "the file is empty, not a notebook"}
	}
	root, err := parseJSON(data)
	if err != nil {
		return nil, jsonError(data, err)
	}
	t, ok := root.(map[string]any)
	if !ok {
		return nil, &FileError{What: "not a notebook: the JSON is no object"}
	}
	minor, err := upgrade(t)
	if err != nil {
		return nil, err
	}
	if err := checkSchema(t); err != nil {
		return nil, err
	}
	n := &Notebook{Metadata: object(t["metadata"]), Minor: minor}
	for _, c := range t["cells"].([]any) {
		n.Cells = append(n.Cells, cellOf(c.(map[string]any)))
	}
	n.GiveIDs()
	return n, nil
}

func parseJSON(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber() // a number is written again as it was
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	end := d.InputOffset()
	if _, err := d.Token(); err != io.EOF {
		return nil, trailingError(end)
	}
	return v, nil
}

// trailingError is the offset at which something follows the end of the JSON value.
type trailingError int64

func (trailingError) Error() string { return "something follows the end of the notebook" }

// jsonError turns a syntax error into line and column, and recognises what commonly breaks a notebook.
func jsonError(data []byte, err error) error {
	if i := bytes.Index(data, []byte("\n<<<<<<< ")); i >= 0 {
		return &FileError{Where: position(data, i+1), What: "an unresolved merge conflict; resolve it, or let `gradbook merge` do it next time (gradbook hooks install)"}
	}
	offset, what := len(data), "the file ends too early: it was cut off"
	var syntax *json.SyntaxError
	var trailing trailingError
	switch {
	case errors.As(err, &trailing):
		rest := bytes.TrimLeft(data[trailing:], " \t\r\n")
		offset, what = len(data)-len(rest), "not valid JSON: "+trailing.Error()
	case errors.As(err, &syntax) && int(syntax.Offset) < len(data):
		offset, what = max(int(syntax.Offset)-1, 0), "not valid JSON: "+syntax.Error()
	}
	return &FileError{Where: position(data, offset), What: what}
}

func position(data []byte, offset int) string {
	before := data[:min(offset, len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}

// upgrade brings the tree to format 4.5 and returns its minor version.
func upgrade(t map[string]any) (int, error) {
	major, ok := intOf(t["nbformat"])
	if !ok {
		return 0, &FileError{What: `not a notebook: "nbformat" is missing`}
	}
	if major != 4 {
		return 0, &FileError{What: fmt.Sprintf("format %d; gradbook reads format 4: convert it with `jupyter nbconvert --to notebook --inplace`", major)}
	}
	minor, _ := intOf(t["nbformat_minor"])
	if minor >= 5 {
		return minor, nil
	}
	t["nbformat_minor"] = json.Number("5")
	cells, _ := t["cells"].([]any)
	for i, c := range cells {
		if c, ok := c.(map[string]any); ok && c["id"] == nil {
			c["id"] = deriveID(fmt.Sprint(i), textOf(c["source"]))
		}
	}
	return 5, nil
}

func cellOf(t map[string]any) *Cell {
	c := &Cell{
		Type:     CellType(t["cell_type"].(string)),
		ID:       t["id"].(string),
		Source:   textOf(t["source"]),
		Metadata: object(t["metadata"]),
		Count:    countOf(t["execution_count"]),
	}
	if files, ok := t["attachments"].(map[string]any); ok {
		c.Attachments = map[string]any{}
		for name, bundle := range files {
			c.Attachments[name] = joinBundle(object(bundle))
		}
	}
	outputs, _ := t["outputs"].([]any)
	for _, o := range outputs {
		c.Outputs = append(c.Outputs, outputOf(o.(map[string]any)))
	}
	return c
}

func outputOf(t map[string]any) Output {
	str := func(key string) string { s, _ := t[key].(string); return s }
	o := Output{
		Type: OutputType(str("output_type")), Name: str("name"), Text: textOf(t["text"]),
		Count: countOf(t["execution_count"]), EName: str("ename"), EValue: str("evalue"),
	}
	if data, ok := t["data"].(map[string]any); ok {
		o.Data, o.Metadata = joinBundle(data), object(t["metadata"])
	}
	lines, _ := t["traceback"].([]any)
	for _, l := range lines {
		o.Traceback = append(o.Traceback, l.(string))
	}
	return o
}

func object(v any) map[string]any {
	if m, ok := v.(map[string]any); ok {
		return m
	}
	return map[string]any{}
}

func intOf(v any) (int, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := n.Int64()
	return int(i), err == nil
}

func countOf(v any) *int {
	if i, ok := intOf(v); ok {
		return &i
	}
	return nil
}

// textOf joins text that is stored as a string or as a list of lines.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var b strings.Builder
		for _, line := range v {
			s, _ := line.(string)
			b.WriteString(s)
		}
		return b.String()
	}
	return ""
}

func joinBundle(data map[string]any) map[string]any {
	for mime, v := range data {
		if _, ok := v.([]any); ok && !isJSON(mime) {
			data[mime] = textOf(v)
		}
	}
	return data
}

// isJSON says whether data of the MIME type is a JSON value rather than text.
func isJSON(mime string) bool {
	return mime == "application/json" || strings.HasPrefix(mime, "application/") && strings.HasSuffix(mime, "+json")
}
