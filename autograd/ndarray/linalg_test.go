package ndarray

import (
	"fmt"
	"testing"
)

// matrices returns random stacks of m×n matrices of the inexact types, one with dependent rows among them.
func matrices(m, n int) map[string]*Array {
	r := NewRand(7)
	re, im := r.Normal(0, 1, 2, m, n), r.Normal(0, 1, 2, m, n)
	low := MatMul(r.Normal(0, 1, m, 1), r.Normal(0, 1, 1, n))
	return map[string]*Array{
		"float64": re, "complex128": ComplexOf(re, im), "float32": re.AsType(Float32), "complex64": ComplexOf(re, im).AsType(Complex64),
		"strided": re.T().Copy().T(), "rank 1": low, "complex rank 1": Multiply(low, Scalar(1+1i)), "zero": Zeros(m, n),
	}
}

// near fails unless got and want agree to the precision of their type.
func near(t *testing.T, what string, got, want *Array) {
	t.Helper()
	tol := 1e-12
	if got.DType().Real() == Float32 {
		tol = 1e-4
	}
	if !AllClose(got, want, tol, tol) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func hermitian(x *Array) *Array { return Conj(x.SwapAxes(-1, -2)) }

func isUnitary(t *testing.T, what string, q *Array) {
	t.Helper()
	n := q.Dim(-1)
	near(t, what+" is unitary", MatMul(hermitian(q), q), EyeOf(q.DType(), n, n, 0).BroadcastTo(append(q.shape[:q.NDim()-2:q.NDim()-2], n, n)...))
}

func TestDecompositions(t *testing.T) {
	for _, s := range [][2]int{{4, 4}, {5, 3}, {3, 5}, {1, 1}, {1, 4}, {4, 1}} {
		for name, x := range matrices(s[0], s[1]) {
			t.Run(fmt.Sprintf("%s %dx%d", name, s[0], s[1]), func(t *testing.T) {
				for _, whole := range []bool{false, true} {
					q, r := QR(x, whole)
					isUnitary(t, "Q", q)
					near(t, "Q·R", MatMul(q, r), x)
					near(t, "R", r, Triu(r, 0))
					u, sv, vh := SVD(x, whole)
					isUnitary(t, "U", u)
					isUnitary(t, "V", hermitian(vh))
					k := min(s[0], s[1])
					near(t, "U·S·Vᴴ", MatMul(Multiply(u.Index(Ellipsis, Until(k)), sv.ExpandDims(-2)), vh.Index(Ellipsis, Until(k), Whole())), x)
				}
				p := Pinv(x, 1e-6)
				near(t, "x·x⁺·x", MatMul(MatMul(x, p), x), x)
			})
		}
	}
}

func TestSquareMatrices(t *testing.T) {
	for _, n := range []int{1, 2, 5, 20} {
		for name, x := range matrices(n, n) {
			t.Run(fmt.Sprintf("%s %d", name, n), func(t *testing.T) {
				w, v := Eig(x)
				if !(name == "rank 1" || name == "complex rank 1") { // eigenvectors of a double 0 may coincide
					near(t, "x·v = v·w", MatMul(x, v), Multiply(v, w.ExpandDims(-2)))
				}
				near(t, "trace", Sum(w, []int{-1}, false), Trace(x, 0, -2, -1))
				h := Add(x, hermitian(x))
				for _, upper := range []bool{false, true} {
					w, v := Eigh(h, upper)
					isUnitary(t, "v", v)
					near(t, "h·v = v·w", MatMul(h, v), Multiply(v, w.ExpandDims(-2)))
				}
				p := Add(MatMul(x, hermitian(x)), EyeOf(x.DType(), n, n, 0))
				l := Cholesky(p)
				near(t, "L·Lᴴ", MatMul(l, hermitian(l)), p)
				root := Sqrtm(p)
				near(t, "root²", MatMul(root, root), p)
				near(t, "p·p⁻¹", MatMul(p, Inv(p)), EyeOf(x.DType(), n, n, 0).BroadcastTo(p.shape...))
				sign, logdet := SlogDet(p)
				if n <= 5 {
					near(t, "det", Multiply(sign, Exp(logdet)), Det(p))
				}
				for _, lower := range []bool{false, true} {
					for _, trans := range []bool{false, true} {
						a := Triu(p, 0)
						if lower {
							a = Tril(p, 0)
						}
						b := x.Index(Ellipsis, Until(1))
						y := SolveTriangular(p, b, lower, trans, false)
						if trans {
							a = a.SwapAxes(-1, -2)
						}
						near(t, "triangular", MatMul(a, y), b)
					}
				}
			})
		}
	}
}

// TestBlocks has matrices of several blocks.
func TestBlocks(t *testing.T) {
	const n = 165
	r := NewRand(2)
	b := r.Normal(0, 1, n, 20)
	x := Add(r.Normal(0, 1, n, n), Multiply(Roll(Eye(n), 5, 0), Weak(30.0))) // well conditioned, but only after row exchanges
	p := Add(MatMul(x, x.T()), Multiply(Eye(n), Weak(float64(n))))
	l := Cholesky(p)
	near(t, "L·Lᵀ", MatMul(l, l.T()), p)
	near(t, "L", l, Tril(l, 0))
	near(t, "a·x = b", MatMul(x, Solve(x, b)), b)
	near(t, "a·x = b, one column", Dot(x, Solve(x, b.Index(Whole(), 0))), b.Index(Whole(), 0))
	near(t, "L·x = b", MatMul(l, SolveTriangular(l, b, true, false, false)), b)
	near(t, "Lᵀ·x = b", MatMul(l.T(), SolveTriangular(l, b, true, true, false)), b)
	sign, logdet := SlogDet(p)
	if sign.Float() != 1 {
		t.Errorf("sign of a positive determinant: %v", sign)
	}
	near(t, "log det", logdet, Multiply(Sum(Log(l.Diagonal(0, 0, 1)), nil, false), Weak(2.0)))
	p.Set(-1, n-1, n-1)
	if _, err := guard(func() *Array { return Cholesky(p) }); err == nil {
		t.Error("Cholesky took a matrix that is not positive definite")
	}
	x.SetIndex(x.Index(3), n-2)
	if _, logdet := SlogDet(x); logdet.Float() > -20 {
		t.Errorf("log det of a matrix with two equal rows: %v", logdet)
	}
}

func TestEquations(t *testing.T) {
	r := NewRand(3)
	a, b, q := r.Normal(0, 1, 4, 4), r.Normal(0, 1, 3, 3), r.Normal(0, 1, 4, 3)
	x := SolveSylvester(a, b, q)
	near(t, "a·x + x·b", Add(MatMul(a, x), MatMul(x, b)), q)
	ab := r.Normal(3, 1, 4, 5)
	full := FromBanded(ab, 1, 2)
	near(t, "banded", MatMul(full, SolveBanded(1, 2, ab, count(5))), count(5))
	near(t, "bands", full, Tril(Triu(full, -1), 2))
	near(t, "multi_dot", MultiDot(count(4), a, q, b, Ones(3)), Dot(Dot(Dot(Dot(count(4), a), q), b), Ones(3)))
	near(t, "rotation", Sqrtm(FromSlice([][]float64{{0, -1}, {1, 0}})), FromSlice([][]float64{{0.5, -0.5}, {0.5, 0.5}}).multiplied(1.4142135623730951))
	if y := Sqrtm(FromSlice([][]float64{{-1}})); y.AtComplex(0, 0) != 1i {
		t.Errorf("sqrtm of -1: %v", y)
	}
	w, _ := Eig(FromSlice([][]float64{{0, -1}, {1, 0}}))
	if w.String() != "[0.+1.j 0.-1.j]" {
		t.Errorf("eigenvalues of a rotation: %v", w)
	}
}

func (x *Array) multiplied(f float64) *Array { return Multiply(x, Weak(f)) }

func TestRandom(t *testing.T) {
	const n = 200000
	r := NewRand(1)
	for _, c := range []struct {
		name      string
		x         *Array
		mean, std float64
	}{
		{"uniform", r.Uniform(-1, 3, n), 1, 4 / 3.4641016},
		{"normal", r.Normal(2, 3, n), 2, 3},
		{"exponential", r.Exponential(2, n), 2, 2},
		{"gamma", r.Gamma(2.5, 2, n), 5, 3.1622777},
		{"gamma below 1", r.Gamma(0.5, 1, n), 0.5, 0.7071068},
		{"integers", r.Integers(0, 10, n).AsType(Float64), 4.5, 2.8722813},
		{"bernoulli", r.Bernoulli(0.3, n).AsType(Float64), 0.3, 0.4582576},
		{"choice", r.Choice(count(3), n, 0, true, []float64{1, 2, 1}), 1, 0.7071068},
	} {
		m, s := Mean(c.x, nil, false).Float(), Std(c.x, nil, 0, false).Float()
		if d := m - c.mean; d > 0.03*c.std || d < -0.03*c.std {
			t.Errorf("%s: mean %v, want %v", c.name, m, c.mean)
		}
		if s < 0.97*c.std || s > 1.03*c.std {
			t.Errorf("%s: standard deviation %v, want %v", c.name, s, c.std)
		}
	}
	if !ArrayEqual(NewRand(5).Normal(0, 1, 4), NewRand(5).Normal(0, 1, 4)) {
		t.Error("the same seed gives different numbers")
	}
	if s := r.Shuffle(count(10, 2), 0); ArrayEqual(s, count(10, 2)) || !ArrayEqual(Sort(s, 0), count(10, 2)) {
		t.Errorf("shuffled: %v", s)
	}
	if c := r.Choice(count(5), 5, 0, false, []float64{1, 1, 1, 1, 5}); !ArrayEqual(Sort(c, 0), count(5)) {
		t.Errorf("choice without putting back: %v", c)
	}
	if c := r.Choice(count(5), 5, 0, false, nil); !ArrayEqual(Sort(c, 0), count(5)) {
		t.Errorf("choice without putting back: %v", c)
	}
}
