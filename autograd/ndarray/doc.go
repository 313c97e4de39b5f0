// Package ndarray holds plain n-dimensional arrays, as NumPy has them: what the teaching text calls onp, the "original
// numpy". Nothing in it is traced; package autograd builds on it.
//
// # Arrays
//
// An [*Array] has a [DType] (Bool, Int64, Float32, Float64, Complex64, Complex128), a shape, and strides and an offset
// into elements that several arrays may share: Transpose, Reshape, Index with ranges, BroadcastTo, Flip … are views.
//
//	x := ndarray.FromSlice([][]float64{{1, 2, 3}, {4, 5, 6}})
//	y := ndarray.Exp(x.T())                       // shape (3, 2)
//	s := ndarray.Sum(y, []int{0}, false)          // shape (2)
//	row := x.Index(-1, ndarray.Range(0, 2))       // a view: [4, 5]
//	x.SetIndex(ndarray.Scalar(0.0), ndarray.Greater(x, ndarray.Scalar(4.0)))
//
// # Conventions
//
// Functions have NumPy's names in Go's spelling and follow NumPy 2's rules of broadcasting and promotion.
//
//   - Element-wise functions are f(x, dst...) and f(x, y, dst...): with a destination of the result's shape they write
//     there (it may be x or y itself) and return it; without one the result is a new contiguous array.
//   - Reductions are f(x, axes, keepdims): nil axes means all; axes may be negative.
//   - Where NumPy takes one axis or None, there is an int axis, and [Flat] stands for None: the flattened array.
//   - What only rearranges (Reshape, Transpose, T, Squeeze, BroadcastTo, Index …) is a method and returns a view
//     whenever there is one.
//   - A number met by an array takes the array's dtype if it is made by [Weak], as a Python number does in NumPy 2.
//
// # Indexing
//
// [Array.Index] does what NumPy's brackets do; [Array.SetIndex] assigns, [Array.AddIndex] adds in place:
//
//	x[1, ::-1]        x.Index(1, ndarray.Every(-1))
//	x[..., None, 2:]  x.Index(ndarray.Ellipsis, ndarray.NewAxis, ndarray.From(2))
//	x[x > 0]          x.Index(ndarray.Greater(x, ndarray.Weak(0.0)))
//	x[[0, 2], 1] = 5  x.SetIndex(ndarray.Weak(5.0), []int{0, 2}, 1)
//
// # Single elements and slices
//
// [Array.At] and [Array.Set] read and write one element; [Array.Float], [Array.Int], [Array.Complex] and [Array.Truth]
// give the only element of an array of size 1. [Of] puts an array over a slice, [Elements] gives the slice under an
// array, [ToSlice] and [Rows] copies.
//
// # Speed
//
// Element-wise functions work on any strides through cache-sized buffers; matrix products are packed in blocks; both use
// vector instructions (AVX2 or AVX-512) where the processor has them, and several processors for large arrays. Results into a
// destination allocate nothing.
//
// # Errors
//
// Misuse panics with a typed error that names the operation and what it was given: [*ShapeError], [*DTypeError],
// [*AxisError], [*IndexError], [*ValueError], [*LinAlgError]. All implement error, so that one recover serves; files
// and other outside input give an ordinary error result.
//
// Arrays may be read by many goroutines at once; writing needs the caller's own synchronisation.
package ndarray
