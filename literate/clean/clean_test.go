package clean

import (
	"bytes"
	"testing"

	"github.com/gradbook/gradbook/literate/nb"
)

func messy() *nb.Notebook {
	n := nb.New()
	n.Metadata["language_info"].(map[string]any)["version"] = "go1.26.8"
	n.Metadata["widgets"] = map[string]any{}
	n.Metadata["vscode"] = true
	md := n.Add(nb.Markdown, "# T")
	md.Metadata = map[string]any{"editable": true}
	c := n.Add(nb.Code, "&x")
	c.Count = new(17)
	c.Metadata = map[string]any{"tags": []any{"keep"}, "execution": map[string]any{}, "scrolled": true, "jupyter": map[string]any{"is_executing": true}}
	c.Outputs = []nb.Output{
		{Type: nb.ExecuteResult, Count: new(17), Data: map[string]any{"text/plain": "0xc0000140a8 0xdeadbeef"}},
		{Type: nb.Stream, Name: "stdout", Text: "at 0xc00001c0a8\n"},
		{Type: nb.ErrorOutput, EValue: "0xc00001c0a8", Traceback: []string{"0xc00001c0a8"}},
	}
	n.Add(nb.Code, "not run")
	return n
}

func TestNotebook(t *testing.T) {
	n := messy()
	Notebook(n, Options{})
	want := nb.New()
	want.Add(nb.Markdown, "# T").ID = n.Cells[0].ID
	c := want.Add(nb.Code, "&x")
	c.ID, c.Count, c.Metadata = n.Cells[1].ID, new(1), map[string]any{"tags": []any{"keep"}}
	c.Outputs = []nb.Output{
		{Type: nb.ExecuteResult, Count: new(1), Data: map[string]any{"text/plain": "0xc000000000 0xdeadbeef"}},
		{Type: nb.Stream, Name: "stdout", Text: "at 0xc000000000\n"},
		{Type: nb.ErrorOutput, EValue: "0xc000000000", Traceback: []string{"0xc000000000"}},
	}
	want.Add(nb.Code, "not run").ID = n.Cells[2].ID
	if !bytes.Equal(n.Bytes(), want.Bytes()) {
		t.Errorf("got\n%s\nwant\n%s", n.Bytes(), want.Bytes())
	}
	again := n.Bytes()
	Notebook(n, Options{})
	if !bytes.Equal(again, n.Bytes()) {
		t.Error("cleaning twice is not cleaning once")
	}
}

func TestLanguageVersion(t *testing.T) {
	for _, c := range []struct{ language, version, want string }{
		{"go", "go1.26.8", "1.26"},
		{"go", "1.26.8", "1.26"},
		{"go", "1.26", "1.26"},
		{"go", "", ""},
		{"python", "3.11.2", ""},
	} {
		n := nb.New()
		info := map[string]any{"name": c.language, "version": c.version}
		n.Metadata["language_info"] = info
		if Notebook(n, Options{}); info["version"] != c.want && (c.want != "" || info["version"] != nil) {
			t.Errorf("%s %s: %v, want %q", c.language, c.version, info["version"], c.want)
		}
	}
}

func TestOutputs(t *testing.T) {
	n := messy()
	Notebook(n, Options{Outputs: true})
	if c := n.Cells[1]; c.Count != nil || c.Outputs != nil || !c.HasTag("keep") {
		t.Errorf("got %+v", c)
	}
}
