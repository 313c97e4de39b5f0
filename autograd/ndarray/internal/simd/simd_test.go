package simd

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"
)

// odd are the values at which functions go wrong.
var odd = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64,
	math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 0x1p-1022, -0x1p-1022, 0x1p-1030, 1e-300, 1e-20, -1e-20, 1e-10, -1e-10, 1 + 0x1p-52, 1 - 0x1p-53,
	math.Sqrt2, math.Sqrt2 / 2, math.Ln2, math.Ln2 / 2, -math.Ln2 / 2, 709.78, 709.79, 710, -708.4, -745.1, -745.2, -746, 20, 22, -22, 0.84375, 1.25, -1.25, 1 / 0.35, 6, -6, 50, -50, 0.34657, 0.35, math.Pi, math.Pi / 2, -math.Pi, 1e7, -9.9e7}

// unary is a function with what it is compared to.
type unary struct {
	name   string
	kernel func(dst, x []float64)
	single func(dst, x []float32)
	ref    func(float64) float64
	lo, hi float64 // where random arguments come from
	limit  float64 // largest |x|, 0 for none
	ulps   float64
}

// unaries returns the functions of a level.
func unaries(level Level) []unary {
	k64, k32 := Float64(level), Float32(level)
	return []unary{
		{"exp", k64.Exp, k32.Exp, exp, -750, 712, 0, 2},
		{"expm1", k64.Expm1, k32.Expm1, math.Expm1, -40, 710, 0, 2},
		{"log", k64.Log, k32.Log, log, 0, 10, 0, 2},
		{"log1p", k64.Log1p, k32.Log1p, math.Log1p, -1, 3, 0, 2},
		{"tanh", k64.Tanh, k32.Tanh, tanh, -25, 25, 0, 2},
		{"sigmoid", k64.Sigmoid, k32.Sigmoid, sigmoid, -750, 40, 0, 3}, // sigmoid rounds thrice itself; see TestExact
		{"erf", k64.Erf, k32.Erf, math.Erf, -7, 7, 0, 2},
		{"sin", k64.Sin, k32.Sin, sin, -1e3, 1e3, MaxAngle[float64](), 2},
		{"cos", k64.Cos, k32.Cos, cos, -1e3, 1e3, MaxAngle[float64](), 2},
		{"sqrt", k64.Sqrt, k32.Sqrt, math.Sqrt, 0, 1e10, 0, 0},
	}
}

// levels runs f for each level that this processor has.
func levels(t *testing.T, f func(t *testing.T, level Level)) {
	if supported() == None {
		t.Skip("this processor has no vector kernels")
	}
	for level := AVX2; level <= supported(); level++ {
		t.Run(level.String(), func(t *testing.T) { f(t, level) })
	}
}

// exp, since math.Exp overflows too soon on some processors.
func exp(x float64) float64 {
	if x > 700 {
		return math.Expm1(x)
	}
	return math.Exp(x)
}

// log, since math.Log is wrong for subnormal numbers on some processors.
func log(x float64) float64 {
	if x > 0 && x < 0x1p-1022 {
		return math.Log(x*0x1p54) - 54*math.Ln2
	}
	return math.Log(x)
}

// tanh by expm1, since math.Tanh itself is off by several units.
func tanh(x float64) float64 {
	if math.Abs(x) > 22 {
		return math.Copysign(1, x)
	}
	em := math.Expm1(2 * math.Abs(x))
	return math.Copysign(em/(em+2), x)
}

func sigmoid(x float64) float64 {
	e := math.Exp(-math.Abs(x))
	if x < 0 {
		return e / (1 + e)
	}
	return 1 / (1 + e)
}

// sin and cos reduce the angle with 400 bits of π, and then are math's.
func sin(x float64) float64 {
	r, q := reduce(x)
	return [4]float64{math.Sin(r), math.Cos(r), -math.Sin(r), -math.Cos(r)}[q]
}

func cos(x float64) float64 {
	r, q := reduce(x)
	return [4]float64{math.Cos(r), -math.Sin(r), -math.Cos(r), math.Sin(r)}[q]
}

const pi = "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651"

func reduce(x float64) (float64, int) {
	if math.IsNaN(x) || math.Abs(x) < 0.7 {
		return x, 0
	}
	half, _, _ := big.ParseFloat(pi, 10, 400, big.ToNearestEven)
	half.Quo(half, big.NewFloat(2))
	n := math.Round(x / (math.Pi / 2))
	r := new(big.Float).SetPrec(400).SetFloat64(x)
	r.Sub(r, new(big.Float).SetPrec(400).Mul(half, big.NewFloat(n)))
	v, _ := r.Float64()
	return v, int(math.Mod(math.Mod(n, 4)+4, 4))
}

// ulps returns how many units in the last place of want lie between got and want.
func ulps(got, want float64) float64 {
	switch {
	case math.IsNaN(want):
		if math.IsNaN(got) {
			return 0
		}
		return math.Inf(1)
	case got == want:
		if want == 0 && math.Signbit(got) != math.Signbit(want) {
			return math.Inf(1)
		}
		return 0
	case math.IsInf(want, 0) || math.IsInf(got, 0) || math.IsNaN(got):
		return math.Inf(1)
	}
	unit := math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want)
	return math.Abs(got-want) / unit
}

// ulps32 is ulps for float32.
func ulps32(got, want float32) float64 {
	a, b := float64(got), float64(want)
	if u := ulps(a, b); u == 0 || math.IsInf(u, 0) {
		return u
	}
	unit := float64(math.Nextafter32(float32(math.Abs(b)), math.MaxFloat32)) - math.Abs(b)
	return math.Abs(a-b) / unit
}

func TestUnary(t *testing.T) { levels(t, testUnary) }

func testUnary(t *testing.T, level Level) {
	for _, f := range unaries(level) {
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			x := append([]float64(nil), odd...)
			for range 20000 {
				x = append(x, f.lo+(f.hi-f.lo)*r.Float64(), r.NormFloat64(), r.NormFloat64()*math.Exp2(float64(r.IntN(40)-35)))
			}
			for e := -1074; e < 1024; e++ { // every exponent
				x = append(x, math.Ldexp(1+r.Float64(), e), -math.Ldexp(1+r.Float64(), e))
			}
			if f.limit > 0 {
				n := 0
				for _, v := range x {
					if math.Abs(v) < f.limit {
						x[n] = v
						n++
					}
				}
				x = x[:n]
			}
			got := make([]float64, len(x))
			f.kernel(got, x)
			worst, at := 0.0, 0
			for i, v := range x {
				if u := ulps(got[i], f.ref(v)); u > worst {
					worst, at = u, i
				}
			}
			if worst > f.ulps {
				t.Errorf("%s(%v) = %v, want %v: off by %v ulp", f.name, x[at], got[at], f.ref(x[at]), worst)
			}
			t.Logf("worst: %.2f ulp", worst)

			xs, gs := make([]float32, len(x)), make([]float32, len(x))
			for i, v := range x {
				xs[i] = float32(v)
			}
			f.single(gs, xs)
			for i, v := range xs {
				want := float32(f.ref(float64(v)))
				if f.limit > 0 && !(math.Abs(float64(v)) < float64(MaxAngle[float32]())) {
					continue
				}
				if u := ulps32(gs[i], want); u > 2 {
					t.Fatalf("float32: %s(%v) = %v, want %v", f.name, v, gs[i], want)
				}
			}
		})
	}
}

// TestLengths checks that every length is done to its end and no further, and that the place does not matter.
func TestLengths(t *testing.T) { levels(t, testLengths) }

func testLengths(t *testing.T, level Level) {
	for _, f := range judgedFunctions(level) {
		for n := range 40 {
			x, got := make([]float64, n+1), make([]float64, n+1)
			x32, got32 := make([]float32, n+1), make([]float32, n+1)
			for i := range x {
				x[i], got[i] = 0.25+0.125*float64(i), -7
				x32[i], got32[i] = float32(x[i]), -7
			}
			f.double(got[:n], x[:n])
			f.single(got32[:n], x32[:n])
			for i := range n {
				one, one32 := make([]float64, 1), make([]float32, 1)
				f.double(one, x[i:i+1])
				f.single(one32, x32[i:i+1])
				if !same(got[i], one[0]) || !same(float64(got32[i]), float64(one32[0])) {
					t.Fatalf("%s: length %d, element %d: %v and %v, alone %v and %v", f.name, n, i, got[i], got32[i], one[0], one32[0])
				}
			}
			if got[n] != -7 || got32[n] != -7 {
				t.Fatalf("%s: length %d: wrote beyond the end", f.name, n)
			}
		}
	}
}

func TestArithmetic(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		testArithmetic(t, Float64(level))
		testArithmetic(t, Float32(level))
	})
}

func testArithmetic[T float32 | float64](t *testing.T, k Kernels[T]) {
	for n := range 70 {
		x, y, got := make([]T, n), make([]T, n), make([]T, n+1)
		var sum, dot T
		for i := range x {
			x[i], y[i] = T(i%7)-3, T(i%5)+1
			sum, dot = sum+x[i], dot+x[i]*y[i]
		}
		for _, c := range []struct {
			name string
			f    func(dst, x, y []T)
			want func(x, y T) T
		}{
			{"add", k.Add, func(x, y T) T { return x + y }},
			{"sub", k.Sub, func(x, y T) T { return x - y }},
			{"mul", k.Mul, func(x, y T) T { return x * y }},
			{"div", k.Div, func(x, y T) T { return x / y }},
			{"max", k.Max, func(x, y T) T { return max(x, y) }},
			{"min", k.Min, func(x, y T) T { return min(x, y) }},
			{"exceeds", k.Exceeds, exceeds[T]},
			{"scale", func(dst, x, y []T) { copy(dst, x); k.Scale(dst, 3) }, func(x, y T) T { return 3 * x }},
			{"axpy", func(dst, x, y []T) { copy(dst, x); k.Axpy(dst, y, 3) }, func(x, y T) T { return x + 3*y }},
		} {
			got[n] = -99
			c.f(got[:n], x, y)
			for i := range x {
				if got[i] != c.want(x[i], y[i]) {
					t.Fatalf("%s: length %d, element %d: got %v, want %v", c.name, n, i, got[i], c.want(x[i], y[i]))
				}
			}
			if got[n] != -99 {
				t.Fatalf("%s: length %d: wrote beyond the end", c.name, n)
			}
		}
		if s, d := k.Sum(x), k.Dot(x, y); s != sum || d != dot {
			t.Fatalf("length %d: sum %v and dot %v, want %v and %v", n, s, d, sum, dot)
		}
	}
}

func exceeds[T float32 | float64](x, y T) T {
	switch {
	case x > y:
		return 1
	case x == y:
		return 0.5
	}
	return 0
}

// TestExtremes checks zeros of both signs and NaN in either place.
func TestExtremes(t *testing.T) { levels(t, testExtremes) }

func testExtremes(t *testing.T, level Level) {
	k := Float64(level)
	for _, x := range odd {
		for _, y := range odd {
			got := make([]float64, 2)
			k.Exceeds(got[:1], []float64{x}, []float64{y})
			if got[0] != exceeds(x, y) {
				t.Errorf("%v exceeds %v: got %v", x, y, got[0])
			}
			k.Max(got[:1], []float64{x}, []float64{y})
			k.Min(got[1:], []float64{x}, []float64{y})
			if ulps(got[0], max(x, y)) != 0 || ulps(got[1], min(x, y)) != 0 {
				t.Errorf("%v and %v: max %v, min %v; want %v and %v", x, y, got[0], got[1], max(x, y), min(x, y))
			}
		}
	}
}

func TestGemm(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		testGemm(t, Float64(level))
		testGemm(t, Float32(level))
		testGemv(t, Float64(level))
		testGemv(t, Float32(level))
		testRows(t, Float64(level))
		testRows(t, Float32(level))
		testTurn(t, Float64(level))
		testTurn(t, Float32(level))
	})
}

// testGemm compares tiles of all sizes with plain sums, and looks that nothing else is written.
func testGemm[T float32 | float64](t *testing.T, k Kernels[T]) {
	for _, depth := range []int{0, 1, 3, 4, 5, 17} {
		for rows := 1; rows <= k.Rows; rows++ {
			for cols := 1; cols <= k.Cols; cols++ {
				for _, byRows := range []bool{true, false} {
					gemmTile(t, k, depth, rows, cols, byRows)
				}
			}
		}
	}
}

func gemmTile[T float32 | float64](t *testing.T, k Kernels[T], depth, rows, cols int, byRows bool) {
	t.Helper()
	rs, cs := depth+1, 1
	if !byRows {
		rs, cs = 1, k.Rows+2
	}
	a, src := make([]T, max(k.Rows*rs, (depth+1)*cs)), make([]T, max(1, depth*(cols+3)))
	for i := range a {
		a[i] = T(i%11) - 5
	}
	for i := range src {
		src[i] = T(i%7) - 3
	}
	width := (cols + k.Lanes - 1) / k.Lanes * k.Lanes
	b := make([]T, depth*width+1)
	b[depth*width] = 99
	if depth > 0 {
		k.PackRows(b, src[:depth*(cols+3)-3], cols+3, depth, cols)
	}
	if b[depth*width] != 99 {
		t.Fatalf("%d rows of %d: packed more than that", depth, cols)
	}
	for mode, sign := range []T{1, 1, -1} {
		ldc := k.Cols + 3
		c := make([]T, k.Rows*ldc)
		for i := range c {
			c[i] = T(i % 100)
		}
		k.Gemm(depth, a, rs, cs, b, c[:(rows-1)*ldc+cols], ldc, rows, cols, mode)
		for i := range k.Rows {
			for j := range ldc {
				want := T((i*ldc + j) % 100)
				if i < rows && j < cols {
					if mode == Set {
						want = 0
					}
					for l := range depth {
						want += sign * a[i*rs+l*cs] * src[l*(cols+3)+j]
					}
				}
				if got := c[i*ldc+j]; got != want {
					t.Fatalf("%d×%d, depth %d, by rows %v, mode %d: (%d, %d): got %v, want %v", rows, cols, depth, byRows, mode, i, j, got, want)
				}
			}
		}
	}
}

func testGemv[T float32 | float64](t *testing.T, k Kernels[T]) {
	for _, n := range []int{1, 3, 4, 8, 15, 16, 17, 33, 100} {
		const rows = 11
		a, x, v, y := make([]T, rows*(n+2)), make([]T, n), make([]T, rows), make([]T, n+1)
		for i := range a {
			a[i] = T(i%13) - 6
		}
		for i := range x {
			x[i] = T(i%5) - 2
		}
		for i := range v {
			v[i] = T(i) - 3
		}
		dst := make([]T, rows)
		k.Dots(dst, a, x, n+2, rows)
		k.Axpys(y[:n], a, v, n+2, rows)
		for i := range rows {
			want := T(0)
			for j := 0; j < n && i < rows/4*4; j++ {
				want += a[i*(n+2)+j] * x[j]
			}
			if dst[i] != want {
				t.Fatalf("Dots of length %d, row %d: got %v, want %v", n, i, dst[i], want)
			}
		}
		for j := range y {
			want := T(0)
			for i := 0; i < rows/4*4 && j < n; i++ {
				want += v[i] * a[i*(n+2)+j]
			}
			if y[j] != want {
				t.Fatalf("Axpys of length %d, element %d: got %v, want %v", n, j, y[j], want)
			}
		}
	}
}

func testRows[T float32 | float64](t *testing.T, k Kernels[T]) {
	const rows, ds, ss = 3, 40, 45
	for cols := 1; cols <= 36; cols++ {
		src, dst := make([]T, rows*ss), make([]T, rows*ds)
		for i := range src {
			src[i] = T(i + 1)
		}
		k.CopyRows(dst, src, ds, ss, rows, cols)
		k.AddRows(dst, src, ds, ss, rows, cols)
		for i := range rows {
			for j := range ds {
				want := T(0)
				if j < cols {
					want = 2 * src[i*ss+j]
				}
				if got := dst[i*ds+j]; got != want {
					t.Fatalf("%d columns: (%d, %d): got %v, want %v", cols, i, j, got, want)
				}
			}
		}
	}
}

func testTurn[T float32 | float64](t *testing.T, k Kernels[T]) {
	n, blocks := k.Lanes, 3
	src, dst := make([]T, n*(n*blocks+1)), make([]T, n*blocks*(n+2))
	for i := range src {
		src[i] = T(i)
	}
	k.Turn(dst[:len(dst)-2], src[:len(src)-1], n+2, n*blocks+1, blocks)
	for i := range n * blocks {
		for j := range n + 2 {
			want := T(0)
			if j < n {
				want = src[j*(n*blocks+1)+i]
			}
			if got := dst[i*(n+2)+j]; got != want {
				t.Fatalf("(%d, %d): got %v, want %v", i, j, got, want)
			}
		}
	}
}

func BenchmarkUnary(b *testing.B) {
	const n = 1000
	x, dst, x32, dst32 := make([]float64, n), make([]float64, n), make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = 0.01 + float64(i)/1010
		x32[i] = float32(x[i])
	}
	for level := AVX2; level <= supported(); level++ {
		for _, f := range judgedFunctions(level) {
			least(b, level.String()+"/float64/"+f.name, n, func() { f.double(dst, x) })
			least(b, level.String()+"/float32/"+f.name, n, func() { f.single(dst32, x32) })
		}
	}
}

func BenchmarkBinary(b *testing.B) {
	for level := AVX2; level <= supported(); level++ {
		benchmarkBinary(b, level.String()+"/float64/", Float64(level))
		benchmarkBinary(b, level.String()+"/float32/", Float32(level))
	}
}

func benchmarkBinary[T float32 | float64](b *testing.B, prefix string, k Kernels[T]) {
	const n = 1000
	x, y, dst := make([]T, n), make([]T, n), make([]T, n)
	for i := range x {
		x[i], y[i] = 0.01+T(i)/500, T(i%7)-3.3
	}
	for _, f := range []struct {
		name string
		f    func(dst, x, y []T)
	}{
		{"mul", k.Mul}, {"div", k.Div}, {"less", k.Less}, {"pow", k.Pow},
		{"choose", func(dst, x, y []T) { k.Choose(dst, x, y, x) }},
	} {
		least(b, prefix+f.name, n, func() { f.f(dst, x, y) })
	}
}

// least reports the least time per element of many runs of f over n elements: what it takes when nothing disturbs it.
func least(b *testing.B, name string, n int, f func()) {
	b.Run(name, func(b *testing.B) {
		best := time.Duration(math.MaxInt64)
		for b.Loop() {
			start := time.Now()
			for range 20 {
				f()
			}
			best = min(best, time.Since(start))
		}
		b.ReportMetric(float64(best)/float64(20*n), "least-ns/elem")
	})
}
