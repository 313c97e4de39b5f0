package export

// The way back: what was edited in an exported file goes into the cells that it came from.

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Change is a cell that was changed by [Sync].
type Change struct {
	Notebook string // as given
	Cell     string // its id
}

// Sync carries edits of the exported files back to the notebooks, and writes those. Lines of a cell whose Go was not
// edited stay as they are, operators included; edited lines are taken as the Go file has them. No cell is added or
// removed. An edit that does not survive the way to the cell and back is an error, and its notebook is left alone.
func Sync(paths ...string) ([]Change, error) {
	books, err := openBooks(paths)
	if err != nil {
		return nil, err
	}
	pkgs, err := packages(books)
	if err != nil {
		return nil, err
	}
	var changes []Change
	want := map[string][]byte{} // the edited files
	for _, p := range pkgs {
		made, err := p.files()
		if err != nil {
			return nil, err
		}
		for _, f := range made {
			disk, err := os.ReadFile(f.Path)
			if errors.Is(err, os.ErrNotExist) {
				continue // never exported
			}
			if err != nil {
				return nil, fmt.Errorf("cannot read the package: %w", err)
			}
			disk, err = formatted(f.Path, disk)
			if err != nil {
				return nil, err
			}
			changed, err := p.syncFile(f, string(disk))
			if err != nil {
				return nil, err
			}
			changes = append(changes, changed...)
			want[f.Path] = disk
		}
	}
	if len(changes) == 0 {
		return nil, nil
	}
	if err := confirm(books, want); err != nil {
		return nil, err
	}
	written := map[string]bool{}
	for _, c := range changes {
		for _, b := range books {
			if b.path == c.Notebook && !written[b.path] {
				written[b.path] = true
				if err := b.nb.Write(b.path); err != nil {
					return nil, err
				}
			}
		}
	}
	return changes, nil
}

// confirm exports the changed notebooks once more: each cell must give what the edited file has.
func confirm(books []*book, want map[string][]byte) error {
	fresh := make([]*book, len(books))
	for i, b := range books {
		again, err := openBook(b.path, b.nb)
		if err != nil {
			return err
		}
		again.load = b.load
		fresh[i] = again
	}
	pkgs, err := packages(fresh)
	if err != nil {
		return fmt.Errorf("the edited cells are not right: %w", err)
	}
	for _, p := range pkgs {
		made, err := p.files()
		if err != nil {
			return err
		}
		for _, f := range made {
			_, got, _ := segments(f.Path, string(f.Source))
			_, edited, _ := segments(f.Path, string(want[f.Path]))
			for key, text := range edited {
				if !sameText(got[key], text) {
					return fmt.Errorf("%s: the edit cannot be carried to its cell; make it in the notebook", key)
				}
			}
		}
	}
	return nil
}

var marker = regexp.MustCompile(`^//line (.*\.ipynb)\[([A-Za-z0-9_-]+)\]:\d+$`)

// segments cuts a file at its line directives. Keys have the form notebook[cell]; the text before the first is the head.
func segments(path, src string) (head string, byCell map[string]string, err error) {
	byCell = map[string]string{}
	key := ""
	for line := range strings.Lines(src) {
		if m := marker.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
			key = fmt.Sprintf("%s[%s]", filepath.Join(filepath.Dir(path), filepath.FromSlash(m[1])), m[2])
			if _, twice := byCell[key]; twice {
				err = fmt.Errorf("%s: two parts say that they are %s[%s]; a cell has one", path, m[1], m[2])
			}
			byCell[key] = ""
			continue
		}
		if key == "" {
			head += line
		} else {
			byCell[key] += line
		}
	}
	return head, byCell, err
}

func sameText(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

// syncFile puts the edits of one file into the cells.
func (p *pkg) syncFile(made File, disk string) ([]Change, error) {
	_, ours, err := segments(made.Path, string(made.Source))
	if err != nil {
		return nil, err
	}
	_, theirs, err := segments(made.Path, disk)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for _, piece := range p.pieces {
		if piece.file != made.Path {
			continue
		}
		key := fmt.Sprintf("%s[%s]", filepath.Join(piece.book.root, filepath.FromSlash(piece.book.rel)), piece.cell.ID)
		edited, ok := theirs[key]
		if !ok {
			return nil, fmt.Errorf("%s: cell %s of %s is missing; to remove it, remove it from the notebook and export", made.Path, piece.cell.ID, piece.book.rel)
		}
		if sameText(edited, ours[key]) {
			continue
		}
		piece.carry(ours[key], edited)
		changes = append(changes, Change{piece.book.path, piece.cell.ID})
	}
	return changes, nil
}

// formatted returns an edited file as export writes it: an editor may have left other blanks.
func formatted(path string, disk []byte) ([]byte, error) {
	head, _, err := segments(path, string(disk))
	if err != nil {
		return nil, err
	}
	if !onlyImports(head) {
		return nil, fmt.Errorf("%s: code above the first line directive belongs to no cell; move it below one", path)
	}
	src, err := format.Source(disk)
	if err != nil {
		return nil, fmt.Errorf("%s: the edited file is no Go: %w", path, err)
	}
	return src, nil
}

// testHead is the beginning of a test function whose body is a cell.
var testHead = regexp.MustCompile(`\nfunc Test\w*\(t \*testing\.T\) \{\n$`)

// onlyImports reports whether the head of a file declares nothing.
func onlyImports(head string) bool {
	head = testHead.ReplaceAllString(head, "")
	f, err := parser.ParseFile(token.NewFileSet(), "", head, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.IMPORT {
			return false
		}
	}
	return true
}

// carry changes the cell as its Go text was changed from ours to edited.
func (p *piece) carry(ours, edited string) {
	cell, before, after := lines(p.orig), lines(ours), lines(edited)
	if p.open != "" { // the brace that ends the test function
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	words := func(x, y string) bool {
		return strings.Join(strings.Fields(x), " ") == strings.Join(strings.Fields(y), " ")
	}
	toCell := match(cell, before, words)
	fill(toCell, len(cell))
	toBefore := match(before, after, func(x, y string) bool { return x == y })
	kept := make([]int, len(before)) // where a line of before is in after
	for i := range kept {
		kept[i] = -1
	}
	for j, i := range toBefore {
		if i >= 0 {
			kept[i] = j
		}
	}

	var out []string
	written := 0 // lines of after
	write := func(until int) {
		for ; written < until; written++ {
			line := after[written]
			if p.open != "" {
				line = strings.TrimPrefix(line, "\t")
			}
			out = append(out, line)
		}
	}
	for _, r := range runs(toCell, len(cell)) {
		first, last := -1, -1
		if r.before < r.beforeEnd {
			first, last = kept[r.before], kept[r.beforeEnd-1]
		}
		switch intact := first >= 0 && last-first == r.beforeEnd-1-r.before && !slices.Contains(kept[r.before:r.beforeEnd], -1); {
		case intact:
			write(first)
			out = append(out, cell[r.cell:r.cellEnd]...)
			written = last + 1
		case r.before == r.beforeEnd: // what the Go text lacks, such as imports, stays before the line that follows it
			if r.before < len(kept) && kept[r.before] >= 0 {
				write(kept[r.before])
			}
			out = append(out, cell[r.cell:r.cellEnd]...)
		}
	}
	write(len(after))
	source := strings.Split(p.cell.Source, "\n")
	p.cell.Source = strings.Join(append(source[:p.line-1:p.line-1], out...), "\n")
}

// run is a part of a cell and the part of its Go text that it became: a line and a line, or several that export
// wrote in another way, or lines that the other side lacks.
type run struct{ cell, cellEnd, before, beforeEnd int }

// runs cuts a cell of n lines at the lines that its Go text has as well.
func runs(toCell []int, n int) []run {
	var list []run
	cell, before := 0, 0
	gap := func(c, b int) {
		if cell < c || before < b {
			list = append(list, run{cell, c, before, b})
		}
		cell, before = c, b
	}
	for b, c := range toCell {
		if c >= 0 {
			gap(c, b)
			gap(c+1, b+1)
		}
	}
	gap(n, len(toCell))
	return list
}

func lines(s string) []string { return strings.Split(strings.Trim(s, "\n"), "\n") }
