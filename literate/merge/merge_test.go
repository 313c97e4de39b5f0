package merge

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gradbook/gradbook/literate/nb"
)

// book makes a notebook of cells "id:source"; a source that ends in !out has been run with the output out.
func book(cells ...string) *nb.Notebook {
	n := nb.New()
	for _, c := range cells {
		id, source, _ := strings.Cut(c, ":")
		source, out, ran := strings.Cut(source, "!")
		cell := n.Add(nb.Code, source)
		cell.ID = id
		if ran {
			cell.Count = new(1)
			cell.Outputs = []nb.Output{{Type: nb.Stream, Name: "stdout", Text: out}}
		}
	}
	return n
}

// show is the reverse of book; Markdown cells stand for themselves.
func show(n *nb.Notebook) []string {
	list := []string{}
	for _, c := range n.Cells {
		if c.Type == nb.Markdown {
			list = append(list, c.Source)
			continue
		}
		s := c.ID + ":" + c.Source
		if c.Count != nil {
			s += "!" + c.Outputs[0].Text
		}
		list = append(list, s)
	}
	return list
}

func TestNotebooks(t *testing.T) {
	tests := map[string]struct {
		base, ours, theirs []string
		want               []string
		conflicts          []string
	}{
		"nothing changed":         {[]string{"a:1", "b:2"}, []string{"a:1", "b:2"}, []string{"a:1", "b:2"}, []string{"a:1", "b:2"}, nil},
		"each changed a cell":     {[]string{"a:1", "b:2"}, []string{"a:x", "b:2"}, []string{"a:1", "b:y"}, []string{"a:x", "b:y"}, nil},
		"each added a cell":       {[]string{"a:1", "b:2"}, []string{"a:1", "c:3", "b:2"}, []string{"a:1", "d:4", "b:2"}, []string{"a:1", "c:3", "d:4", "b:2"}, nil},
		"one deleted":             {[]string{"a:1", "b:2"}, []string{"a:1"}, []string{"a:x", "b:2"}, []string{"a:x"}, nil},
		"both deleted":            {[]string{"a:1", "b:2"}, []string{"a:1"}, []string{"a:1"}, []string{"a:1"}, nil},
		"one moved":               {[]string{"a:1", "b:2", "c:3"}, []string{"c:3", "a:1", "b:2"}, []string{"a:1", "b:x", "c:3"}, []string{"c:3", "a:1", "b:x"}, nil},
		"other lines of one cell": {[]string{"a:1\n2\n3"}, []string{"a:x\n2\n3"}, []string{"a:1\n2\ny"}, []string{"a:x\n2\ny"}, nil},
		"the same change":         {[]string{"a:1"}, []string{"a:x"}, []string{"a:x"}, []string{"a:x"}, nil},
		"the same new cell":       {nil, []string{"a:1"}, []string{"a:1"}, []string{"a:1"}, nil},
		"only the output":         {[]string{"a:1!o"}, []string{"a:1!o"}, []string{"a:1!p"}, []string{"a:1!p"}, nil},
		"outputs of both":         {[]string{"a:1!o"}, []string{"a:1!p"}, []string{"a:1!q"}, []string{"a:1!p"}, nil},
		"a mixed source has none": {[]string{"a:1\n2\n3!o"}, []string{"a:x\n2\n3!p"}, []string{"a:1\n2\ny!q"}, []string{"a:x\n2\ny"}, nil},
		"the same line": {[]string{"a:1", "b:2"}, []string{"a:x", "b:2"}, []string{"a:y", "b:2"},
			[]string{"`<<<<<<<` **HEAD**", "a:x", "`=======` **topic**", "?:y", "`>>>>>>>` **end**", "b:2"}, []string{"a"}},
		"deleted and changed": {[]string{"a:1"}, nil, []string{"a:y"},
			[]string{"`<<<<<<<` **HEAD** deleted the cell", "`=======` **topic**", "a:y", "`>>>>>>>` **end**"}, []string{"a"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n, conflicts := Notebooks(book(tt.base...), book(tt.ours...), book(tt.theirs...), "HEAD", "topic")
			got := show(n)
			for i, s := range got {
				if i < len(tt.want) && strings.HasPrefix(tt.want[i], "?:") { // an id that was made up
					_, source, _ := strings.Cut(s, ":")
					got[i] = "?:" + source
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.conflicts, conflicts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMetadata(t *testing.T) {
	type m = map[string]any
	got := metadata(m{"same": 1, "ours": 1, "theirs": 1, "gone": 1, "both": 1}, m{"same": 1, "ours": 2, "theirs": 1, "gone": 1, "both": 2, "new": 3},
		m{"same": 1, "ours": 1, "theirs": 2, "both": 3, "other": 4})
	if diff := cmp.Diff(m{"same": 1, "ours": 2, "theirs": 2, "both": 2, "new": 3, "other": 4}, got); diff != "" {
		t.Error(diff)
	}
}

// TestAnyMerge merges random notebooks: the result loads, keeps what only one side changed, and a merge with an
// unchanged side is the other side.
func TestAnyMerge(t *testing.T) {
	draw := func(t *rapid.T, name string) *nb.Notebook {
		var cells []string
		for _, id := range rapid.Permutation([]string{"a", "b", "c", "d", "e"}).Draw(t, name)[:rapid.IntRange(0, 5).Draw(t, name+" cells")] {
			cells = append(cells, id+":"+rapid.StringMatching(`[xy]?(\n[xyz]){0,3}`).Draw(t, name+" source"))
		}
		return book(cells...)
	}
	rapid.Check(t, func(t *rapid.T) {
		base, ours, theirs := draw(t, "base"), draw(t, "ours"), draw(t, "theirs")
		n, conflicts := Notebooks(base, ours, theirs, "HEAD", "topic")
		if _, err := nb.Parse(n.Bytes()); err != nil {
			t.Fatalf("the merged notebook does not load: %v", err)
		}
		seen := map[string]bool{}
		for _, c := range n.Cells {
			if seen[c.ID] {
				t.Fatalf("cell %s is there twice", c.ID)
			}
			seen[c.ID] = true
		}
		if len(conflicts) == 0 && strings.Contains(string(n.Bytes()), "<<<<<<<") {
			t.Fatal("a conflict that is not reported")
		}
		for _, same := range [][2]*nb.Notebook{{base, ours}, {ours, base}} {
			merged, conflicts := Notebooks(base, same[0], same[1], "HEAD", "topic")
			if diff := cmp.Diff(show(ours), show(merged)); diff != "" || len(conflicts) > 0 {
				t.Fatalf("merged with an unchanged side (%v): %s", conflicts, diff)
			}
		}
	})
}
