package display

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// How much of a matrix is shown: all rows (columns) up to matrixAll, else matrixEdge of them at each end.
const (
	matrixAll  = 20
	matrixEdge = 5
)

// matrixText writes the matrices of gonum (mat.Matrix and mat.CMatrix, known by their methods so that nobody pays for the import who
// does not use it) by rows, with 6 significant digits.
func matrixText(v any) (string, bool) {
	switch v.(type) {
	case fmt.Formatter, fmt.Stringer, error:
		return "", false
	}
	var at func(i, j int) string
	var rows, columns int
	defer func() { _ = recover() }() // a nil or empty matrix type may panic; the general text serves then
	switch m := v.(type) {
	case interface {
		Dims() (r, c int)
		At(i, j int) float64
	}:
		rows, columns = m.Dims()
		at = func(i, j int) string { return strconv.FormatFloat(m.At(i, j), 'g', 6, 64) }
	case interface {
		Dims() (r, c int)
		At(i, j int) complex128
	}:
		rows, columns = m.Dims()
		at = func(i, j int) string { return strconv.FormatComplex(m.At(i, j), 'g', 6, 128) }
	default:
		return "", false
	}
	if rows == 0 || columns == 0 {
		return fmt.Sprintf("[] (%d×%d)", rows, columns), true
	}
	is, js := shown(rows), shown(columns)
	cells := make([][]string, len(is))
	widths := make([]int, len(js))
	for r, i := range is {
		cells[r] = make([]string, len(js))
		for c, j := range js {
			if i < 0 || j < 0 {
				cells[r][c] = "…"
			} else {
				cells[r][c] = at(i, j)
			}
			widths[c] = max(widths[c], utf8.RuneCountInString(cells[r][c]))
		}
	}
	var w strings.Builder
	if rows > matrixAll || columns > matrixAll {
		fmt.Fprintf(&w, "%d×%d\n", rows, columns)
	}
	for r, row := range cells {
		left, right := brackets(r, len(cells))
		w.WriteString(left)
		for c, s := range row {
			if c > 0 {
				w.WriteString("  ")
			}
			w.WriteString(strings.Repeat(" ", widths[c]-utf8.RuneCountInString(s)) + s)
		}
		w.WriteString(right)
		if r < len(cells)-1 {
			w.WriteByte('\n')
		}
	}
	return w.String(), true
}

// shown lists the indices below n that are written; -1 stands for those left out.
func shown(n int) []int {
	var list []int
	for i := 0; i < n; i++ {
		if n > matrixAll && i == matrixEdge {
			list = append(list, -1)
			i = n - matrixEdge
		}
		list = append(list, i)
	}
	return list
}

// brackets gives the pieces of the large brackets for row r of n.
func brackets(r, n int) (left, right string) {
	switch {
	case n == 1:
		return "[", "]"
	case r == 0:
		return "⎡", "⎤"
	case r == n-1:
		return "⎣", "⎦"
	}
	return "⎢", "⎥"
}
