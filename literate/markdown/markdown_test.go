package markdown

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/literate/nb"
)

func TestRender(t *testing.T) {
	n := nb.New()
	n.Add(nb.Code, "//| hide\nsecret")
	md := n.Add(nb.Markdown, "# Title\n\n![p](attachment:p.png)")
	md.ID = "title"
	md.Attachments = map[string]any{"p.png": map[string]any{"image/png": "aGk=\n"}}
	c := n.Add(nb.Code, "//| export\nx := 3\n// ```")
	c.ID = "c"
	c.Outputs = []nb.Output{
		{Type: nb.Stream, Name: "stdout", Text: "\x1b[31mred\x1b[0m\n"},
		{Type: nb.DisplayData, Data: map[string]any{"text/plain": "a [curve]", "image/svg+xml": "<svg/>"}},
		{Type: nb.ExecuteResult, Data: map[string]any{"text/plain": "9"}},
		{Type: nb.ErrorOutput, Traceback: []string{"panic", "at"}},
	}
	text, pictures := Render(n, "pics")
	want := "# Title\n\n![p](pics/title-p.png)\n\n````go\nx := 3\n// ```\n````\n\n```text\nred\n```\n\n![a (curve)](pics/c-2.svg)\n\n```text\n9\n```\n\n```text\npanic\nat\n```\n"
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	files := map[string]string{}
	for name, data := range pictures {
		files[name] = string(data)
	}
	if diff := cmp.Diff(map[string]string{"pics/title-p.png": "hi", "pics/c-2.svg": "<svg/>"}, files); diff != "" {
		t.Error(diff)
	}
}

func ExampleRender() {
	n := nb.New()
	n.Add(nb.Markdown, "The square of 3:")
	n.Add(nb.Code, "3 * 3")
	text, _ := Render(n, "")
	fmt.Printf("%s", text)
	// Output:
	// The square of 3:
	//
	// ```go
	// 3 * 3
	// ```
}
