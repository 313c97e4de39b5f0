package kernel_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/kernel/wire"
)

// TestErrorLinks runs two cells, of which the second fails in the first, as a notebook does and as a console does.
func TestErrorLinks(t *testing.T) {
	for _, test := range []struct {
		name     string
		metadata []string
		says     []string // in the HTML below the error; none: there is no such thing
	}{
		{"notebook", []string{`{"cellId":"first"}`, `{"cellId":"second"}`}, []string{
			`go to <a href="#cell-id=first" data-cell="1" data-line="2" data-column="3">cell[1], line 2</a> ← <a href="#cell-id=second"`,
			`<summary>all 3 calls, innermost first</summary>`, `<code>sort.Slice</code> $GOROOT/src/sort/slice.go, line 29`}},
		{"console", []string{`{}`, `{}`}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := start(t, nil)
			var outputs []*wire.Message
			for i, code := range []string{"print x", "panic oh"} {
				m, err := c.author.New(wire.ExecuteRequest, nil, cell(code))
				if err != nil {
					t.Fatal(err)
				}
				m.Metadata = json.RawMessage(test.metadata[i])
				c.sendMessage("shell", m)
				c.reply("shell", m)
				outputs = c.outputs(m)
			}
			last := outputs[len(outputs)-1]
			if len(test.says) == 0 {
				if last.Header.Type != wire.Error {
					t.Errorf("after the error came %s %s", last.Header.Type, last.Content)
				}
				return
			}
			page, _ := object(t, last.Content)["data"].(map[string]any)["text/html"].(string)
			for _, want := range test.says {
				if !strings.Contains(page, want) {
					t.Errorf("below the error is\n%s\nwant: %s", page, want)
				}
			}
		})
	}
}
