// Package notebooks_test holds the table in README.md to the notebooks that it tells about.
package notebooks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/literate/nb"
)

// book tells the heading under which each cell of a notebook stands, by the cell's id; the title is over what comes before it.
type book map[string]string

var heading = regexp.MustCompile(`(?m)^#{1,4} (.+?)\s*$`)

func readBook(path string) (book, error) {
	n, err := nb.Read(path)
	if err != nil {
		return nil, err
	}
	b, under, title := book{}, "", ""
	for _, c := range n.Cells {
		first := under
		if found := heading.FindAllStringSubmatch(c.Source, -1); c.Type == nb.Markdown && found != nil {
			first, under = found[0][1], found[len(found)-1][1]
			if title == "" {
				title = first
			}
		}
		b[c.ID] = first
	}
	for id, h := range b {
		if h == "" {
			b[id] = title
		}
	}
	return b, nil
}

// row is a line of the table.
type row struct{ id, what, where, became string }

func rowsOf(readme string) (rows []row) {
	for line := range strings.Lines(readme) {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "¦"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) == 6 && cells[1] != "row" && cells[1] != "---" {
			rows = append(rows, row{cells[1], cells[2], cells[3], cells[4]})
		}
	}
	return rows
}

var link = regexp.MustCompile(`\[([^\]]*)\]\(([^)#]*)(?:#cell-([^)]*))?\)`)

// problems says what in the table is not so: rows are the ids that it must have, in that order.
func problems(readme string, ids []string) (list []string) {
	complain := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	var got []string
	books := map[string]book{}
	for _, r := range rowsOf(readme) {
		got = append(got, r.id)
		if r.what == "" || r.became == "" {
			complain("row %s has an empty place", r.id)
		}
		links := link.FindAllStringSubmatch(r.where, -1)
		inBook := 0
		for _, l := range links {
			text, file, cell := l[1], l[2], l[3]
			if !strings.HasSuffix(file, ".ipynb") {
				if _, err := os.Stat(filepath.FromSlash(file)); err != nil {
					complain("row %s: %v", r.id, err)
				}
				continue
			}
			inBook++
			if books[file] == nil {
				b, err := readBook(file)
				if err != nil {
					complain("row %s: %v", r.id, err)
					continue
				}
				books[file] = b
			}
			under, ok := books[file][cell]
			number := file[:2]
			if file == "01_core.ipynb" {
				number = "core"
			}
			switch {
			case !ok:
				complain("row %s: %s has no cell %s", r.id, file, cell)
			case text != number+": "+under:
				complain("row %s: %q: cell %s of %s stands under %q", r.id, text, cell, file, under)
			}
		}
		if inBook == 0 {
			complain("row %s is done in no notebook", r.id)
		}
	}
	if !slices.Equal(got, ids) {
		for _, id := range ids {
			if !slices.Contains(got, id) {
				complain("row %s is missing", id)
			}
		}
		for _, id := range got {
			if !slices.Contains(ids, id) {
				complain("there is no row %s", id)
			}
		}
		if len(list) == 0 {
			complain("the rows are not in their order")
		}
	}
	return list
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func ids(t *testing.T) []string {
	return strings.Split(strings.TrimSpace(read(t, "testdata/rows.txt")), "\n")
}

// Every row of the document is in the table, with a notebook, heading and cell that exist.
func TestRows(t *testing.T) {
	for _, p := range problems(read(t, "README.md"), ids(t)) {
		t.Error(p)
	}
}

// The test above sees what may go wrong with the table.
func TestProblems(t *testing.T) {
	readme := read(t, "README.md")
	line := func(id string) string {
		from := readme[strings.Index(readme, "| "+id+" |"):]
		return from[:strings.Index(from, "\n")+1]
	}
	a1, a2 := line("A1"), line("A2")
	for _, tt := range []struct{ name, old, new, want string }{
		{"a row is missing", a1, "", "row A1 is missing"},
		{"a row too many", "| A2 |", "| A99 |", "there is no row A99"},
		{"rows in another order", a1 + a2, a2 + a1, "the rows are not in their order"},
		{"no such notebook", "](07_backward_pass.ipynb#cell-grad-code)", "](07_forward_pass.ipynb#cell-grad-code)", "07_forward_pass.ipynb"},
		{"no such cell", "#cell-grad-code)", "#cell-grid-code)", "07_backward_pass.ipynb has no cell grid-code"},
		{"another heading", "[07: grad is real]", "[07: grad is a dummy]", `stands under "grad is real"`},
		{"no such file", "(../literate/directive)", "(../literate/directives)", "no such file"},
		{"nothing became of it", "| A Go closure |", "|  |", "row B10 has an empty place"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(readme, tt.old) {
				t.Fatalf("README.md has no %q to break", tt.old)
			}
			got := strings.Join(problems(strings.Replace(readme, tt.old, tt.new, 1), ids(t)), "\n")
			if !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// The index links to every notebook, and has a picture of each.
func TestIndex(t *testing.T) {
	n, err := nb.Read("00_index.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, c := range n.Cells {
		text += c.Source + "\n"
	}
	files, err := filepath.Glob("[0-9]*.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f == "00_index.ipynb" {
			continue
		}
		if !strings.Contains(text, "]("+f+")") {
			t.Errorf("00_index.ipynb has no link to %s", f)
		}
		if !strings.Contains(text, `from("`+strings.TrimSuffix(f, ".ipynb")+`"`) {
			t.Errorf("00_index.ipynb has no picture from %s", f)
		}
	}
}
