package anp

// The workloads by which autograd packages are compared: value and gradient of each.

import (
	"math/rand/v2"
	"strconv"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func gaussian(rng *rand.Rand, scale float64, shape ...int) Value {
	n := 1
	for _, d := range shape {
		n *= d
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = scale * rng.NormFloat64()
	}
	return Wrap(ndarray.Of(xs, n).Reshape(shape...))
}

func benchRNG() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// run times the value and gradient of a function of one Value.
func run(b *testing.B, f func(Value) Value, x Value) {
	b.ReportAllocs()
	g := ValueAndGrad(f)
	for b.Loop() {
		g(x)
	}
}

func Benchmark1Scalar(b *testing.B) {
	b.ReportAllocs()
	g := Grad(func(x, y Value) Value { return Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) })
	for b.Loop() {
		g(V(1.0), V(2.0))
	}
}

func Benchmark2Chain1000(b *testing.B) {
	c, d := V(0.999), V(0.001)
	run(b, func(x Value) Value {
		for range 250 {
			x = Sin(x).Mul(c).Add(d).Sub(d)
		}
		return x
	}, V(0.5))
}

func Benchmark3Elementwise(b *testing.B) {
	for _, n := range []int{10, 1000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			run(b, func(x Value) Value {
				x2 := x.Mul(x)
				return Tanh(x).Mul(Exp(x2.Neg())).Add(Log1p(x2)).Sum()
			}, gaussian(benchRNG(), 1, n))
		})
	}
}

func Benchmark4LogisticRegression(b *testing.B) {
	rng := benchRNG()
	x, y := gaussian(rng, 1, 10_000, 100), Greater(gaussian(rng, 1, 10_000), V(0)).AsType(ndarray.Float64)
	run(b, func(w Value) Value {
		z := x.MatMul(w)
		return LogAddExp(V(0), z).Sub(y.Mul(z)).Mean()
	}, gaussian(rng, 0.1, 100))
}

func Benchmark5MLP(b *testing.B) {
	rng := benchRNG()
	sizes := []int{784, 512, 256, 10}
	var params []Value
	for i := range 3 {
		params = append(params, gaussian(rng, 0.05, sizes[i], sizes[i+1]), gaussian(rng, 0.05, sizes[i+1]))
	}
	x, labels := gaussian(rng, 1, 128, 784), V(ndarray.Eye(10)).Take(V(make([]int, 128)), 0)
	b.ReportAllocs()
	g := ValueAndGradOf(func(p []Value) Value {
		h := x
		for i := 0; i < 6; i += 2 {
			h = h.MatMul(p[i]).Add(p[i+1])
			if i < 4 {
				h = Tanh(h)
			}
		}
		return LogSoftmax(h, 1).Mul(labels).Sum().Neg()
	})
	for b.Loop() {
		g(params)
	}
}

func Benchmark6LSTM(b *testing.B) {
	const units, batch, steps = 128, 32, 50
	rng := benchRNG()
	w, bias := gaussian(rng, 0.05, 2*units, 4*units), gaussian(rng, 0.05, 4*units)
	xs := make([]Value, steps)
	for i := range xs {
		xs[i] = gaussian(rng, 1, batch, units)
	}
	b.ReportAllocs()
	g := ValueAndGradOf(func(p []Value) Value {
		h, c := V(ndarray.Zeros(batch, units)), V(ndarray.Zeros(batch, units))
		for _, x := range xs {
			z := Split(Concatenate(1, x, h).MatMul(p[0]).Add(p[1]), 4, 1)
			c = Expit(z[0]).Mul(c).Add(Expit(z[1]).Mul(Tanh(z[2])))
			h = Expit(z[3]).Mul(Tanh(c))
		}
		return h.Mul(h).Sum()
	})
	for b.Loop() {
		g([]Value{w, bias})
	}
}

func rosenbrock(x Value) Value {
	n := x.Len()
	a, c := x.Narrow(0, 0, n-1), x.Narrow(0, 1, n)
	return Square(c.Sub(Square(a))).Mul(V(100)).Add(Square(V(1).Sub(a))).Sum()
}

func Benchmark7Hessian(b *testing.B) {
	for _, n := range []int{10, 100} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			h, x := Hessian(rosenbrock), gaussian(benchRNG(), 1, n)
			for b.Loop() {
				h(x)
			}
		})
	}
	b.Run("product1000", func(b *testing.B) {
		b.ReportAllocs()
		hv, x, v := HessianVectorProduct(rosenbrock), gaussian(benchRNG(), 1, 1000), gaussian(benchRNG(), 1, 1000)
		for b.Loop() {
			hv(x, v)
		}
	})
}

func Benchmark8GaussianProcess(b *testing.B) {
	rng := benchRNG()
	x, y := gaussian(rng, 1, 300, 1), gaussian(rng, 1, 300)
	d2 := Square(x.Sub(x.T()))
	noise := V(ndarray.Eye(300))
	run(b, func(p Value) Value {
		k := Exp(d2.Div(Exp(p.Index(0))).Mul(V(-0.5))).Mul(Exp(p.Index(1))).Add(noise.Mul(Exp(p.Index(2))))
		l := Cholesky(k)
		z := SolveTriangular(l, y, true, false)
		return Square(z).Sum().Mul(V(0.5)).Add(Log(l.Diagonal(0, 0, 1)).Sum())
	}, V([]float64{0.1, 0.2, -1}))
}

func Benchmark9Convnet(b *testing.B) {
	rng := benchRNG()
	x := gaussian(rng, 1, 16, 1, 28, 28)
	params := []Value{gaussian(rng, 0.1, 8, 1, 5, 5), gaussian(rng, 0.1, 16, 8, 5, 5), gaussian(rng, 0.1, 256, 10)}
	b.ReportAllocs()
	g := ValueAndGradOf(func(p []Value) Value {
		h := MaxPool2D(Maximum(Conv2D(x, p[0], 1, 0), V(0)), 2, 2)
		h = MaxPool2D(Maximum(Conv2D(h, p[1], 1, 0), V(0)), 2, 2)
		return LogSoftmax(h.Reshape(16, -1).MatMul(p[2]), 1).Narrow(1, 0, 1).Sum().Neg()
	})
	for b.Loop() {
		g(params)
	}
}
