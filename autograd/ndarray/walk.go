package ndarray

// How loops go over several arrays at once: a walk visits rows (the innermost dimension) of up to four operands that are
// broadcast to one shape. Dimensions that lie behind each other in all operands are merged first, so that arrays
// without gaps are one long row.

const maxOperands = 4

type walk struct {
	n      int              // length of a row
	inner  [maxOperands]int // stride within a row
	off    [maxOperands]int // where the rows start
	ops    int
	outer  int          // number of dimensions outside the rows
	shape  [MaxDims]int // arrays, so that a walk stays on the stack
	stride [maxOperands][MaxDims]int
}

// plan prepares a walk over shape for arrays that broadcast to it. If order is an operand's number, the dimensions are
// visited in the order of that operand's storage, which suits reductions; -1 keeps them.
func (w *walk) plan(shape []int, order int, xs ...*Array) {
	w.ops = len(xs)
	for k, x := range xs {
		w.off[k] = x.offset
	}
	// Dimensions of length 1 go; the strides of broadcast ones are 0.
	nd := 0
	for d, n := range shape {
		if n == 1 {
			continue
		}
		w.shape[nd] = n
		for k, x := range xs {
			w.stride[k][nd] = strideIn(x, d-len(shape))
		}
		nd++
		if n == 0 {
			return
		}
	}
	if order >= 0 {
		w.sort(nd, order)
	}
	nd = w.merge(nd)
	w.n = 1
	if nd > 0 {
		nd--
		w.n = w.shape[nd]
		for k := range xs {
			w.inner[k] = w.stride[k][nd]
		}
	}
	w.outer = nd
}

// strideIn returns x's stride along an axis counted from the end (-1 is the last), 0 where x is broadcast along it.
func strideIn(x *Array, fromEnd int) int {
	d := len(x.shape) + fromEnd
	if d < 0 || x.shape[d] == 1 {
		return 0
	}
	return x.strides[d]
}

// sort orders the first nd dimensions by the strides of operand k, largest first.
func (w *walk) sort(nd, k int) {
	for i := 1; i < nd; i++ {
		for j := i; j > 0 && abs(w.stride[k][j-1]) < abs(w.stride[k][j]); j-- {
			w.shape[j-1], w.shape[j] = w.shape[j], w.shape[j-1]
			for o := range w.ops {
				s := &w.stride[o]
				s[j-1], s[j] = s[j], s[j-1]
			}
		}
	}
}

// merge joins neighbouring dimensions that make one run in every operand, and returns how many are left.
func (w *walk) merge(nd int) int {
	out := 0
	for d := 1; d < nd; d++ {
		fits := true
		for k := range w.ops {
			if w.stride[k][out] != w.stride[k][d]*w.shape[d] {
				fits = false
				break
			}
		}
		if fits {
			w.shape[out] *= w.shape[d]
		} else {
			out++
			w.shape[out] = w.shape[d]
		}
		for k := range w.ops {
			w.stride[k][out] = w.stride[k][d]
		}
	}
	return min(out+1, nd)
}

// rows calls f once a row; w.off says where each operand's row starts.
func (w *walk) rows(f func()) {
	if w.n == 0 {
		return
	}
	if w.outer == 0 {
		f()
		return
	}
	var count [MaxDims]int
	for {
		f()
		d := w.outer - 1
		for ; d >= 0; d-- {
			count[d]++
			if count[d] < w.shape[d] {
				for k := range w.ops {
					w.off[k] += w.stride[k][d]
				}
				break
			}
			count[d] = 0
			for k := range w.ops {
				w.off[k] -= w.stride[k][d] * (w.shape[d] - 1)
			}
		}
		if d < 0 {
			return
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
