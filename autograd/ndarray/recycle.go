package ndarray

// Storage used again: large results made over and over, as in training, cost less if the garbage collector has not to
// clear the way for each.

import "sync"

// recycleFrom is the number of elements from which on storage is kept for use again.
const recycleFrom = 256

// spares holds storage by its number of elements. It is a cache: the collector may empty it.
type spares[T floatNumber] struct{ bySize sync.Map } // int → *sync.Pool of *[]T

var (
	spare64 spares[float64]
	spare32 spares[float32]
)

// get returns n elements with anything in them, and whether they were used before.
func (s *spares[T]) get(n int) ([]T, bool) {
	if n >= recycleFrom {
		if pool, ok := s.bySize.Load(n); ok {
			if data, ok := pool.(*sync.Pool).Get().(*[]T); ok {
				return *data, true
			}
		}
	}
	return make([]T, n), false
}

func (s *spares[T]) put(data []T) {
	if len(data) < recycleFrom {
		return
	}
	pool, ok := s.bySize.Load(len(data))
	if !ok {
		pool, _ = s.bySize.LoadOrStore(len(data), new(sync.Pool))
	}
	pool.(*sync.Pool).Put(&data)
}

// Free gives the storage of arrays to later results of the same size. Neither they nor views of them may be used
// afterwards; the arrays themselves panic if they are, views go unnoticed. Only whole Float64 and Float32 arrays of some
// size are kept, others are left to the garbage collector. Free is for code that makes many large temporary arrays and
// knows that nobody else holds them; nothing needs it.
func Free(xs ...*Array) {
	for _, x := range xs {
		if x.offset != 0 || !x.contig {
			continue
		}
		x.edited()
		x.ready()
		switch x.dtype {
		case Float64:
			if data := x.f64; len(data) == x.Size() && len(data) >= recycleFrom {
				x.f64 = nil
				spare64.put(data)
			}
		case Float32:
			if data := elems[float32](x); len(data) == x.Size() && len(data) >= recycleFrom {
				x.rest = []float32(nil)
				spare32.put(data)
			}
		}
	}
}

// Lend marks x, and returns it: an array that only its receiver will have, who may give it back.
func Lend(x *Array) *Array {
	x.lent = true
	return x
}

// GiveBack is [Free] for those of the arrays that were lent ([Lend]) and not given back since; all others are left as they
// are. It returns how many these were.
func GiveBack(xs ...*Array) int {
	n := 0
	for _, x := range xs {
		if x.lent {
			x.lent = false
			Free(x)
			n++
		}
	}
	return n
}

// allocDirty is alloc for results all of whose elements will be written: what is in them is not cleared.
func allocDirty(op string, dt DType, shape []int) *Array {
	if dt != Float64 && dt != Float32 {
		return alloc(op, dt, shape)
	}
	n := sizeOf(op, shape)
	x := newHeader(dt, shape)
	x.rowMajor()
	switch {
	case dt == Float32:
		x.rest, _ = spare32.get(n)
	case n == 1:
		x.f64 = x.one[:]
	default:
		x.f64, _ = spare64.get(n)
	}
	return x
}
