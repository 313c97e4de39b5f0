package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/literate/nb"
)

func TestOf(t *testing.T) {
	printed := []nb.Output{{Type: nb.Stream, Name: "stdout", Text: "printed\nsecret\n"}}
	seen := Cell{Source: "x", Outputs: printed}
	tests := map[string]struct {
		source string
		tag    string
		meta   map[string]any
		want   *Cell // nil: nothing
	}{
		"plain":             {"x", "", nil, &seen},
		"export":            {"//| export\nx", "", nil, &seen},
		"hide":              {"//| hide\nx", "", nil, nil},
		"hide of old":       {"#hide\nx", "", nil, nil},
		"include false":     {"//| include: false\nx", "", nil, nil},
		"echo false":        {"//| echo: false\nx", "", nil, &Cell{Outputs: printed}},
		"output false":      {"//| output: false\nx", "", nil, &Cell{Source: "x"}},
		"output asis":       {"//| output: asis\nx", "", nil, &Cell{Source: "x", Outputs: printed, AsIs: true}},
		"fold":              {"//| code-fold: true\nx", "", nil, &Cell{Source: "x", Outputs: printed, Fold: "true"}},
		"fold, open":        {"//| code-fold: show\nx", "", nil, &Cell{Source: "x", Outputs: printed, Fold: "show"}},
		"do not fold":       {"//| code-fold: false\nx", "", nil, &seen},
		"hidden in Jupyter": {"x", "", map[string]any{"jupyter": map[string]any{"source_hidden": true}}, &Cell{Source: "x", Outputs: printed, Fold: "true"}},
		"filter_stream":     {"//| filter_stream secret\nx", "", nil, &Cell{Source: "x", Outputs: []nb.Output{{Type: nb.Stream, Name: "stdout", Text: "printed\n"}}}},
		"nothing is left":   {"//| filter_stream secret printed\nx", "", nil, &Cell{Source: "x"}},
		"hide_line":         {"\nx\npassword //| hide_line\n", "", nil, &seen},
		"remove-cell":       {"x", "remove-cell", nil, nil},
		"remove-input":      {"x", "remove-input", nil, &Cell{Outputs: printed}},
		"remove-output":     {"x", "remove-output", nil, &Cell{Source: "x"}},
		"only a directive":  {"//| default_exp core", "remove-output", nil, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := nb.New().Add(nb.Code, tt.source)
			c.Outputs = printed
			if tt.meta != nil {
				c.Metadata = tt.meta
			}
			if tt.tag != "" {
				c.Metadata["tags"] = []any{tt.tag}
			}
			got, ok := Of(c)
			if ok != (tt.want != nil) {
				t.Fatalf("visible: %v", ok)
			}
			if ok {
				if diff := cmp.Diff(*tt.want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	if v, ok := Of(nb.New().Add(nb.Markdown, "# hide")); !ok || v.Source != "# hide" {
		t.Errorf("Markdown: %+v, %v", v, ok)
	}
}
