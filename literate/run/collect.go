package run

// Collecting outputs: display events and text from a running cell become nbformat outputs, by the rules that
// nbclient and the front ends follow.

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/literate/nb"
)

// collector gathers the outputs of a whole run: a display id may be updated by a later cell, and a goroutine may
// write after its cell has ended.
type collector struct {
	mu       sync.Mutex
	sinks    []*cellSink
	displays map[string][]place
}

// place is one output of a cell.
type place struct {
	sink  *cellSink
	index int
}

func newCollector() *collector { return &collector{displays: map[string][]place{}} }

// sink returns the [shell.Sink] that collects for one cell.
func (c *collector) sink(cell *nb.Cell, number int) *cellSink {
	s := &cellSink{all: c, cell: cell, number: number}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sinks = append(c.sinks, s)
	return s
}

// finish puts all text in its final form; nothing may be collected afterwards.
func (c *collector) finish() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.sinks {
		s.flush()
		for i, o := range s.cell.Outputs {
			if o.Type == nb.Stream {
				s.cell.Outputs[i].Text = overwrite(o.Text)
			}
		}
	}
}

// cellSink collects the outputs of one cell.
type cellSink struct {
	all       *collector
	cell      *nb.Cell
	number    int
	text      strings.Builder // text of the stream called name, not in the outputs yet
	name      string
	clearNext bool // clear_output(wait): the next output replaces all
}

var _ shell.Sink = (*cellSink)(nil)

// Stream takes text. Adjacent text of one stream becomes one output.
func (s *cellSink) Stream(name, text string) {
	s.all.mu.Lock()
	defer s.all.mu.Unlock()
	if name != s.name || s.clearNext {
		s.flush()
		s.name = name
	}
	s.beforeOutput()
	s.text.WriteString(text)
}

// Display takes a display event.
func (s *cellSink) Display(m display.Message) {
	s.all.mu.Lock()
	defer s.all.mu.Unlock()
	s.flush()
	if m.Kind == display.KindClear {
		s.clearNext = m.Wait
		if !m.Wait {
			s.clear()
		}
		return
	}
	out := nb.Output{Type: nb.DisplayData, Data: data(m.Data), Metadata: m.Metadata}
	for _, p := range s.all.displays[m.ID] {
		old := &p.sink.cell.Outputs[p.index]
		old.Data, old.Metadata = out.Data, out.Metadata
	}
	if m.Kind == display.KindUpdate {
		return
	}
	s.beforeOutput()
	if m.Kind == display.KindResult {
		out.Type, out.Count = nb.ExecuteResult, &s.number
	}
	if m.ID != "" {
		s.all.displays[m.ID] = append(s.all.displays[m.ID], place{s, len(s.cell.Outputs)})
	}
	s.cell.Outputs = append(s.cell.Outputs, out)
}

// Input refuses: a notebook that runs by itself has nobody to ask.
func (s *cellSink) Input(context.Context, string, bool) (string, error) {
	return "", errNoInput
}

// fail adds the error that ended the cell.
func (s *cellSink) fail(res shell.Result) {
	s.all.mu.Lock()
	defer s.all.mu.Unlock()
	s.flush()
	s.beforeOutput()
	s.cell.Outputs = append(s.cell.Outputs, nb.Output{
		Type: nb.ErrorOutput, EName: res.EName, EValue: res.EValue, Traceback: res.Traceback,
	})
}

// flush moves the collected text into the outputs, joined to the last output if that is the same stream.
func (s *cellSink) flush() {
	if s.text.Len() == 0 {
		return
	}
	text := strings.ToValidUTF8(s.text.String(), string(utf8.RuneError))
	s.text.Reset()
	if last := len(s.cell.Outputs) - 1; last >= 0 && s.cell.Outputs[last].Type == nb.Stream && s.cell.Outputs[last].Name == s.name {
		s.cell.Outputs[last].Text += text
		return
	}
	s.cell.Outputs = append(s.cell.Outputs, nb.Output{Type: nb.Stream, Name: s.name, Text: text})
}

func (s *cellSink) beforeOutput() {
	if s.clearNext {
		s.clearNext = false
		s.clear()
	}
}

func (s *cellSink) clear() {
	s.cell.Outputs = nil
	for id, places := range s.all.displays {
		var kept []place
		for _, p := range places {
			if p.sink != s {
				kept = append(kept, p)
			}
		}
		s.all.displays[id] = kept
	}
}

// data returns a bundle in the form that notebooks store: bytes in base64, JSON values as plain trees.
func data(b display.Bundle) map[string]any {
	d := map[string]any{}
	for mime, v := range b {
		switch v := v.(type) {
		case string:
			d[mime] = v
		case []byte:
			d[mime] = base64.StdEncoding.EncodeToString(v)
		default:
			d[mime] = plain(v)
		}
	}
	return d
}

// plain passes v through JSON, so that a notebook holds the same value before and after it was stored. What JSON
// cannot hold says so instead.
func plain(v any) any {
	encoded, err := json.Marshal(v)
	if err != nil {
		return "not JSON: " + err.Error()
	}
	d := json.NewDecoder(strings.NewReader(string(encoded)))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return "not JSON: " + err.Error()
	}
	return tree
}

// overwrite shows text as a terminal leaves it: what follows a carriage return replaces the line from its beginning,
// a backspace takes back one character. So only the last state of a progress bar is kept.
func overwrite(text string) string {
	if !strings.ContainsAny(text, "\r\b") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		body := strings.TrimRight(line, "\r\n")
		b.WriteString(settle(body))
		if strings.HasSuffix(line, "\n") {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// settle plays \r and \b within one line. A line with colour codes has no fixed columns: there the last text wins.
func settle(line string) string {
	if i := strings.LastIndexByte(line, '\r'); i >= 0 && strings.ContainsRune(line, '\x1b') {
		return line[i+1:]
	}
	var columns []rune
	at := 0
	for _, r := range line {
		switch {
		case r == '\r':
			at = 0
		case r == '\b':
			at = max(at-1, 0)
		case at < len(columns):
			columns[at] = r
			at++
		default:
			columns = append(columns, r)
			at++
		}
	}
	return string(columns)
}
