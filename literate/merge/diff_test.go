package merge

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/literate/nb"
)

func TestDiff(t *testing.T) {
	tests := map[string]struct {
		old, new *nb.Notebook
		want     string
	}{
		"nothing":   {book("a:1!o"), book("a:1!o"), ""},
		"a line":    {book("a:1\n2\n3", "b:x"), book("a:1\ny\n3", "b:x"), "@@ code cell a\n 1\n-2\n+y\n 3\n"},
		"an output": {book("a:1!o"), book("a:1!p"), "@@ code cell a\n@@ outputs of a\n-o\n+p\n"},
		"added":     {book("a:1"), book("a:1", "b:2"), "@@ code cell b added\n+2\n"},
		"removed":   {book("a:1", "b:2"), book("b:2"), "@@ code cell a removed\n-1\n"},
		"moved":     {book("a:1", "b:2", "c:3"), book("c:3", "a:1", "b:2"), "@@ code cell c moved\n"},
		"new file":  {nil, book("a:1"), "@@ code cell a added\n+1\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Diff(tt.old, tt.new)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
