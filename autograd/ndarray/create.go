package ndarray

// Constructors.

import "math"

// Zeros returns float64 zeros; see [New] for other types.
func Zeros(shape ...int) *Array { return alloc("Zeros", Float64, shape) }

// Ones returns float64 ones.
func Ones(shape ...int) *Array { return Full(1.0, shape...) }

// Full returns an array of the given shape in which each element is v.
func Full[T Elem](v T, shape ...int) *Array {
	x := alloc("Full", dtypeOf[T](), shape)
	fill(elems[T](x), v)
	return x
}

// ZerosLike returns zeros of x's type and shape.
func ZerosLike(x *Array) *Array { return alloc("ZerosLike", x.dtype, x.shape) }

// OnesLike returns ones of x's type and shape.
func OnesLike(x *Array) *Array { return FullLike(x, 1) }

// FullLike returns an array of x's type and shape in which each element is v.
func FullLike(x *Array, v float64) *Array {
	y := alloc("FullLike", x.dtype, x.shape)
	y.Fill(v)
	return y
}

// Fill sets each element of x to v, converted to x's type.
func (x *Array) Fill(v float64) {
	x.edited()
	x.class().copyTo(x, Scalar(v).AsType(x.dtype))
}

// Arange returns start, start+step, … up to but without stop, as float64.
func Arange(start, stop, step float64) *Array {
	if step == 0 || math.IsNaN(step) {
		panic(&ValueError{"Arange", "step must not be 0"})
	}
	n := max(0, int(math.Ceil((stop-start)/step)))
	data := make([]float64, n)
	for i := range data {
		data[i] = start + float64(i)*step
	}
	return over(data, []int{n})
}

// ArangeInt returns start, start+step, … up to but without stop, as int64.
func ArangeInt(start, stop, step int) *Array {
	if step == 0 {
		panic(&ValueError{"ArangeInt", "step must not be 0"})
	}
	n := 0
	if step > 0 && stop > start {
		n = (stop - start + step - 1) / step
	} else if step < 0 && stop < start {
		n = (start - stop - step - 1) / -step
	}
	data := make([]int64, n)
	for i := range data {
		data[i] = int64(start + i*step)
	}
	return over(data, []int{n})
}

// Linspace returns num numbers evenly from start to stop, both included.
func Linspace(start, stop float64, num int) *Array { return LinspaceEnd(start, stop, num, true) }

// LinspaceEnd is [Linspace] with the choice to leave stop out.
func LinspaceEnd(start, stop float64, num int, endpoint bool) *Array {
	if num < 0 {
		panic(&ValueError{"Linspace", "number of samples " + itoa(num) + " is negative"})
	}
	div := num
	if endpoint {
		div--
	}
	data := make([]float64, num)
	step := (stop - start) / float64(max(div, 1))
	for i := range data {
		data[i] = float64(i)*step + start
	}
	if endpoint && num > 1 {
		data[num-1] = stop
	}
	return over(data, []int{num})
}

// Logspace returns base to the powers of [Linspace](start, stop, num).
func Logspace(start, stop float64, num int, base float64) *Array {
	return Power(Scalar(base), Linspace(start, stop, num))
}

// Geomspace returns num numbers from start to stop, both included, each a constant multiple of the one before.
func Geomspace(start, stop float64, num int) *Array {
	if start == 0 || stop == 0 || (start < 0) != (stop < 0) {
		panic(&ValueError{"Geomspace", "start and stop must both be above or both below 0"})
	}
	sgn := math.Copysign(1, start)
	x := Logspace(math.Log10(start*sgn), math.Log10(stop*sgn), num, 10)
	Multiply(x, Weak(sgn), x)
	if num > 0 {
		x.f64[0] = start
	}
	if num > 1 {
		x.f64[num-1] = stop
	}
	return x
}

// Eye returns the n×n identity matrix.
func Eye(n int) *Array { return EyeOf(Float64, n, n, 0) }

// EyeOf returns a rows×cols matrix with ones on the diagonal that lies k above the main one.
func EyeOf(dt DType, rows, cols, k int) *Array {
	x := alloc("Eye", dt, []int{rows, cols})
	if rows > 0 && cols > 0 {
		x.Diagonal(k, 0, 1).Fill(1)
	}
	return x
}

// Diag returns, of a vector, the square matrix with it on the k-th diagonal; of a matrix, a view of its k-th diagonal.
func Diag(x *Array, k int) *Array {
	switch len(x.shape) {
	case 1:
		n := x.shape[0] + abs(k)
		y := alloc("Diag", x.dtype, []int{n, n})
		x.class().copyTo(y.Diagonal(k, 0, 1), x)
		return y
	case 2:
		return x.Diagonal(k, 0, 1)
	}
	panic(&ShapeError{"Diag", [][]int{x.Shape()}, "is neither a vector nor a matrix"})
}

// Tri returns a float64 rows×cols matrix with ones on and below the k-th diagonal.
func Tri(rows, cols, k int) *Array {
	x := Zeros(rows, cols)
	for i := range rows {
		for j := range min(cols, max(0, i+k+1)) {
			x.f64[i*cols+j] = 1
		}
	}
	return x
}

// Tril returns x (of at least two dimensions) with zeros above the k-th diagonal of its last two axes.
func Tril(x *Array, k int) *Array { return triangle("Tril", x, k, true) }

// Triu returns x (of at least two dimensions) with zeros below the k-th diagonal of its last two axes.
func Triu(x *Array, k int) *Array { return triangle("Triu", x, k-1, false) }

func triangle(op string, x *Array, k int, lower bool) *Array {
	n := len(x.shape)
	if n < 2 {
		panic(&ShapeError{op, [][]int{x.Shape()}, "is not a matrix"})
	}
	r := x.Copy()
	r.class().clearTriangle(r, k, lower)
	return r
}
