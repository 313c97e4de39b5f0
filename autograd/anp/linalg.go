package anp

// Linear algebra: equations, inverses, determinants. Leading axes are stacks of matrices.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// none stands for no options.
type none struct{}

// triangular holds the options of SolveTriangular.
type triangular struct{ lower, trans, unit bool }

var inv, solve, det, logdet, pinv, sylvester, solveTri, fromBanded, norm2 Prim

// tr is the transpose of the last two axes, herm the conjugate transpose.
func tr(x Value) Value   { return x.SwapAxes(-1, -2) }
func herm(x Value) Value { return x.SwapAxes(-1, -2).Conj() }

// byJVP makes a VJP of a JVP, which is a linear function of the tangent: its transpose is what reverse mode through it
// gives.
func byJVP(jvp func(t Value) Value, x, g Value) Value {
	vjp, _ := MakeVJP(jvp)(ZerosLike(x))
	return vjp(g)
}

func init() {
	Op1[none]{Prim: &inv, Name: "linalg.inv", Doc: "inverse matrix",
		A:   func(x *ndarray.Array, _ none) *ndarray.Array { return ndarray.Inv(x) },
		VJP: func(g, ans, _ Value, _ none) Value { return tr(ans).MatMul(g).MatMul(tr(ans)).Neg() },
		JVP: func(g, ans, _ Value, _ none) Value { return ans.MatMul(g).MatMul(ans).Neg() },
	}.Define()
	Op1[none]{Prim: &det, Name: "linalg.det", Doc: "determinant",
		A: func(x *ndarray.Array, _ none) *ndarray.Array { return ndarray.Det(x) },
		VJP: func(g, ans, x Value, _ none) Value {
			g = g.ExpandDims(-1, -2)
			if nearlySingular(ans, x) {
				return g.Mul(cofactors(x))
			}
			return g.Mul(ans.ExpandDims(-1, -2)).Mul(tr(Inv(x)))
		},
		JVP: func(g, ans, x Value, _ none) Value {
			if nearlySingular(ans, x) {
				return g.Mul(cofactors(x)).Sum(-2, -1)
			}
			return ans.Mul(traceOf(Solve(x, g)))
		},
	}.Define()
	Op1[none]{Prim: &logdet, Name: "linalg.logdet", Doc: "logarithm of the determinant's magnitude",
		A: func(x *ndarray.Array, _ none) *ndarray.Array {
			_, ld := ndarray.SlogDet(x)
			return ld
		},
		VJP: func(g, _, x Value, _ none) Value { return g.ExpandDims(-1, -2).Mul(tr(Inv(x))) },
		JVP: func(g, _, x Value, _ none) Value { return traceOf(Solve(x, g)) },
	}.Define()
	Op1[float64]{Prim: &pinv, Name: "linalg.pinv", Doc: "pseudo-inverse", A: ndarray.Pinv,
		VJP: func(g, ans, x Value, _ float64) Value {
			return byJVP(func(t Value) Value { return pinvJVP(t, ans, x) }, x, g)
		},
		JVP: func(g, ans, x Value, _ float64) Value { return pinvJVP(g, ans, x) },
	}.Define()
	Op2[none]{Prim: &solve, Name: "linalg.solve", Doc: "x with a·x = b",
		A: func(a, b *ndarray.Array, _ none) *ndarray.Array { return ndarray.Solve(a, b) },
		VJPX: func(g, x, a, b Value, _ none) Value {
			return unstack(columns(Solve(tr(a), g), b).MatMul(tr(columns(x, b))).Neg(), a)
		},
		VJPY: func(g, _, a, b Value, _ none) Value { return unstack(Solve(tr(a), g), b) },
		JVPX: func(g, x, a, b Value, _ none) Value {
			return Solve(a, g.MatMul(columns(x, b)).Neg().Reshape(x.Shape()...))
		},
	}.Define()
	Op2[triangular]{Prim: &solveTri, Name: "scipy.linalg.solve_triangular", Doc: "x with t·x = b for a triangular matrix t",
		A: func(a, b *ndarray.Array, o triangular) *ndarray.Array {
			return ndarray.SolveTriangular(a, b, o.lower, o.trans, o.unit)
		},
		VJPX: func(g, x, a, b Value, o triangular) Value {
			left, right := columns(solveTri.Apply2(a, g, o.flipped()), b), columns(x, b)
			if o.trans {
				left, right = right, left
			}
			return unstack(o.mask(left.Neg().MatMul(tr(right))), a)
		},
		VJPY: func(g, _, a, b Value, o triangular) Value { return unstack(solveTri.Apply2(a, g, o.flipped()), b) },
		JVPX: func(g, x, a, b Value, o triangular) Value {
			g = o.mask(g)
			if o.trans {
				g = tr(g)
			}
			return solveTri.Apply2(a, g.MatMul(columns(x, b)).Neg().Reshape(x.Shape()...), o)
		},
	}.Define()
	OpN[none]{Prim: &sylvester, Name: "scipy.linalg.solve_sylvester", Doc: "x with a·x + x·b = q",
		A: func(xs []*ndarray.Array, _ none) *ndarray.Array { return ndarray.SolveSylvester(xs[0], xs[1], xs[2]) },
		VJP: func(argnum int, g, x Value, abq []Value, _ none) Value {
			gq := SolveSylvester(tr(abq[0]), tr(abq[1]), g)
			switch argnum {
			case 0:
				return gq.MatMul(tr(x)).Neg()
			case 1:
				return tr(x).MatMul(gq).Neg()
			}
			return gq
		},
		JVP: func(argnum int, g, x Value, abq []Value, _ none) Value {
			switch argnum {
			case 0:
				g = g.MatMul(x).Neg()
			case 1:
				g = x.MatMul(g).Neg()
			}
			return SolveSylvester(abq[0], abq[1], g)
		},
	}.Define()
	Rearrange[[2]int]{Prim: &fromBanded, Name: "from_banded", Doc: "matrix with the rows of x as its diagonals",
		A: func(x *ndarray.Array, lu [2]int) *ndarray.Array { return ndarray.FromBanded(x, lu[0], lu[1]) },
	}.Define()
	Reduction{Prim: &norm2, Name: "linalg.norm", Doc: "root of the sum of squared magnitudes; its derivative at 0 is 0",
		A: func(x *ndarray.Array, axes []int, keepdims bool) *ndarray.Array {
			return ndarray.Norm(x, nil, axes, keepdims)
		},
		W: func(ans, x Value, _ Axes) Value { return x.Conj().Div(Where(Equal(ans, V(0)), V(1), ans)) },
	}.Define()
}

// nearlySingular reports whether some determinant is so far below Hadamard's bound, the product of the rows' lengths, that
// the inverse can't be trusted.
func nearlySingular(d, x Value) bool {
	d, x = GetVal(d), GetVal(x)
	bound := norm2.Apply1(x, Axes{-1}).Prod(-1)
	return d.Abs().LessEqual(bound.Mul(V(1e-12))).Any().Bool()
}

// cofactors are the derivatives of the determinant, from the singular value decomposition: they need no inverse.
func cofactors(x Value) Value {
	u, s, vh := SVD(x)
	vjp, product := MakeVJP(func(s Value) Value { return s.Prod(-1) })(s)
	others := vjp(OnesLike(product))
	turn := Det(u).Mul(Det(vh)).ExpandDims(-1, -2)
	return turn.Mul(u.Mul(others.ExpandDims(-2)).MatMul(vh).Conj())
}

func traceOf(x Value) Value { return x.Diagonal(0, -2, -1).Sum(-1) }

// columns makes a matrix of x, a solution for the right side b, if that is a vector.
func columns(x, b Value) Value {
	if b.NDim() == 1 {
		return x.ExpandDims(-1)
	}
	return x
}

// unstack sums g over the leading axes along which x was broadcast.
func unstack(g, x Value) Value {
	for g.NDim() > x.NDim() {
		g = g.Sum(0)
	}
	return sumLike(g, x)
}

func (o triangular) flipped() triangular { o.trans = !o.trans; return o }

// mask keeps the elements of a matrix that count.
func (o triangular) mask(x Value) Value {
	k := 0
	if o.unit {
		k = 1
	}
	if o.lower {
		return Tril(x, -k)
	}
	return Triu(x, k)
}

// pinvJVP is the derivative of the pseudo-inverse p of x (Golub and Pereyra 1973), for a constant rank.
func pinvJVP(t, p, x Value) Value {
	rows, cols := V(ndarray.Eye(x.Dim(-2))), V(ndarray.Eye(x.Dim(-1)))
	first := p.MatMul(t).MatMul(p).Neg()
	second := p.MatMul(herm(p)).MatMul(herm(t)).MatMul(rows.Sub(x.MatMul(p)))
	third := cols.Sub(p.MatMul(x)).MatMul(herm(t)).MatMul(herm(p)).MatMul(p)
	return first.Add(second).Add(third)
}

// Inv returns the inverse matrix. It panics with a [*ndarray.LinAlgError] if there is none.
func Inv(x Value) Value { return inv.Apply1(x, none{}) }

// Solve returns x with a·x = b; b is a vector if it has one dimension, else matrices. It panics with a
// [*ndarray.LinAlgError] if a is singular.
func Solve(a, b Value) Value { return solve.Apply2(a, b, none{}) }

// Det returns the determinant. It can be differentiated where it is 0 as well.
func Det(x Value) Value { return det.Apply1(x, none{}) }

// SlogDet returns the sign of the determinant and the logarithm of its magnitude.
func SlogDet(x Value) (sign, logabsdet Value) {
	if x.IsComplex() {
		d := Det(x)
		return d.Div(d.Abs()), logdet.Apply1(x, none{})
	}
	return plain(&slogdetSign, x), logdet.Apply1(x, none{})
}

// LogDet returns the logarithm of the determinant's magnitude.
func LogDet(x Value) Value { return logdet.Apply1(x, none{}) }

// Pinv returns the pseudo-inverse; singular values up to 1e-15 times the largest count as 0. Its derivative is that for a
// constant rank.
func Pinv(x Value) Value { return pinv.Apply1(x, 1e-15) }

// Lstsq returns the x of smallest norm that minimises ‖b - a·x‖, for a of constant rank; b is a vector or a matrix.
func Lstsq(a, b Value) Value { return Pinv(a).MatMul(b) }

// MatrixPower returns the n-th power of a square matrix; negative powers are those of the inverse.
func MatrixPower(x Value, n int) Value {
	if n < 0 {
		return MatrixPower(Inv(x), -n)
	}
	out := V(ndarray.Eye(x.Dim(-1))).BroadcastTo(x.Shape()...)
	first := true
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			if first {
				out, first = x, false
			} else {
				out = out.MatMul(x)
			}
		}
		if n > 1 {
			x = x.MatMul(x)
		}
	}
	return out
}

// SolveTriangular returns x with t·x = b, where t is the lower or upper triangle of a, transposed if trans is set.
func SolveTriangular(a, b Value, lower, trans bool) Value {
	return solveTri.Apply2(a, b, triangular{lower: lower, trans: trans})
}

// SolveBanded returns x with a·x = b for a matrix a with the given numbers of diagonals below and above the main one; row
// i of ab holds diagonal upper-i, with element (i, j) of the matrix in column j.
func SolveBanded(lower, upper int, ab, b Value) Value {
	return Solve(fromBanded.Apply1(ab, [2]int{lower, upper}), b)
}

// SolveSylvester returns x with a·x + x·b = q.
func SolveSylvester(a, b, q Value) Value { return sylvester.ApplyN([]Value{a, b, q}, none{}) }

// Norm returns a norm over axes: one axis for vectors, two for matrices, none for all elements. ord is nil (the root of
// the sum of squares), a number, ndarray.FroNorm or ndarray.NucNorm, as numpy.linalg.norm takes it.
func Norm(x Value, ord any, axis ...int) Value {
	if ord == nil || ord == ndarray.FroNorm {
		return norm2.Apply1(x, Axes(axis))
	}
	if len(axis) == 0 {
		for i := range x.NDim() {
			axis = append(axis, i)
		}
	}
	if ord == ndarray.NucNorm {
		return SingularValues(MoveAxis(x, axis, []int{-2, -1})).Sum(-1)
	}
	p, ok := toFloat(ord)
	if !ok || len(axis) == 0 || len(axis) > 2 {
		ndarray.Norm(like(x), ord, axis, false) // says what is wrong
	}
	if len(axis) == 1 {
		return vectorNorm(x, p, axis[0])
	}
	return matrixNorm(MoveAxis(x, axis, []int{-2, -1}), p)
}
