package anp

// The workloads by which autograd packages are compared: value and gradient of each. BENCH_COMPILE=1 compiles them,
// BENCH_DTYPE=float32 runs them in single precision, BENCH_RELEASE=1 gives results of some back.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

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
	return precision(Wrap(ndarray.Of(xs, n).Reshape(shape...)))
}

// precision returns x in the precision of the run. Numbers are float64 in any case.
func precision(x Value) Value {
	if os.Getenv("BENCH_DTYPE") == "float32" && x.NDim() > 0 {
		return x.AsType(ndarray.Float32)
	}
	return x
}

// compiled returns f, compiled if the run asks for it.
func compiled[F any](f F) F {
	if os.Getenv("BENCH_COMPILE") != "" {
		return Compile(f)
	}
	return f
}

func benchRNG() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// run times the value and gradient of a function of one Value.
func run(b *testing.B, f func(Value) Value, x Value) {
	g := compiled(ValueAndGrad(f))
	if os.Getenv("BENCH_RELEASE") != "" {
		timed(b, func() { Release(g(x)) })
		return
	}
	timed(b, func() { g(x) })
}

// timed times f. With BENCH_LEAST set it also reports the least time of many short runs: what f takes when nothing else
// disturbs the machine.
func timed(b *testing.B, f func()) {
	f()
	b.ReportAllocs()
	for b.Loop() {
		f()
	}
	if os.Getenv("BENCH_LEAST") != "" {
		b.ReportMetric(leastTime(f), "least-ns/op")
	}
}

// leastTime returns the least time of f in nanoseconds, of runs that take some 20 µs together, in about a second.
func leastTime(f func()) float64 {
	start := time.Now()
	f()
	n := max(1, int(20*time.Microsecond/(time.Since(start)+1)))
	least := math.Inf(1)
	for end, k := time.Now().Add(time.Second), 0; k < 5 || time.Now().Before(end); k++ {
		start := time.Now()
		for range n {
			f()
		}
		least = min(least, float64(time.Since(start))/float64(n))
	}
	return least
}

func Benchmark1Scalar(b *testing.B) {
	g := compiled(Grad(func(x, y Value) Value { return Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }))
	timed(b, func() { g(V(1.0), V(2.0)) })
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

func elementwise(x Value) Value {
	x2 := x.Mul(x)
	return Tanh(x).Mul(Exp(x2.Neg())).Add(Log1p(x2)).Sum()
}

func Benchmark3Elementwise(b *testing.B) {
	for _, n := range []int{10, 1000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			run(b, elementwise, gaussian(benchRNG(), 1, n))
		})
	}
}

func Benchmark4LogisticRegression(b *testing.B) {
	rng := benchRNG()
	x, y := gaussian(rng, 1, 10_000, 100), Greater(gaussian(rng, 1, 10_000), V(0)).AsType(ndarray.Float64)
	y = precision(y)
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
	x, labels := gaussian(rng, 1, 128, 784), precision(V(ndarray.Eye(10)).Take(V(make([]int, 128)), 0))
	g := compiled(ValueAndGradOf(func(p []Value) Value {
		h := x
		for i := 0; i < 6; i += 2 {
			h = h.MatMul(p[i]).Add(p[i+1])
			if i < 4 {
				h = Tanh(h)
			}
		}
		return LogSoftmax(h, 1).Mul(labels).Sum().Neg()
	}))
	timed(b, func() { g(params) })
}

func Benchmark6LSTM(b *testing.B) {
	const units, batch, steps = 128, 32, 50
	rng := benchRNG()
	w, bias := gaussian(rng, 0.05, 2*units, 4*units), gaussian(rng, 0.05, 4*units)
	xs := make([]Value, steps)
	for i := range xs {
		xs[i] = gaussian(rng, 1, batch, units)
	}
	g := compiled(ValueAndGradOf(func(p []Value) Value {
		h, c := precision(V(ndarray.Zeros(batch, units))), precision(V(ndarray.Zeros(batch, units)))
		for _, x := range xs {
			z := Split(Concatenate(1, x, h).MatMul(p[0]).Add(p[1]), 4, 1)
			c = Expit(z[0]).Mul(c).Add(Expit(z[1]).Mul(Tanh(z[2])))
			h = Expit(z[3]).Mul(Tanh(c))
		}
		return h.Mul(h).Sum()
	}))
	timed(b, func() { g([]Value{w, bias}) })
}

func rosenbrock(x Value) Value {
	n := x.Len()
	a, c := x.Narrow(0, 0, n-1), x.Narrow(0, 1, n)
	return Square(c.Sub(Square(a))).Mul(V(100)).Add(Square(V(1).Sub(a))).Sum()
}

func Benchmark7Hessian(b *testing.B) {
	for _, n := range []int{10, 100} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			h, x := compiled(Hessian(rosenbrock)), gaussian(benchRNG(), 1, n)
			timed(b, func() { h(x) })
		})
	}
	b.Run("product1000", func(b *testing.B) {
		hv, x, v := compiled(HessianVectorProduct(rosenbrock)), gaussian(benchRNG(), 1, 1000), gaussian(benchRNG(), 1, 1000)
		timed(b, func() { hv(x, v) })
	})
}

func Benchmark8GaussianProcess(b *testing.B) {
	rng := benchRNG()
	x, y := gaussian(rng, 1, 300, 1), gaussian(rng, 1, 300)
	d2 := Square(x.Sub(x.T()))
	noise := precision(V(ndarray.Eye(300)))
	run(b, func(p Value) Value {
		k := Exp(d2.Div(Exp(p.Index(0))).Mul(V(-0.5))).Mul(Exp(p.Index(1))).Add(noise.Mul(Exp(p.Index(2))))
		l := Cholesky(k)
		z := SolveTriangular(l, y, true, false)
		return Square(z).Sum().Mul(V(0.5)).Add(Log(l.Diagonal(0, 0, 1)).Sum())
	}, precision(V([]float64{0.1, 0.2, -1})))
}

func Benchmark9Convnet(b *testing.B) {
	rng := benchRNG()
	x := gaussian(rng, 1, 16, 1, 28, 28)
	params := []Value{gaussian(rng, 0.1, 8, 1, 5, 5), gaussian(rng, 0.1, 16, 8, 5, 5), gaussian(rng, 0.1, 256, 10)}
	g := compiled(ValueAndGradOf(func(p []Value) Value {
		h := MaxPool2D(Maximum(Conv2D(x, p[0], 1, 0), V(0)), 2, 2)
		h = MaxPool2D(Maximum(Conv2D(h, p[1], 1, 0), V(0)), 2, 2)
		return LogSoftmax(h.Reshape(16, -1).MatMul(p[2]), 1).Narrow(1, 0, 1).Sum().Neg()
	}))
	timed(b, func() { g(params) })
}

// How time grows: with the number of elements, with the length of a chain, and with the order of the derivative.

func BenchmarkGrowthElements(b *testing.B) {
	for n := 10; n <= 1_000_000; n *= 10 {
		b.Run(strconv.Itoa(n), func(b *testing.B) { run(b, elementwise, gaussian(benchRNG(), 1, n)) })
	}
}

func BenchmarkGrowthDepth(b *testing.B) {
	for n := 10; n <= 10_000; n *= 10 {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			run(b, func(x Value) Value {
				for range n {
					x = Sin(x)
				}
				return x
			}, V(0.5))
		})
	}
}

func BenchmarkGrowthNesting(b *testing.B) {
	f := Tanh
	for order := 1; order <= 5; order++ {
		f = Grad(f)
		b.Run(fmt.Sprint(order), func(b *testing.B) {
			g := compiled(f)
			timed(b, func() { g(V(0.5)) })
		})
	}
}
