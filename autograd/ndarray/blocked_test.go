package ndarray

import (
	"fmt"
	"testing"
)

// TestBlocked checks factorisations and systems of sizes around those at which matrices are cut.
func TestBlocked(t *testing.T) {
	r := NewRand(5)
	for _, n := range []int{1, 2, 15, 16, 17, 24, 33, 63, 65, 100, 130, 210} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			x := r.Normal(0, 1, n, n)
			spd := Add(MatMul(x, x.T()), Multiply(Eye(n), Weak(float64(n))))
			l := Cholesky(spd)
			near(t, "L·Lᵀ", Divide(MatMul(l, l.T()), Weak(float64(n))), Divide(spd, Weak(float64(n))))
			near(t, "L", l, Tril(l, 0))
			near(t, "x·x⁻¹", MatMul(spd, Inv(spd)), Eye(n))
			for _, cols := range []int{1, 3, 20, 100} {
				b := r.Normal(0, 1, n, cols)
				near(t, "x·x⁻¹·b", MatMul(spd, Solve(spd, b)), b)
				for _, c := range []struct{ lower, trans, unit bool }{{true, false, false}, {false, false, false}, {true, true, false}, {false, true, false}, {true, false, true}, {false, true, true}} {
					// With anything in the other triangle, which must not be read.
					a, k := Add(Multiply(x, Weak(0.5/float64(n))), Eye(n)), 0
					tri := Triu(a, k)
					if c.lower {
						tri = Tril(a, k)
					}
					if c.unit {
						tri = Add(Subtract(tri, Multiply(tri, Eye(n))), Eye(n))
					}
					if c.trans {
						tri = tri.T()
					}
					near(t, fmt.Sprint("t·t⁻¹·b ", c), MatMul(tri, SolveTriangular(a, b, c.lower, c.trans, c.unit)), b)
					near(t, fmt.Sprint("t·t⁻¹·b for a vector ", c), MatMul(tri, SolveTriangular(a, b.Index(Whole(), 0), c.lower, c.trans, c.unit)), b.Index(Whole(), 0))
				}
			}
			// The VJP step by step.
			g := r.Normal(0, 1, n, n)
			phi := Tril(MatMul(l.T(), g), 0)
			phi = Subtract(phi, Multiply(Multiply(phi, Eye(n)), Weak(0.5)))
			s := SolveTriangular(l, phi, true, true, false)
			s = SolveTriangular(l, s.T(), true, true, false).T()
			near(t, "CholeskyVJP", CholeskyVJP(g, l), Multiply(Add(s, s.T()), Weak(0.5)))
		})
	}
	if _, ok := tryCholesky(Subtract(Eye(100), Multiply(Ones(100, 100), Weak(0.5)))); ok {
		t.Error("an indefinite matrix was factored")
	}
}

func tryCholesky(x *Array) (l *Array, ok bool) {
	defer func() { _, failed := recover().(*LinAlgError); ok = !failed }()
	return Cholesky(x), true
}

func BenchmarkLinalg(b *testing.B) {
	const n = 300
	x := NewRand(1).Normal(0, 1, n, n)
	spd := Add(MatMul(x, x.T()), Eye(n))
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
		{"solve", func() *Array { return Solve(spd, x) }},
		{"qr", func() *Array { q, _ := QR(x, false); return q }},
		{"tril", func() *Array { return Tril(x, 0) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				Free(c.f())
			}
		})
	}
}
