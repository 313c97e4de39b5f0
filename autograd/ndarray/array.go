package ndarray

// The array itself: elements, shape, strides, offset; how it is made and asked.

import (
	"slices"
	"sync/atomic"
)

// MaxDims is the largest number of dimensions an array can have.
const MaxDims = 32

// Array is an n-dimensional array. Make one with [New], [FromSlice], [Of] or another constructor; the zero Array is of
// no use. Views share elements with the array they were made from.
type Array struct {
	dtype   DType
	weak    bool          // takes the dtype of what it meets; see Weak
	contig  bool          // row-major without gaps
	lent    bool          // see Lend
	edits   atomic.Uint32 // how often elements were edited in place, 0 until somebody asks; see Version
	shape   []int
	strides []int // in elements, not bytes
	offset  int   // of the first element
	// The elements: float64, the type of nearly all gradients, without the allocation that an interface costs.
	f64  []float64
	rest any // []T for every other T

	base     *Array                        // of a view: the array that it is a view of, itself no view
	deferred atomic.Pointer[deferredState] // nil if functions of it, or itself, were never deferred

	// Shape and strides of arrays with up to 4 dimensions live here, and a single float64, without allocations of their own.
	small [8]int
	one   [1]float64
}

// floats is elems for float64.
func (x *Array) floats() []float64 {
	x.ready()
	return x.f64
}

// elems returns all elements that x's storage holds; index them by x.offset and x.strides. T must be x's type.
func elems[T Elem](x *Array) []T {
	x.ready()
	if x.dtype == Float64 {
		return any(x.f64).([]T)
	}
	return x.rest.([]T)
}

// newHeader returns an array without elements, with a shape and room for its strides.
func newHeader(dt DType, shape []int) *Array {
	a := &Array{dtype: dt}
	a.setShape(shape)
	return a
}

func (x *Array) setShape(shape []int) {
	n := len(shape)
	if 2*n <= len(x.small) {
		x.shape, x.strides = x.small[:n:n], x.small[n:2*n:2*n]
	} else {
		buf := make([]int, 2*n)
		x.shape, x.strides = buf[:n:n], buf[n:2*n:2*n]
	}
	copy(x.shape, shape)
}

// rowMajor fills in the strides of a contiguous array.
func (x *Array) rowMajor() {
	n := 1
	for i := len(x.shape) - 1; i >= 0; i-- {
		x.strides[i] = n
		n *= x.shape[i]
	}
	x.contig = true
}

// view returns a header of the given shape on x's elements; the caller sets its strides and offset, then calls settle.
func (x *Array) view(shape []int) *Array {
	x.ready()
	v := newHeader(x.dtype, shape)
	v.weak = x.weak && len(shape) == 0 // Python's numbers have no shape
	v.offset, v.f64, v.rest, v.base = x.offset, x.f64, x.rest, x.root()
	return v
}

// settle finds out whether x is contiguous, after its strides were set.
func (x *Array) settle() *Array {
	n := 1
	x.contig = true
	for i := len(x.shape) - 1; i >= 0; i-- {
		switch {
		case x.shape[i] == 0: // nothing to point at, perhaps behind the end of the storage
			x.contig, x.offset = true, 0
			return x
		case x.shape[i] != 1 && x.strides[i] != n:
			x.contig = false
		}
		n *= x.shape[i]
	}
	return x
}

// sizeOf returns the product of shape, having checked it for op.
func sizeOf(op string, shape []int) int {
	if len(shape) > MaxDims {
		panic(&ShapeError{op, [][]int{slices.Clone(shape)}, "has more than 32 dimensions"})
	}
	n := 1
	for _, s := range shape {
		if s < 0 {
			panic(&ShapeError{op, [][]int{slices.Clone(shape)}, "has a negative dimension"})
		}
		n *= s
	}
	return n
}

// New returns an array of zeros (false for Bool).
func New(dt DType, shape ...int) *Array { return alloc("New", dt, shape) }

func alloc(op string, dt DType, shape []int) *Array {
	n := sizeOf(op, shape)
	x := newHeader(dt, shape)
	x.rowMajor()
	switch dt {
	case Bool:
		x.rest = make([]bool, n)
	case Int64:
		x.rest = make([]int64, n)
	case Float32:
		data, used := spare32.get(n)
		if used {
			clear(data)
		}
		x.rest = data
	case Float64:
		if n == 1 {
			x.f64 = x.one[:]
			break
		}
		data, used := spare64.get(n)
		if used {
			clear(data)
		}
		x.f64 = data
	case Complex64:
		x.rest = make([]complex64, n)
	case Complex128:
		x.rest = make([]complex128, n)
	default:
		panic(&DTypeError{Op: op, DTypes: []DType{dt}})
	}
	return x
}

// Of returns an array over data itself (it is not copied), in row-major order. Without a shape it is one-dimensional.
// It panics with a [*ShapeError] if data has not as many elements as shape says.
func Of[T Elem](data []T, shape ...int) *Array {
	if len(shape) == 0 {
		return over(data, []int{len(data)})
	}
	if sizeOf("Of", shape) != len(data) {
		panic(&ShapeError{"Of", [][]int{slices.Clone(shape)}, "does not have the " + itoa(len(data)) + " elements of the data"})
	}
	return over(data, shape)
}

// over returns an array on data whose length is known to be right.
func over[T Elem](data []T, shape []int) *Array {
	x := newHeader(dtypeOf[T](), shape)
	x.rowMajor()
	if f, ok := any(data).([]float64); ok {
		x.f64 = f
	} else {
		x.rest = data
	}
	return x
}

// Scalar returns the 0-d array of v.
func Scalar[T Elem](v T) *Array {
	if f, ok := any(v).(float64); ok {
		x := newHeader(Float64, nil)
		x.contig = true
		x.one[0] = f
		x.f64 = x.one[:]
		return x
	}
	return over([]T{v}, nil)
}

// Weak returns the 0-d array of v whose type yields to that of the arrays it meets, as a Python number does: with it
// float32 stays float32. A weak float still makes float64 of Int64 and Bool.
func Weak[T Elem](v T) *Array {
	x := Scalar(v)
	x.weak = true
	return x
}

// DType returns the type of the elements.
func (x *Array) DType() DType { return x.dtype }

// Shape returns a copy of the shape.
func (x *Array) Shape() []int { return slices.Clone(x.shape) }

// Strides returns, for each axis, how many elements of storage lie between neighbours.
func (x *Array) Strides() []int { return slices.Clone(x.strides) }

// Dim returns the length of one axis, which may be negative.
func (x *Array) Dim(axis int) int { return x.shape[normAxis("Dim", axis, len(x.shape))] }

// NDim returns the number of dimensions.
func (x *Array) NDim() int { return len(x.shape) }

// Len returns the length of the first axis. It panics with a [*ShapeError] for a 0-d array.
func (x *Array) Len() int {
	if len(x.shape) == 0 {
		panic(&ShapeError{"Len", [][]int{{}}, "is 0-d and has no length"})
	}
	return x.shape[0]
}

// Size returns the number of elements.
func (x *Array) Size() int {
	n := 1
	for _, s := range x.shape {
		n *= s
	}
	return n
}

// IsContiguous reports whether the elements lie in row-major order without gaps.
func (x *Array) IsContiguous() bool { return x.contig }

// IsWeak reports whether x yields its type to others; see [Weak].
func (x *Array) IsWeak() bool { return x.weak }

// SameShape reports whether x and y have the same shape.
func SameShape(x, y *Array) bool { return slices.Equal(x.shape, y.shape) }

// Elements returns the elements in row-major order: x's own storage where x is contiguous (writing to it writes to x), a
// copy otherwise. It panics with a [*DTypeError] if x is not of type T; convert it by [Array.AsType] first.
func Elements[T Elem](x *Array) []T {
	if x.dtype != dtypeOf[T]() {
		panic(&DTypeError{"Elements", []DType{dtypeOf[T](), x.dtype}, "asked for one type of an array of another:"})
	}
	x = x.Contiguous()
	if x.root().deferred.Load() != nil {
		x.root().computeReaders() // the caller may write to it
	}
	return elems[T](x)[x.offset : x.offset+x.Size()]
}

// ToSlice returns a copy of the elements in row-major order, converted to T as [Array.AsType] converts.
func ToSlice[T Elem](x *Array) []T { return Elements[T](x.AsType(dtypeOf[T]()).Copy()) }

// Rows returns a copy of the elements of a matrix, a slice each row, converted to T as [Array.AsType] converts. It panics
// with a [*ShapeError] if x has not two dimensions.
func Rows[T Elem](x *Array) [][]T {
	if len(x.shape) != 2 {
		panic(&ShapeError{"Rows", [][]int{x.Shape()}, "is not that of a matrix"})
	}
	flat, rows := ToSlice[T](x), make([][]T, x.shape[0])
	for i := range rows {
		rows[i] = flat[i*x.shape[1] : (i+1)*x.shape[1]]
	}
	return rows
}
