package ndarray

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestBlocked checks factorisations and systems of sizes around those at which matrices are cut.
func TestBlocked(t *testing.T) {
	for _, dt := range []DType{Float64, Float32} {
		for _, n := range []int{0, 1, 2, 15, 16, 17, 24, 33, 63, 65, 100, 130, 210} {
			t.Run(fmt.Sprint(dt, " ", n), func(t *testing.T) { testBlocked(t, dt, n) })
		}
	}
	if _, ok := tryCholesky(Subtract(Eye(100), Multiply(Ones(100, 100), Weak(0.5)))); ok {
		t.Error("an indefinite matrix was factored")
	}
}

func testBlocked(t *testing.T, dt DType, n int) {
	r := NewRand(5)
	normal := func(shape ...int) *Array { return r.Normal(0, 1, shape...).AsType(dt) }
	eye := EyeOf(dt, n, n, 0)
	x := normal(n, n)
	spd := Add(MatMul(x, x.T()), Multiply(eye, Weak(float64(n))))
	l := Cholesky(spd)
	if l.dtype != dt {
		t.Errorf("the factor of %v is %v", dt, l.dtype)
	}
	near(t, "L·Lᵀ", Divide(MatMul(l, l.T()), Weak(float64(n))), Divide(spd, Weak(float64(n))))
	near(t, "L", l, Tril(l, 0))
	near(t, "x·x⁻¹", MatMul(spd, Inv(spd)), eye)
	for _, cols := range []int{0, 1, 3, 20, 100} {
		b := normal(n, cols)
		near(t, "x·x⁻¹·b", MatMul(spd, Solve(spd, b)), b)
		for _, c := range []struct{ lower, trans, unit bool }{{true, false, false}, {false, false, false}, {true, true, false}, {false, true, false}, {true, false, true}, {false, true, true}} {
			// With anything in the other triangle, which must not be read.
			a, k := Add(Multiply(x, Weak(0.5/float64(n))), eye), 0
			tri := Triu(a, k)
			if c.lower {
				tri = Tril(a, k)
			}
			if c.unit {
				tri = Add(Subtract(tri, Multiply(tri, eye)), eye)
			}
			if c.trans {
				tri = tri.T()
			}
			near(t, fmt.Sprint("t·t⁻¹·b ", c), MatMul(tri, SolveTriangular(a, b, c.lower, c.trans, c.unit)), b)
			if cols > 0 {
				near(t, fmt.Sprint("t·t⁻¹·b for a vector ", c), MatMul(tri, SolveTriangular(a, b.Index(Whole(), 0), c.lower, c.trans, c.unit)), b.Index(Whole(), 0))
			}
		}
	}
	// The VJP step by step.
	g := normal(n, n)
	phi := Tril(MatMul(l.T(), g), 0)
	phi = Subtract(phi, Multiply(Multiply(phi, eye), Weak(0.5)))
	s := SolveTriangular(l, phi, true, true, false)
	s = SolveTriangular(l, s.T(), true, true, false).T()
	near(t, "CholeskyVJP", CholeskyVJP(g, l), Multiply(Add(s, s.T()), Weak(0.5)))
}

// TestLU compares determinants and solutions with gonum's, for matrices that need row exchanges, and singular ones.
func TestLU(t *testing.T) {
	r := NewRand(6)
	for _, dt := range []DType{Float64, Float32} {
		for _, n := range []int{1, 3, 16, 17, 33, 40, 100, 170} {
			t.Run(fmt.Sprint(dt, " ", n), func(t *testing.T) {
				x := Add(r.Normal(0, 1, n, n), Multiply(Roll(Eye(n), 5, 0), Weak(3*math.Sqrt(float64(n))))).AsType(dt)
				b := r.Normal(0, 1, n, 7).AsType(dt)
				var lu mat.LU
				lu.Factorize(x.ToDense())
				logdet, sign := lu.LogDet()
				gotSign, got := SlogDet(x)
				if gotSign.Float() != sign || math.Abs(got.Float()-logdet) > 1e-5*float64(n) {
					t.Errorf("slogdet: got %v, %v, want %v, %v", gotSign, got, sign, logdet)
				}
				if n < 33 {
					if d := Det(x).Float(); math.Abs(d/lu.Det()-1) > 1e-4 {
						t.Errorf("det: got %v, want %v", d, lu.Det())
					}
				}
				var want mat.Dense
				if err := lu.SolveTo(&want, false, b.ToDense()); err != nil {
					t.Fatal(err)
				}
				near(t, "solve", Solve(x, b), FromMatrix(&want).AsType(dt))
				near(t, "inv", MatMul(Inv(x), x), EyeOf(dt, n, n, 0))
				if n == 1 {
					return
				}
				x.Index(Whole(), n-1).Fill(0)
				if s, l := SlogDet(x); s.Float() != 0 || !math.IsInf(l.Float(), -1) {
					t.Errorf("slogdet of a matrix with a column of zeros: got %v, %v", s, l)
				}
				if recovered(func() { Solve(x, b) }) == nil {
					t.Error("a matrix with a column of zeros has an inverse")
				}
			})
		}
	}
}

func recovered(f func()) (r any) {
	defer func() { r = recover() }()
	f()
	return nil
}

func tryCholesky(x *Array) (l *Array, ok bool) {
	defer func() { _, failed := recover().(*LinAlgError); ok = !failed }()
	return Cholesky(x), true
}

// BenchmarkLinalg has a line for each function, type and size.
func BenchmarkLinalg(b *testing.B) {
	for _, dt := range []DType{Float64, Float32} {
		for _, n := range []int{100, 300, 1000} {
			x := NewRand(1).Normal(0, 1, n, n).AsType(dt)
			spd := Add(MatMul(x, x.T()), EyeOf(dt, n, n, 0))
			l, v := Cholesky(spd), x.Index(0).Copy()
			for _, c := range []struct {
				name string
				f    func() *Array
			}{
				{"cholesky", func() *Array { return Cholesky(spd) }},
				{"cholesky vjp", func() *Array { return CholeskyVJP(x, l) }},
				{"solve triangular", func() *Array { return SolveTriangular(l, x, true, false, false) }},
				{"solve triangular transposed", func() *Array { return SolveTriangular(l, x, true, true, false) }},
				{"solve triangular vector", func() *Array { return SolveTriangular(l, v, true, false, false) }},
				{"solve", func() *Array { return Solve(x, x) }},
				{"inv", func() *Array { return Inv(x) }},
				{"det", func() *Array { return Det(x) }},
				{"qr", func() *Array { q, r := QR(x, false); Free(r); return q }},
			} {
				b.Run(fmt.Sprintf("%s/%v/%d", c.name, dt, n), func(b *testing.B) {
					for b.Loop() {
						Free(c.f())
					}
				})
			}
		}
	}
}
