package anp

import (
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// TestSingleLinalg differentiates linear algebra on float32, several blocks large: results and gradients are float32, and
// as near to those of float64 as its precision allows.
func TestSingleLinalg(t *testing.T) {
	const n = 70
	r := ndarray.NewRand(11)
	x := V(ndarray.Add(r.Normal(0, 1, n, n), ndarray.Multiply(ndarray.Eye(n), ndarray.Weak(20.0))))
	y := V(r.Normal(0, 1, n, 5))
	positive := func(x Value) Value { return x.MatMul(x.T()).Div(V(float64(n))).Add(eye(n).AsType(x.DType())) }
	for name, f := range map[string]func(x, y Value) Value{
		"cholesky":         func(x, y Value) Value { return Cholesky(positive(x)).MatMul(y) },
		"solve triangular": func(x, y Value) Value { return SolveTriangular(x, y, true, false) },
		"transposed":       func(x, y Value) Value { return SolveTriangular(x, y, false, true) },
		"solve":            func(x, y Value) Value { return Solve(x, y) },
		"inv":              func(x, y Value) Value { return Inv(x).MatMul(y) },
		"logdet":           func(x, y Value) Value { return LogDet(x).Mul(y) },
		"det":              func(x, y Value) Value { return Det(x.Div(V(20))).Mul(y) },
		"qr":               func(x, y Value) Value { q, r := QR(x); return q.MatMul(y).Add(r.MatMul(y).Mul(V(0.1))) },
		"tall qr":          func(x, y Value) Value { q, r := QR(y); return x.MatMul(q).MatMul(r) },
		"transposes":       func(x, y Value) Value { return x.T().MatMul(y).MatMul(y.T().MatMul(x)) },
	} {
		t.Run(name, func(t *testing.T) {
			loss := func(p []Value) Value { return Sin(f(p[0], p[1])).Sum() }
			want, wantGrad := ValueAndGradOf(loss)([]Value{x, y})
			got, grad := ValueAndGradOf(loss)([]Value{x.AsType(ndarray.Float32), y.AsType(ndarray.Float32)})
			if got.DType() != ndarray.Float32 || math.Abs(got.Float()-want.Float()) > 1e-3*(1+math.Abs(want.Float())) {
				t.Errorf("got %v %v, want %v", got.DType(), got, want)
			}
			for i, g := range grad {
				size := Norm(wantGrad[i], nil).Float()
				if g.DType() != ndarray.Float32 {
					t.Errorf("gradient %d is %v", i, g.DType())
				}
				if off := Norm(g.AsType(ndarray.Float64).Sub(wantGrad[i]), nil).Float(); !(off <= 1e-3*size) {
					t.Errorf("gradient %d of length %v is off by %v", i, size, off)
				}
			}
		})
	}
}
