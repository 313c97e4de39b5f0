package merge

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/literate/nb"
)

// edits are what authors do to a notebook. Each edit of a source leaves the mark in it.
var edits = map[string]func(r *rand.Rand, n *nb.Notebook, mark string){
	"change a line": func(r *rand.Rand, n *nb.Notebook, mark string) {
		c := pick(r, n)
		lines := strings.Split(c.Source, "\n")
		lines[r.IntN(len(lines))] = mark
		c.Source = strings.Join(lines, "\n")
	},
	"add a line": func(r *rand.Rand, n *nb.Notebook, mark string) {
		c := pick(r, n)
		lines := strings.Split(c.Source, "\n")
		c.Source = strings.Join(slices.Insert(lines, r.IntN(len(lines)+1), mark), "\n")
	},
	"add a cell": func(r *rand.Rand, n *nb.Notebook, mark string) {
		c := n.Add(nb.Code, mark)
		last := len(n.Cells) - 1
		n.Cells = slices.Insert(n.Cells[:last:last], r.IntN(last+1), c)
	},
	"move a cell": func(r *rand.Rand, n *nb.Notebook, _ string) {
		i := r.IntN(len(n.Cells))
		c := n.Cells[i]
		n.Cells = slices.Delete(n.Cells, i, i+1)
		n.Cells = slices.Insert(n.Cells, r.IntN(len(n.Cells)+1), c)
	},
	"delete a cell": func(r *rand.Rand, n *nb.Notebook, _ string) {
		i := r.IntN(len(n.Cells))
		n.Cells = slices.Delete(n.Cells, i, i+1)
	},
	"run it again": func(r *rand.Rand, n *nb.Notebook, mark string) {
		for _, c := range n.Cells {
			if c.Type == nb.Code && r.IntN(3) == 0 {
				c.Count = new(r.IntN(100))
				c.Outputs = []nb.Output{{Type: nb.Stream, Name: "stdout", Text: "ran by " + mark}}
			}
		}
	},
}

func pick(r *rand.Rand, n *nb.Notebook) *nb.Cell { return n.Cells[r.IntN(len(n.Cells))] }

// TestCorpus merges each notebook of this project with two others that authors could have made of it: the result loads,
// no line that either side wrote is lost, and what both left alone is there once.
func TestCorpus(t *testing.T) {
	paths, err := filepath.Glob("../../notebooks/*.ipynb")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no notebooks: %v", err)
	}
	var names []string
	for name := range edits {
		names = append(names, name)
	}
	slices.Sort(names)
	conflicts, merges := 0, 0
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			base, err := nb.Read(path)
			if err != nil {
				t.Fatal(err)
			}
			for seed := range 20 {
				r := rand.New(rand.NewPCG(uint64(seed), 1))
				base := window(r, base, 6) // small, so that the two meet
				var did []string
				edited := func(side string) *nb.Notebook {
					n, err := nb.Parse(base.Bytes())
					if err != nil {
						t.Fatal(err)
					}
					for k := range 1 + r.IntN(6) {
						name := names[r.IntN(len(names))]
						edits[name](r, n, fmt.Sprintf("// %s %d", side, k))
						did = append(did, side+": "+name)
					}
					return n
				}
				ours, theirs := edited("ours"), edited("theirs")
				merged, found := Notebooks(base, ours, theirs, "HEAD", "topic")
				merges++
				if len(found) > 0 {
					conflicts++
				}
				if _, err := nb.Parse(merged.Bytes()); err != nil {
					t.Fatalf("%q: the merged notebook does not load: %v", did, err)
				}
				text := sources(merged)
				for _, side := range []*nb.Notebook{ours, theirs} {
					for line := range strings.Lines(sources(side)) {
						if strings.HasPrefix(line, "// ours ") || strings.HasPrefix(line, "// theirs ") {
							if !strings.Contains(text, line) {
								t.Fatalf("%q: %q is lost", did, line)
							}
						}
					}
				}
				for _, c := range base.Cells {
					if a, b := cell(ours, c.ID), cell(theirs, c.ID); a == nil || b == nil || a.Source != c.Source || b.Source != c.Source {
						continue
					}
					if m := cell(merged, c.ID); m == nil || m.Source != c.Source {
						t.Fatalf("%q: cell %s, which nobody changed, is gone or changed", did, c.ID)
					}
				}
			}
		})
	}
	t.Logf("%d merges, %d with conflicts", merges, conflicts)
	if conflicts == 0 || conflicts == merges {
		t.Errorf("%d of %d merges had conflicts: the corpus shows nothing", conflicts, merges)
	}
}

// window is a notebook of n cells in a row of another.
func window(r *rand.Rand, book *nb.Notebook, n int) *nb.Notebook {
	from := r.IntN(max(1, len(book.Cells)-n))
	part := *book
	part.Cells = book.Cells[from:min(from+n, len(book.Cells))]
	return &part
}

func sources(n *nb.Notebook) string {
	var b strings.Builder
	for _, c := range n.Cells {
		b.WriteString(c.Source + "\n")
	}
	return b.String()
}

func cell(n *nb.Notebook, id string) *nb.Cell {
	for _, c := range n.Cells {
		if c.ID == id {
			return c
		}
	}
	return nil
}
