package ndarray_test

// Fused with rows: the bits of the functions along axes one by one, at every length of rows, strips and chunks.

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	. "github.com/gradbook/gradbook/autograd/ndarray"
)

// TestFusedRows has rows shorter and longer than a strip, and a block of sums, and everything that rows can have: folds,
// functions of them, inputs and numbers of both levels, masks, sums in one and over rows.
func TestFusedRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, dt := range []DType{Float64, Float32} {
		for _, cols := range []int{2, 7, 10, 33, 64, 1000, 1024, 1500, 4096} {
			for _, rows := range []int{1, 2, 37, 129, 1025} {
				if rows*cols > 1<<18 {
					continue
				}
				t.Run(fmt.Sprintf("%v/%dx%d", dt, rows, cols), func(t *testing.T) { testFusedRows(t, rng, dt, rows, cols) })
			}
		}
	}
}

func testFusedRows(t *testing.T, rng *rand.Rand, dt DType, rows, cols int) {
	x, row, per := randomArray(rng, dt, rows, cols), randomArray(rng, dt, cols), randomArray(rng, dt, rows, 1)
	f := NewFused(dt)
	f.Rows(cols)
	xs, rs, ps, s := f.Full(), f.Row(), f.PerRow(), f.Scalar()
	fold := func(name string, x Slot) Slot {
		y, ok := f.Fold(name, x)
		if !ok || !f.IsPerRow(y) {
			t.Fatalf("no fold %q", name)
		}
		return y
	}
	one := func(name string, x Slot) Slot { y, _ := f.Unary(name, nil, x); return y }
	two := func(name string, x, y Slot) Slot { z, _ := f.Binary(name, nil, x, y); return z }

	top := fold("max", xs)
	e := one("exp", two("subtract", xs, top))
	sum := fold("sum", e)
	lse := two("add", one("log", sum), top)
	scaled := two("multiply", two("add", lse, ps), s)         // values of rows and a number
	least := one("negative", fold("min", two("add", xs, rs))) // a row
	z := f.Select(two("less", least, scaled), two("divide", e, sum), f.Number(2))
	mask := two("less", least, scaled)

	axis := []int{1}
	wantTop := Max(x, axis, true)
	wantE := Exp(Subtract(x, wantTop))
	wantSum := Sum(wantE, axis, true)
	wantLse := Add(Log(wantSum), wantTop)
	wantScaled := Multiply(Add(wantLse, per), Weak(0.25))
	wantLeast := Negative(Min(Add(x, row), axis, true))
	wantMask := Less(wantLeast, wantScaled)
	wantZ := Where(wantMask, Divide(wantE, wantSum), Full(2.0, 1, 1).AsType(dt))

	out := []*Array{NewUncleared(dt, rows, cols), NewUncleared(dt, rows, 1), NewUncleared(dt, rows, 1), New(Bool, rows, 1), NewUncleared(dt, cols), NewUncleared(dt, cols), NewUncleared(dt, rows, 1)}
	f.Output(z, false)
	f.Output(lse, false)
	f.Output(least, false)
	f.Output(mask, true)
	f.SumRows(z)
	f.SumRows(xs)
	f.Output(lse, false)
	for _, slot := range []Slot{xs, z, e, s, rs} {
		f.Sum(slot)
	}
	f.Finish()
	for range 2 { // the second time with memory that was used
		sums := make([]float64, 5)
		f.Run(rows*cols, []*Array{x, row, per}, []float64{0.25}, out, sums)
		for i, want := range []*Array{wantZ, wantLse, wantLeast, wantMask.AsType(Int64), Sum(wantZ, []int{0}, false), Sum(x, []int{0}, false), wantLse} {
			got := out[i].AsType(want.DType())
			if rows*cols > 1<<16 && (i == 4 || i == 5) {
				if !AllClose(got, want, 1e-5, 1e-4) {
					t.Fatalf("result %d is %v, want %v", i, got, want)
				}
				continue
			}
			sameBits(t, fmt.Sprintf("result %d", i), got, want)
		}
		for i, a := range []*Array{x, wantZ, wantE, Full(0.25, rows, cols).AsType(dt), row.BroadcastTo(rows, cols).Copy()} {
			sameBits(t, fmt.Sprintf("sum %d", i), Scalar(sums[i]), Sum(a, nil, false))
		}
	}
}

// TestFusedRowsOdd folds NaN, zeros of both signs and infinities, at all places of a row.
func TestFusedRowsOdd(t *testing.T) {
	negativeZero, inf, nan := math.Copysign(0, -1), math.Inf(1), math.NaN()
	for _, cols := range []int{2, 5, 31, 32, 33, 47, 64, 100} {
		for _, odd := range []float64{0, negativeZero, inf, -inf, nan} {
			x := Zeros(cols, cols)
			for i := range cols {
				for j := range cols {
					x.Set(negativeZero, i, j)
				}
				x.Set(odd, i, i)
			}
			for name, fold := range map[string]func(*Array, []int, bool) *Array{"sum": Sum, "max": Max, "min": Min} {
				f := NewFused(Float64)
				f.Rows(cols)
				s, _ := f.Fold(name, f.Full())
				f.Output(s, false)
				f.Finish()
				out := Zeros(cols)
				f.Run(cols*cols, []*Array{x}, nil, []*Array{out}, nil)
				want := fold(x, []int{1}, false)
				if odd != odd { // any NaN
					out, want = IsNaN(out).AsType(Float64), IsNaN(want).AsType(Float64)
				}
				sameBits(t, fmt.Sprintf("%s of %d with %v", name, cols, odd), out, want)
			}
		}
	}
}

func TestFusedRowsErrors(t *testing.T) {
	for name, c := range map[string]func(){
		"short rows":      func() { NewFused(Float64).Rows(1) },
		"no rows":         func() { f := NewFused(Float64); f.SumRows(f.Full()) },
		"a fold folded":   func() { f := NewFused(Float64); f.Rows(2); s, _ := f.Fold("sum", f.Full()); f.Fold("sum", s) },
		"values of rows":  func() { f := NewFused(Float64); f.Rows(2); f.Sum(f.PerRow()) },
		"sum over values": func() { f := NewFused(Float64); f.Rows(2); f.SumRows(f.PerRow()) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				var e *ValueError
				if err, _ := recover().(error); !errors.As(err, &e) {
					t.Errorf("got %v, want a ValueError", err)
				}
			}()
			c()
		})
	}
}

// TestExtremes has the largest and smallest elements along both axes, where vector kernels find them and where they do not.
func TestExtremes(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, dt := range []DType{Float64, Float32} {
		for _, n := range []int{1, 31, 63, 64, 65, 100, 1023, 1024, 1025, 2049, 5000} {
			x := randomArray(rng, dt, 3, n)
			for at := range 5 {
				odd := []float64{1e3, math.NaN(), math.Inf(1), math.Inf(-1), -1e3}[at]
				x.Set(odd, at%3, rng.IntN(n))
				got := [][]float64{ToSlice[float64](Max(x, []int{1}, false)), ToSlice[float64](Min(x, []int{1}, false)), ToSlice[float64](Max(x.T(), []int{0}, false)),
					ToSlice[float64](Max(x.T().Copy(), []int{0}, false)), ToSlice[float64](Min(x.T().Copy(), []int{0}, false))}
				for i := range 3 {
					largest, smallest := math.Inf(-1), math.Inf(1)
					for _, v := range ToSlice[float64](x.Index(i)) {
						largest, smallest = max(largest, v), min(smallest, v)
					}
					for k, want := range []float64{largest, smallest, largest, largest, smallest} {
						if v := got[k][i]; v != want && (v == v || want == want) {
							t.Fatalf("%v, %d elements, %v: got %v, want %v", dt, n, odd, v, want)
						}
					}
				}
			}
		}
	}
}
