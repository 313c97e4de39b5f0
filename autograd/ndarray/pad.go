package ndarray

// Padding.

// PadMode says what [Pad] fills in.
type PadMode string

// The modes of [Pad].
const (
	PadConstant  PadMode = "constant"  // one value
	PadEdge      PadMode = "edge"      // the element at the edge
	PadReflect   PadMode = "reflect"   // the mirror image, without the edge itself
	PadSymmetric PadMode = "symmetric" // the mirror image, the edge included
	PadWrap      PadMode = "wrap"      // the other end
)

// Pad returns x with width[d][0] elements before and width[d][1] behind it along each axis d; a single pair serves all
// axes. value is what [PadConstant] fills in. The other modes need a non-empty axis.
func Pad(x *Array, width [][2]int, mode PadMode, value float64) *Array {
	nd := len(x.shape)
	if len(width) != nd && len(width) != 1 {
		panic(&ShapeError{"pad", [][]int{x.Shape()}, "needs 1 or " + itoa(nd) + " pairs of widths, not " + itoa(len(width))})
	}
	pair := func(d int) (int, int) {
		if len(width) == 1 {
			d = 0
		}
		if width[d][0] < 0 || width[d][1] < 0 {
			panic(&ValueError{"pad", "a width is negative"})
		}
		return width[d][0], width[d][1]
	}
	if mode == PadConstant {
		shape := make([]int, nd)
		for d, n := range x.shape {
			before, after := pair(d)
			shape[d] = before + n + after
		}
		out := alloc("pad", x.dtype, shape)
		if value != 0 {
			out.Fill(value)
		}
		inner := out
		for d, n := range x.shape {
			before, _ := pair(d)
			inner = inner.narrow(d, before, n)
		}
		x.class().copyTo(inner, x)
		return out
	}
	for d, n := range x.shape {
		before, after := pair(d)
		if before+after == 0 {
			continue
		}
		x = Take(x, Of(PadIndex(n, before, after, mode)), d)
	}
	return x
}

// PadIndex returns which element of an axis of length n each element of the padded axis is a copy of. It panics with a
// [*ValueError] for an unknown mode or an empty axis.
func PadIndex(n, before, after int, mode PadMode) []int64 {
	if n == 0 {
		panic(&ValueError{"pad", "an empty axis cannot be padded by mode " + string(mode)})
	}
	out := make([]int64, before+n+after)
	for i := range out {
		out[i] = int64(padAt(i-before, n, mode))
	}
	return out
}

// padAt returns which element stands at place i, which may lie outside 0 … n-1.
func padAt(i, n int, mode PadMode) int {
	period := n
	switch mode {
	case PadEdge:
		return min(max(i, 0), n-1)
	case PadWrap:
	case PadSymmetric:
		period = 2 * n
	case PadReflect:
		period = max(1, 2*n-2)
	default:
		panic(&ValueError{"pad", "unknown mode " + string(mode) + "; there are constant, edge, reflect, symmetric and wrap"})
	}
	i %= period
	if i < 0 {
		i += period
	}
	if i >= n {
		i = 2*n - 1 - i
		if mode == PadReflect {
			i--
		}
	}
	return i
}
