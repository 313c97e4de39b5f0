package anp

// Matrix decompositions. Each has a JVP; the VJP is its transpose.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var cholesky, choleskyBack, sqrtm, eigh, eig, svd, svdFull, qr, qrFull Prim

// parts is the option of a primitive with several results: they travel as one vector, and parts says how to take it
// apart again. It is filled in when the primitive is evaluated.
type parts struct {
	shapes [][]int
	types  []ndarray.DType
	upper  bool // for eigh
}

// packed makes one vector of arrays.
func (p *parts) packed(xs ...*ndarray.Array) *ndarray.Array {
	p.shapes, p.types = nil, nil
	flat := make([]*ndarray.Array, len(xs))
	for i, x := range xs {
		p.shapes, p.types = append(p.shapes, x.Shape()), append(p.types, x.DType())
		flat[i] = x.Ravel()
	}
	return ndarray.Concatenate(flat, 0)
}

// split is the inverse of packed.
func (p *parts) split(v Value) []Value {
	out := make([]Value, len(p.shapes))
	start := 0
	for i, shape := range p.shapes {
		n := 1
		for _, d := range shape {
			n *= d
		}
		out[i] = v.Narrow(0, start, start+n).Reshape(shape...)
		if !p.types[i].IsComplex() {
			out[i] = out[i].Real()
		}
		start += n
	}
	return out
}

// several is a row for a primitive with several results. JVP gives the tangents of all of them.
type several struct {
	prim      *Prim
	name, doc string
	raw       func(x *ndarray.Array, p *parts) []*ndarray.Array
	jvp       func(t, x Value, ans []Value) []Value
	vjp       func(g, ans []Value) Value // of real matrices, in fewer steps than by transposing jvp; may be nil
}

func (s several) define() {
	jvp := func(t, ans, x Value, p *parts) Value {
		var flat []Value
		for i, d := range s.jvp(t, x, p.split(ans)) {
			if !p.types[i].IsComplex() {
				d = d.Real()
			}
			flat = append(flat, d.Ravel())
		}
		return Concatenate(0, flat...)
	}
	Op1[*parts]{Prim: s.prim, Name: s.name, Doc: s.doc,
		A:   func(x *ndarray.Array, p *parts) *ndarray.Array { return p.packed(s.raw(x, p)...) },
		JVP: jvp,
		VJP: func(g, ans, x Value, p *parts) Value {
			if s.vjp != nil && !x.IsComplex() && !g.IsComplex() {
				return s.vjp(p.split(g), p.split(ans))
			}
			return byJVP(func(t Value) Value { return jvp(t, ans, x, p) }, x, g)
		},
	}.Define()
}

// call applies a primitive with several results.
func call(prim *Prim, x Value, p *parts) []Value { return p.split(prim.Apply1(x, p)) }

func init() {
	Op1[none]{Prim: &cholesky, Name: "linalg.cholesky", Doc: "lower triangular L with x = L·Lᴴ; the derivative is that for symmetric changes of x",
		A:   func(x *ndarray.Array, _ none) *ndarray.Array { return ndarray.Cholesky(x) },
		JVP: func(g, l, x Value, _ none) Value { return choleskyJVP(g, l) },
		VJP: func(g, l, _ Value, _ none) Value { return choleskyVJP(g, l) },
	}.Define()
	Op2[none]{Prim: &choleskyBack, Name: "linalg.cholesky_vjp", Doc: "the cotangent of a symmetric matrix from that of its Cholesky factor", Pure: true,
		A:    func(g, l *ndarray.Array, _ none) *ndarray.Array { return ndarray.CholeskyVJP(g, l) },
		VJPX: func(c, _, _, l Value, _ none) Value { return choleskyJVP(c, l) },
		VJPY: func(c, _, g, l Value, _ none) Value {
			vjp, _ := MakeVJP(func(l Value) Value { return choleskyStepwise(g, l) })(l)
			return vjp(c)
		},
		JVPY: func(t, _, g, l Value, _ none) Value {
			_, out := MakeJVP(func(l Value) Value { return choleskyStepwise(g, l) })(l)(t)
			return out
		},
	}.Define()
	Op1[none]{Prim: &sqrtm, Name: "scipy.linalg.sqrtm", Doc: "matrix square root",
		A:   func(x *ndarray.Array, _ none) *ndarray.Array { return ndarray.Sqrtm(x) },
		JVP: func(g, s, _ Value, _ none) Value { return SolveSylvester(s, s, g) },
		VJP: func(g, s, _ Value, _ none) Value { return SolveSylvester(tr(s), tr(s), g) },
	}.Define()
	for _, s := range []several{
		{&eigh, "linalg.eigh", "eigenvalues and eigenvectors of a symmetric matrix; the derivative is that for symmetric changes of x",
			func(x *ndarray.Array, p *parts) []*ndarray.Array {
				w, v := ndarray.Eigh(x, p.upper)
				return []*ndarray.Array{w, v}
			}, eighJVP, nil},
		{&eig, "linalg.eig", "eigenvalues and eigenvectors",
			func(x *ndarray.Array, _ *parts) []*ndarray.Array {
				w, v := ndarray.Eig(x)
				return []*ndarray.Array{w, v}
			}, eigJVP, nil},
		{&svd, "linalg.svd", "singular value decomposition, reduced",
			func(x *ndarray.Array, _ *parts) []*ndarray.Array {
				u, s, vh := ndarray.SVD(x, false)
				return []*ndarray.Array{u, s, vh}
			}, svdJVP, nil},
		{&svdFull, "linalg.svd_full", "singular value decomposition with square U and V",
			func(x *ndarray.Array, _ *parts) []*ndarray.Array {
				u, s, vh := ndarray.SVD(x, true)
				return []*ndarray.Array{u, s, vh}
			}, svdFullJVP, nil},
		{&qr, "linalg.qr", "QR decomposition, reduced",
			func(x *ndarray.Array, _ *parts) []*ndarray.Array {
				q, r := realDiagonal(ndarray.QR(x, false))
				return []*ndarray.Array{q, r}
			}, qrJVP, qrVJP},
		{&qrFull, "linalg.qr_full", "QR decomposition of a matrix with more rows than columns, with square Q; it has no derivative",
			func(x *ndarray.Array, _ *parts) []*ndarray.Array {
				q, r := realDiagonal(ndarray.QR(x, true))
				return []*ndarray.Array{q, r}
			}, noQRFull, nil},
	} {
		s.define()
	}
}

func eye(n int) Value { return V(ndarray.Eye(n)) }

// choleskyJVP is L·Φ(L⁻¹·t·L⁻ᴴ), with Φ the lower triangle with half the diagonal (Murray 2016).
func choleskyJVP(t, l Value) Value {
	t = t.Add(herm(t)).Mul(half)
	left := SolveTriangular(l, t, true, false)
	m := herm(SolveTriangular(l, herm(left), true, false))
	return l.MatMul(lowerHalf(m))
}

// choleskyVJP is the transpose of choleskyJVP.
func choleskyVJP(g, l Value) Value {
	if l.NDim() == 2 && !l.IsComplex() && !g.IsComplex() {
		return choleskyBack.Apply2(g, l, none{})
	}
	return choleskyStepwise(g, l)
}

// choleskyStepwise is L⁻ᵀ·Φ(Lᵀ·g)·conj(L)⁻¹, made Hermitian.
func choleskyStepwise(g, l Value) Value {
	s := SolveTriangular(l, lowerHalf(tr(l).MatMul(g)), true, true)
	s = herm(SolveTriangular(l, herm(s), true, true))
	return s.Add(herm(s)).Mul(half)
}

// lowerHalf is the lower triangle of x with half the diagonal.
func lowerHalf(x Value) Value {
	return Tril(x, 0).Sub(x.Mul(eye(x.Dim(-1))).Mul(half))
}

// gaps returns 1/(w_j - w_i), and 0 where these are equal.
func gaps(w Value) Value {
	d := w.ExpandDims(-2).Sub(w.ExpandDims(-1))
	equal := Equal(d, V(0))
	return Where(equal, V(0), V(1).Div(Where(equal, V(1), d)))
}

// eighJVP: with m = Vᴴ·t·V, dw is the diagonal of m and dV = V·(F∘m), F the inverse gaps.
func eighJVP(t, _ Value, ans []Value) []Value {
	w, v := ans[0], ans[1]
	m := herm(v).MatMul(t.Add(herm(t)).Mul(V(0.5))).MatMul(v)
	return []Value{m.Diagonal(0, -2, -1).Real(), v.MatMul(m.Mul(gaps(w)))}
}

// eigJVP is eighJVP with the inverse of V; then it keeps columns at norm 1 and their largest element's phase.
func eigJVP(t, _ Value, ans []Value) []Value {
	w, v := ans[0], ans[1]
	m := Solve(v, t.MatMul(v))
	dv := v.MatMul(m.Mul(gaps(w)))
	along := v.Conj().Mul(dv).Sum(-2).Real().ExpandDims(-2)
	dv = dv.Sub(v.Mul(along))
	if v.IsComplex() {
		largest := GetVal(v).Abs().Argmax(-2).ExpandDims(-2)
		turn := TakeAlongAxis(dv, largest, -2).Div(TakeAlongAxis(v, largest, -2)).Imag()
		dv = dv.Sub(v.Mul(turn.Mul(imaginary)))
	}
	return []Value{m.Diagonal(0, -2, -1), dv}
}

// svdJVP follows Townsend, "Differentiating the singular value decomposition" (2016).
func svdJVP(t, x Value, ans []Value) []Value {
	u, s, vh := ans[0], ans[1], ans[2]
	v := herm(vh)
	row, col := s.ExpandDims(-2), s.ExpandDims(-1)
	p := herm(u).MatMul(t).MatMul(v)
	d := row.Sub(col).Mul(row.Add(col))
	equal := Equal(d, V(0))
	f := Where(equal, V(0), V(1).Div(Where(equal, V(1), d)))
	ps, sp := p.Mul(row), p.Mul(col)
	isZero := Equal(row, V(0))
	inverse := Where(isZero, V(0), V(1).Div(Where(isZero, V(1), row)))
	phase := p.Sub(herm(p)).Mul(V(0.5)).Mul(inverse).Mul(eye(s.Dim(-1)))
	du := u.MatMul(f.Mul(ps.Add(herm(ps))).Add(phase))
	dv := v.MatMul(f.Mul(sp.Add(herm(sp))))
	if x.Dim(-2) > x.Dim(-1) {
		tv := t.MatMul(v)
		du = du.Add(tv.Sub(u.MatMul(herm(u).MatMul(tv))).Mul(inverse))
	}
	if x.Dim(-2) < x.Dim(-1) {
		tu := herm(t).MatMul(u)
		dv = dv.Add(tu.Sub(v.MatMul(vh.MatMul(tu))).Mul(inverse))
	}
	return []Value{du, p.Diagonal(0, -2, -1).Real(), herm(dv)}
}

// svdFullJVP is svdJVP; the columns of U and V beyond it, which span the rest of the space, turn with the first ones and
// not among themselves.
func svdFullJVP(t, x Value, ans []Value) []Value {
	u, s, v := ans[0], ans[1], herm(ans[2])
	k := s.Dim(-1)
	d := svdJVP(t, x, []Value{u.Narrow(-1, 0, k), s, herm(v.Narrow(-1, 0, k))})
	return []Value{completed(d[0], u, k), d[1], herm(completed(herm(d[2]), v, k))}
}

// completed adds to dq, the tangents of the first k columns of a unitary matrix q, those of the others.
func completed(dq, q Value, k int) Value {
	if q.Dim(-1) == k {
		return dq
	}
	rest := q.Narrow(-1, k, q.Dim(-1))
	return Concatenate(-1, dq, q.Narrow(-1, 0, k).MatMul(herm(herm(rest).MatMul(dq))).Neg())
}

// qrJVP is for matrices with at least as many rows as columns; QR brings others to this form.
func qrJVP(t, _ Value, ans []Value) []Value {
	q, r := ans[0], ans[1]
	tr1 := tr(SolveTriangular(r, tr(t), false, true)) // t·R⁻¹
	m := herm(q).MatMul(tr1)
	lower := Tril(m, -1)
	skew := lower.Sub(herm(lower))
	if q.IsComplex() { // R's diagonal stays real
		diagonal := m.Mul(eye(r.Dim(-1)))
		skew = skew.Add(diagonal.Sub(diagonal.Conj()).Mul(V(0.5)))
	}
	return []Value{q.MatMul(skew.Sub(m)).Add(tr1), m.Sub(skew).MatMul(r)}
}

// qrVJP is (g_Q + Q·S)·R⁻ᵀ, where S is symmetric with the lower triangle of R·g_Rᵀ - g_Qᵀ·Q (Walter and Lehmann 2018).
func qrVJP(g, ans []Value) Value {
	q, r := ans[0], ans[1]
	m := r.MatMul(tr(g[1])).Sub(tr(g[0]).MatMul(q))
	s := Tril(m, 0).Add(tr(Tril(m, -1)))
	return tr(SolveTriangular(r, tr(g[0].Add(q.MatMul(s))), false, false))
}

// noQRFull panics.
func noQRFull(_, x Value, _ []Value) []Value {
	panic(&ndarray.LinAlgError{Op: "QRFull", Shape: x.Shape(), Msg: "has more rows than columns: the last columns of its square Q are any basis of what the others leave, and have no derivative; use QR, or StopGradient"})
}

// realDiagonal turns the phases of a complex QR decomposition so that R's diagonal is real, as LAPACK's and NumPy's is.
func realDiagonal(q, r *ndarray.Array) (*ndarray.Array, *ndarray.Array) {
	if !r.DType().IsComplex() {
		return q, r
	}
	d := r.Diagonal(0, -2, -1)
	size := ndarray.Abs(d)
	one := ndarray.Weak(1.0)
	sign := ndarray.Where(ndarray.Less(ndarray.Real(d), ndarray.Weak(0.0)), ndarray.Weak(-1.0), one)
	isZero := ndarray.Equal(size, ndarray.Weak(0.0))
	phase := ndarray.Where(isZero, one, ndarray.Divide(ndarray.Multiply(d, sign), ndarray.Where(isZero, one, size)))
	return ndarray.Multiply(q, phase.ExpandDims(-2)), ndarray.Multiply(r, ndarray.Conj(phase).ExpandDims(-1))
}

// Cholesky returns the lower triangular L with x = L·Lᴴ. Its derivative is that for symmetric changes of x. It panics with
// a [*ndarray.LinAlgError] if x is not positive definite.
func Cholesky(x Value) Value { return cholesky.Apply1(x, none{}) }

// Sqrtm returns the square root of a matrix.
func Sqrtm(x Value) Value { return sqrtm.Apply1(x, none{}) }

// Eigh returns the eigenvalues, ascending, and the eigenvectors, in columns, of a symmetric or Hermitian matrix, of which
// the lower triangle is read. Derivatives are those for symmetric changes of x; eigenvectors of equal eigenvalues have
// none, and get 0.
func Eigh(x Value) (w, v Value) {
	out := call(&eigh, x, &parts{})
	return out[0], out[1]
}

// EighUpper is [Eigh], reading the upper triangle.
func EighUpper(x Value) (w, v Value) {
	out := call(&eigh, x, &parts{upper: true})
	return out[0], out[1]
}

// Eigvalsh returns the eigenvalues of [Eigh].
func Eigvalsh(x Value) Value { w, _ := Eigh(x); return w }

// Eig returns the eigenvalues and the eigenvectors, in columns of norm 1, of a square matrix; both are real if all
// eigenvalues of a real matrix are, else complex.
func Eig(x Value) (w, v Value) {
	out := call(&eig, x, &parts{})
	return out[0], out[1]
}

// Eigvals returns the eigenvalues of [Eig].
func Eigvals(x Value) Value { w, _ := Eig(x); return w }

// SVD returns the singular value decomposition x = U·diag(S)·Vᴴ, with S descending: for m×n matrices and k = min(m, n),
// U is m×k and Vᴴ is k×n. Derivatives of U and V exist where the singular values differ.
func SVD(x Value) (u, s, vh Value) {
	out := call(&svd, x, &parts{})
	return out[0], out[1], out[2]
}

// SVDFull is [SVD] with U m×m and Vᴴ n×n. The columns of U and V beyond the first k may be any basis of the rest of the
// space; their derivatives are those of a basis that does not turn within it, and so are right for what depends on the
// space only, such as the projection on it.
func SVDFull(x Value) (u, s, vh Value) {
	out := call(&svdFull, x, &parts{})
	return out[0], out[1], out[2]
}

// SingularValues returns S of [SVD].
func SingularValues(x Value) Value { _, s, _ := SVD(x); return s }

// QR returns Q with orthonormal columns and upper triangular R with x = Q·R: for m×n matrices and k = min(m, n), Q is m×k
// and R is k×n.
func QR(x Value) (q, r Value) {
	m, n := x.Dim(-2), x.Dim(-1)
	if m >= n {
		out := call(&qr, x, &parts{})
		return out[0], out[1]
	}
	q, r = QR(x.Narrow(-1, 0, m))
	return q, Concatenate(-1, r, herm(q).MatMul(x.Narrow(-1, m, n)))
}

// QRFull is [QR] with Q m×m and R m×n. It has a derivative where it is QR, for m ≤ n; for more rows than columns
// differentiating it panics with a [*ndarray.LinAlgError].
func QRFull(x Value) (q, r Value) {
	if x.Dim(-2) <= x.Dim(-1) {
		return QR(x)
	}
	out := call(&qrFull, x, &parts{})
	return out[0], out[1]
}
