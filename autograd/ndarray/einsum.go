package ndarray

// Sums of products in Einstein's notation.

import (
	"fmt"
	"slices"
	"strings"
)

// Einsum returns the sum of products of xs that spec describes, as NumPy does: Einsum("ij,jk->ik", a, b) is the matrix
// product, "ii->i" the diagonal, "...i,...i" the inner products. Without "->", the letters that occur once are the
// result's axes, in alphabetical order. It panics with a [*ValueError] for a bad spec and a [*ShapeError] for lengths
// that differ.
func Einsum(spec string, xs ...*Array) *Array {
	ins, out := ParseEinsum(spec, xs...)
	terms := make([]term, len(xs))
	length := map[rune]int{}
	for i, x := range xs {
		terms[i] = diagonalTerm(x, ins[i], length, xs)
	}
	// Factors are multiplied two by two; a letter that nothing later needs is summed at once.
	acc := terms[0]
	for i, t := range terms[1:] {
		later := out
		for _, u := range terms[i+2:] {
			later += u.axes
		}
		acc = multiplyTerms(acc, t, later)
	}
	return acc.to(out)
}

// ParseEinsum returns the axes of each operand and of the result as letters, with each ellipsis replaced by capital
// letters (or others not in use).
func ParseEinsum(spec string, xs ...*Array) (ins []string, out string) {
	fail := func(format string, args ...any) {
		panic(&ValueError{"einsum", fmt.Sprintf("%q: ", spec) + fmt.Sprintf(format, args...)})
	}
	clean := strings.ReplaceAll(spec, " ", "")
	left, right, explicit := strings.Cut(clean, "->")
	ins = strings.Split(left, ",")
	if len(ins) != len(xs) {
		fail("names %d operands, but there are %d", len(ins), len(xs))
	}
	// Letters for the axes behind ellipses, counted from the last.
	var spare []rune
	for r := 'A'; len(spare) < MaxDims; r++ {
		if r > 'Z' && r < 'a' {
			r = 0x3b1 // Greek letters, once the Latin ones are used up
		}
		if !strings.ContainsRune(clean, r) {
			spare = append(spare, r)
		}
	}
	most := 0
	for i, s := range ins {
		named := strings.Replace(s, "...", "", 1)
		for _, r := range named {
			if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
				fail("%q is no letter", r)
			}
		}
		nd := len(xs[i].shape)
		hidden := nd - len(named)
		if hidden < 0 || hidden > 0 && named == s {
			fail("%q names %d axes of an array of %d dimensions", s, len(named), nd)
		}
		most = max(most, hidden)
		ins[i] = strings.Replace(s, "...", ellipsisLetters(spare, hidden), 1)
	}
	if explicit {
		out = strings.Replace(right, "...", ellipsisLetters(spare, most), 1)
	} else {
		all := strings.Join(ins, "")
		var once []rune
		for _, r := range strings.ReplaceAll(left, ".", "") {
			if r != ',' && strings.Count(all, string(r)) == 1 {
				once = append(once, r)
			}
		}
		slices.Sort(once)
		out = ellipsisLetters(spare, most) + string(once)
	}
	for i, r := range out {
		if !strings.ContainsRune(strings.Join(ins, ""), r) {
			fail("the result's axis %q is in no operand", r)
		}
		if strings.ContainsRune(out[:i], r) {
			fail("the result names axis %q twice", r)
		}
	}
	return ins, out
}

func ellipsisLetters(spare []rune, n int) string {
	var b strings.Builder
	for i := n - 1; i >= 0; i-- {
		b.WriteRune(spare[i])
	}
	return b.String()
}

// term is an array with a letter an axis, each letter once.
type term struct {
	x    *Array
	axes string
}

// diagonalTerm checks the lengths of x's axes and takes the diagonal over a letter that comes twice.
func diagonalTerm(x *Array, axes string, length map[rune]int, xs []*Array) term {
	var letters []rune
	var shape, strides []int
	for d, r := range []rune(axes) {
		n := x.shape[d]
		if old, ok := length[r]; ok && old != n && old != 1 && n != 1 {
			shapes := make([][]int, len(xs))
			for i := range xs {
				shapes[i] = xs[i].Shape()
			}
			panic(&ShapeError{"einsum", shapes, fmt.Sprintf("axis %q has lengths %d and %d", r, old, n)})
		}
		length[r] = max(length[r], n)
		if n == 0 {
			length[r] = 0
		}
		stride := x.strides[d]
		if n == 1 {
			stride = 0
		}
		if k := slices.Index(letters, r); k >= 0 {
			shape[k] = max(shape[k], n)
			strides[k] += stride
			continue
		}
		letters, shape, strides = append(letters, r), append(shape, n), append(strides, stride)
	}
	v := x.view(shape)
	copy(v.strides, strides)
	return term{v.settle(), string(letters)}
}

// to sums the axes that out does not name, and orders the others.
func (t term) to(out string) *Array {
	var sum, order []int
	kept := ""
	for d, r := range []rune(t.axes) {
		if strings.ContainsRune(out, r) {
			kept += string(r)
		} else {
			sum = append(sum, d)
		}
	}
	x := t.x
	if len(sum) > 0 {
		x = Sum(x, sum, false)
	}
	letters := []rune(kept)
	for _, r := range out {
		order = append(order, slices.Index(letters, r))
	}
	if slices.IsSorted(order) {
		return x.Copy()
	}
	return x.Transpose(order...).Copy()
}

// multiplyTerms returns the product of a and b, summed over the letters that later does not need, as a batch of matrix
// products: batch letters are in a, b and later; rows only in a, columns only in b, and those summed in both.
func multiplyTerms(a, b term, later string) term {
	a, b = a.sumUnused(b.axes+later), b.sumUnused(a.axes+later)
	var batch, rows, cols, sum string
	for _, r := range a.axes {
		switch in, need := strings.ContainsRune(b.axes, r), strings.ContainsRune(later, r); {
		case in && need:
			batch += string(r)
		case in:
			sum += string(r)
		default:
			rows += string(r)
		}
	}
	for _, r := range b.axes {
		if !strings.ContainsRune(a.axes, r) {
			cols += string(r)
		}
	}
	x, y := a.order(batch+rows+sum), b.order(batch+sum+cols)
	// Lengths of 1 that meet longer ones broadcast.
	nb, nr, ns := len([]rune(batch)), len([]rune(rows)), len([]rune(sum))
	xs, ys := cloneInts(x.shape), cloneInts(y.shape)
	for i := range nb {
		xs[i] = max(xs[i], ys[i])
		if x.shape[i] == 0 || y.shape[i] == 0 {
			xs[i] = 0
		}
		ys[i] = xs[i]
	}
	for i := range ns {
		n := max(xs[nb+nr+i], ys[nb+i])
		if xs[nb+nr+i] == 0 || ys[nb+i] == 0 {
			n = 0
		}
		xs[nb+nr+i], ys[nb+i] = n, n
	}
	x, y = x.BroadcastTo(xs...), y.BroadcastTo(ys...)
	if ns == 0 { // nothing to sum: the plain product
		for range len(ys) - nb {
			x = x.ExpandDims(-1)
		}
		shape := append(cloneInts(ys[:nb]), slices.Repeat([]int{1}, nr)...)
		return term{Multiply(x, y.Reshape(append(shape, ys[nb:]...)...)), batch + rows + cols}
	}
	size := func(s []int) int { return sizeOf("einsum", s) }
	k := size(ys[nb : nb+ns])
	p := MatMul(x.Reshape(append(cloneInts(xs[:nb]), size(xs[nb:nb+nr]), k)...),
		y.Reshape(append(cloneInts(ys[:nb]), k, size(ys[nb+ns:]))...))
	shape := append(append(cloneInts(xs[:nb]), xs[nb:nb+nr]...), ys[nb+ns:]...)
	return term{p.Reshape(shape...), batch + rows + cols}
}

// sumUnused sums over the axes that needed does not name.
func (t term) sumUnused(needed string) term {
	var sum []int
	kept := ""
	for d, r := range []rune(t.axes) {
		if strings.ContainsRune(needed, r) {
			kept += string(r)
		} else {
			sum = append(sum, d)
		}
	}
	if len(sum) == 0 {
		return t
	}
	return term{Sum(t.x, sum, false), kept}
}

// order returns the array with its axes in the order of letters.
func (t term) order(letters string) *Array {
	at := []rune(t.axes)
	var order []int
	for _, r := range letters {
		order = append(order, slices.Index(at, r))
	}
	if len(order) == 0 {
		return t.x
	}
	return t.x.Transpose(order...)
}
