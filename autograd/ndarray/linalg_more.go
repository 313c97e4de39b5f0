package ndarray

// Linear algebra made of the decompositions: norms, pseudo-inverse, least squares, powers, triangular and banded systems.

import (
	"math"
)

// Norm orders that are no numbers; see [Norm].
const (
	FroNorm = "fro" // the root of the sum of squares
	NucNorm = "nuc" // the sum of the singular values
)

// Norm returns a norm over axes: one axis for vectors, two for matrices, nil for all elements. ord is nil, a float64 or
// int, or [FroNorm] or [NucNorm]:
//
//   - nil: the root of the sum of squares, over any axes; with nil axes x is flattened;
//   - vectors: ±Inf largest and smallest magnitude, 0 count of non-zeros, p (Σ|x|ᵖ)^(1/p);
//   - matrices: FroNorm, NucNorm, ±1 column sums, ±Inf row sums, ±2 largest and smallest singular value.
//
// With a non-nil ord and nil axes, x must have one or two dimensions.
func Norm(x *Array, ord any, axes []int, keepdims bool) *Array {
	x = x.AsType(x.dtype.Float())
	a := Abs(x)
	if ord == nil {
		return Sqrt(Sum(Square(a), axes, keepdims))
	}
	nd := len(x.shape)
	over := axes
	if axes == nil {
		over = normAxes("norm", nil, nd)
	}
	var p float64
	named := ""
	switch o := ord.(type) {
	case string:
		named = o
	case int:
		p = float64(o)
	case float64:
		p = o
	default:
		panic(&ValueError{"norm", "the order must be nil, a number, FroNorm or NucNorm"})
	}
	switch len(over) {
	case 1:
		if named != "" {
			break
		}
		switch {
		case math.IsInf(p, 1):
			return Max(a, over, keepdims)
		case math.IsInf(p, -1):
			return Min(a, over, keepdims)
		case p == 0:
			return CountNonzero(a, over, keepdims).AsType(a.dtype)
		case p == 1:
			return Sum(a, over, keepdims)
		case p == 2:
			return Sqrt(Sum(Square(a), over, keepdims))
		}
		return Power(Sum(Power(a, Weak(p)), over, keepdims), Weak(1/p))
	case 2:
		rows, cols := normAxis("norm", over[0], nd), normAxis("norm", over[1], nd)
		if rows == cols {
			panic(&AxisError{"norm", over[1], nd, "is named twice"})
		}
		extreme := Max
		if p < 0 {
			extreme = Min
		}
		sums := func(first, second int) *Array {
			return keep(extreme(Sum(a, []int{first}, true), []int{second}, true), over, keepdims)
		}
		switch {
		case named == FroNorm:
			return Sqrt(Sum(Square(a), over, keepdims))
		case named == NucNorm || named == "" && math.Abs(p) == 2:
			m := x.MoveAxis([]int{rows, cols}, []int{-2, -1})
			_, s, _ := SVD(m, false)
			if named == NucNorm {
				s = Sum(s, []int{-1}, false)
			} else {
				s = extreme(s, []int{-1}, false)
			}
			kept, out := reducedShapes("norm", x, over, keepdims)
			if keepdims {
				return s.Reshape(kept...)
			}
			return s.Reshape(out...)
		case named == "" && math.Abs(p) == 1:
			return sums(rows, cols)
		case named == "" && math.IsInf(p, 0):
			return sums(cols, rows)
		}
	}
	panic(&ValueError{"norm", "no such norm over " + itoa(len(over)) + " axes"})
}

// keep removes axes of length 1, unless keepdims.
func keep(x *Array, axes []int, keepdims bool) *Array {
	if keepdims {
		return x
	}
	return x.Squeeze(axes...)
}

// Pinv returns the pseudo-inverse; singular values up to rcond times the largest count as 0 (NumPy's default is 1e-15).
func Pinv(x *Array, rcond float64) *Array {
	u, s, vh := SVD(x, false)
	if s.Size() == 0 {
		return x.SwapAxes(-1, -2).AsType(x.dtype.Float()).Copy()
	}
	cut := Multiply(Max(s, []int{-1}, true), Weak(rcond))
	inv := Where(Greater(s, cut), Reciprocal(s), Weak(0.0))
	return MatMul(Multiply(Conj(vh.SwapAxes(-1, -2)), inv.ExpandDims(-2)), Conj(u.SwapAxes(-1, -2)))
}

// MatrixRank returns the number of singular values above the largest times max(m, n) times the machine epsilon.
func MatrixRank(x *Array) *Array {
	if len(x.shape) < 2 {
		return Any(x, nil, false).AsType(Int64)
	}
	_, s, _ := SVD(x, false)
	if s.shape[len(s.shape)-1] == 0 {
		return New(Int64, s.shape[:len(s.shape)-1]...)
	}
	eps := epsilon(s.dtype) * float64(max(x.shape[len(x.shape)-1], x.shape[len(x.shape)-2]))
	return CountNonzero(Greater(s, Multiply(Max(s, []int{-1}, true), Weak(eps))), []int{-1}, false)
}

func epsilon(dt DType) float64 {
	if dt.Real() == Float32 {
		return 0x1p-23
	}
	return 0x1p-52
}

// LstsqResult is what [Lstsq] returns.
type LstsqResult struct {
	X         *Array // the solution of smallest norm
	Residuals *Array // squared norms of b - a·x a column; empty if a has not full rank or has no more rows than columns
	Rank      int
	S         *Array // the singular values of a
}

// Lstsq returns x that minimises ‖b - a·x‖, for an m×n matrix a and b of shape (m) or (m, k). Singular values up to rcond
// times the largest count as 0; a negative rcond means the machine epsilon times max(m, n).
func Lstsq(a, b *Array, rcond float64) LstsqResult {
	if len(a.shape) != 2 || len(b.shape) < 1 || len(b.shape) > 2 || b.shape[0] != a.shape[0] {
		panic(&ShapeError{"lstsq", [][]int{a.Shape(), b.Shape()}, "must be (m, n) and (m) or (m, k)"})
	}
	m, n := a.shape[0], a.shape[1]
	u, s, vh := SVD(a, false)
	if rcond < 0 {
		rcond = epsilon(s.dtype) * float64(max(m, n))
	}
	r := LstsqResult{S: s, Residuals: New(s.dtype, 0)}
	inv := ZerosLike(s)
	for i := range s.Size() {
		if v := s.At(i); v > rcond*s.At(0) {
			inv.Set(1/v, i)
			r.Rank++
		}
	}
	c := MatMul(Conj(u.T()), b)
	if len(b.shape) == 2 {
		inv = inv.ExpandDims(1)
	}
	r.X = MatMul(Conj(vh.T()), Multiply(c, inv))
	if r.Rank == n && m > n {
		r.Residuals = Sum(Square(Abs(Subtract(b, MatMul(a, r.X)))), []int{0}, false).AtLeast1D()
	}
	return r
}

// MatrixPower returns the n-th power of a square matrix; negative powers are those of the inverse.
func MatrixPower(x *Array, n int) *Array {
	s := squareStack("matrix_power", x)
	if n < 0 {
		x, n = Inv(x), -n
	}
	r := EyeOf(x.dtype, s.n, s.n, 0).BroadcastTo(x.shape...)
	for first := true; n > 0; n >>= 1 {
		if n&1 == 1 {
			if first {
				r, first = x, false
			} else {
				r = MatMul(r, x)
			}
		}
		if n > 1 {
			x = MatMul(x, x)
		}
	}
	return r.Copy()
}

// Cond returns the condition number ‖x‖·‖x⁻¹‖ in the norm ord; nil means the ratio of the singular values.
func Cond(x *Array, ord any) *Array {
	if ord == nil {
		_, s, _ := SVD(x, false)
		return Divide(Max(s, []int{-1}, false), Min(s, []int{-1}, false))
	}
	axes := []int{-2, -1}
	return Multiply(Norm(x, ord, axes, false), Norm(Inv(x), ord, axes, false))
}

// SolveTriangular returns x with t·x = b, where t is the lower or upper triangle of a, transposed if trans is set, with
// ones on the diagonal if unit is set. b is a vector or matrix; leading axes broadcast. It panics with a [*LinAlgError] for
// a zero on the diagonal.
func SolveTriangular(a, b *Array, lower, trans, unit bool) *Array {
	s := squareStack("solve_triangular", a)
	if len(b.shape) == 1 {
		return SolveTriangular(a, b.ExpandDims(1), lower, trans, unit).Squeeze(-1)
	}
	nd := len(b.shape)
	if nd == 0 || b.shape[nd-2] != s.n {
		panic(&ShapeError{"solve_triangular", [][]int{a.Shape(), b.Shape()}, "do not fit"})
	}
	if trans {
		a, lower = a.SwapAxes(-1, -2), !lower
	}
	batch, ok := broadcastShapes(s.batch, b.shape[:nd-2])
	if !ok {
		panic(&ShapeError{"solve_triangular", [][]int{a.Shape(), b.Shape()}, "the leading axes could not be broadcast together"})
	}
	dt, cols := Promote(s.dt, b.dtype.Float()), b.shape[nd-1]
	work := workType(dt)
	x := b.AsType(work).BroadcastTo(append(cloneInts(batch), s.n, cols)...).Copy()
	t := a.AsType(work).BroadcastTo(append(cloneInts(batch), s.n, s.n)...)
	if len(batch) > 0 {
		t = t.Contiguous()
	}
	if !unit && s.n > 0 && !All(t.Diagonal(0, -2, -1), nil, false).Truth() {
		panic(&LinAlgError{"solve_triangular", []int{s.n, s.n}, "is singular: it has a zero on the diagonal"})
	}
	alg := algebraOf(work)
	eachMatrix(sizeOf("solve_triangular", batch), s.n*s.n*cols, func(i int) bool { alg.triangleAt(i, t, x, s.n, cols, lower, unit); return true })
	return x.AsType(dt)
}

// FromBanded returns the n×n matrix whose diagonals are the rows of ab: row i holds the diagonal upper-i above the main one,
// with element (i, j) of the matrix in column j, as scipy's solve_banded takes it.
func FromBanded(ab *Array, lower, upper int) *Array {
	if len(ab.shape) != 2 || ab.shape[0] != lower+upper+1 {
		panic(&ShapeError{"solve_banded", [][]int{ab.Shape()}, "must have " + itoa(lower+upper+1) + " rows"})
	}
	n := ab.shape[1]
	a := New(ab.dtype, n, n)
	for i := range ab.shape[0] {
		k := upper - i
		d := a.Diagonal(k, 0, 1)
		d.CopyFrom(ab.Index(i, Range(max(k, 0), max(k, 0)+d.Size())))
	}
	return a
}

// SolveBanded returns x with a·x = b for the banded matrix a given as [FromBanded] takes it.
func SolveBanded(lower, upper int, ab, b *Array) *Array {
	return Solve(FromBanded(ab, lower, upper), b)
}

// MultiDot returns the product of matrices (the first and last may be vectors) in the order that needs fewest operations.
func MultiDot(xs ...*Array) *Array {
	n := len(xs)
	switch n {
	case 0:
		panic(&ValueError{"multi_dot", "needs at least one array"})
	case 1:
		return xs[0]
	}
	// dims[i], dims[i+1] are the lengths of matrix i.
	dims := make([]int, n+1)
	for i, x := range xs {
		switch {
		case len(x.shape) == 2:
			dims[i], dims[i+1] = x.shape[0], x.shape[1]
		case len(x.shape) == 1 && i == 0:
			dims[0], dims[1] = 1, x.shape[0]
		case len(x.shape) == 1 && i == n-1:
			dims[n] = 1
		default:
			panic(&ShapeError{"multi_dot", [][]int{x.Shape()}, "of argument " + itoa(i) + " is not that of a matrix"})
		}
	}
	cost, split := make([][]float64, n), make([][]int, n)
	for i := range n {
		cost[i], split[i] = make([]float64, n), make([]int, n)
	}
	for span := 1; span < n; span++ {
		for i := 0; i+span < n; i++ {
			j := i + span
			cost[i][j] = math.Inf(1)
			for k := i; k < j; k++ {
				c := cost[i][k] + cost[k+1][j] + float64(dims[i])*float64(dims[k+1])*float64(dims[j+1])
				if c < cost[i][j] {
					cost[i][j], split[i][j] = c, k
				}
			}
		}
	}
	var product func(i, j int) *Array
	product = func(i, j int) *Array {
		if i == j {
			return xs[i]
		}
		return MatMul(product(i, split[i][j]), product(split[i][j]+1, j))
	}
	return product(0, n-1)
}
