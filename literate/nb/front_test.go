package nb

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFront(t *testing.T) {
	type cell struct {
		kind   CellType
		source string
	}
	none := map[string]string{}
	tests := map[string]struct {
		cells []cell
		want  Front
	}{
		"nothing":              {nil, Front{Settings: none}},
		"title":                {[]cell{{Code, "//| default_exp x"}, {Markdown, "# Title `x`\n\nText."}}, Front{"Title `x`", "", none}},
		"description":          {[]cell{{Markdown, "# T\n> One\n> two.\n\n> three\n\nText.\n\n> not this"}}, Front{"T", "One two. three", none}},
		"settings":             {[]cell{{Markdown, "# T\n\n> D\n\n- order: 3\n- Skip_Exec: true\n\n- no: setting"}}, Front{"T", "D", map[string]string{"order": "3", "skip_exec": "true"}}},
		"a list is no setting": {[]cell{{Markdown, "# T\n\n- you know: this\n- and that"}}, Front{"T", "", none}},
		"YAML":                 {[]cell{{Raw, "---\ntitle: \"T: x\"\ndescription: D\n---"}, {Markdown, "Text."}}, Front{"T: x", "D", map[string]string{"title": "T: x", "description": "D"}}},
		"text first":           {[]cell{{Markdown, "Text.\n\n# Not this"}, {Markdown, "# Title"}}, Front{"Title", "", none}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := New()
			for _, c := range tt.cells {
				n.Add(c.kind, c.source)
			}
			if diff := cmp.Diff(tt.want, n.Front()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
