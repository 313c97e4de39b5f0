package ndarray

import (
	"runtime"
	"sync/atomic"
	"testing"
)

func TestParallel(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for _, n := range []int{0, 1, 7, 100, 1001} {
		done := make([]atomic.Int32, n)
		var calls atomic.Int32
		parallel(n, 10, func(lo, hi int) {
			calls.Add(1)
			for i := lo; i < hi; i++ {
				done[i].Add(1)
			}
		})
		for i := range done {
			if done[i].Load() != 1 {
				t.Fatalf("n = %d: element %d was done %d times", n, i, done[i].Load())
			}
		}
		if want := max(1, min(4, n/10)); int(calls.Load()) != want {
			t.Errorf("n = %d: %d parts, want %d", n, calls.Load(), want)
		}
	}
	for _, where := range []int{0, 99} {
		func() {
			defer func() {
				if r := recover(); r != "at it" {
					t.Errorf("a panic at %d became %v", where, r)
				}
			}()
			parallel(100, 10, func(lo, hi int) {
				if lo <= where && where < hi {
					panic("at it")
				}
			})
		}()
	}
}

// TestSharedWork compares results of several processors with those of one.
func TestSharedWork(t *testing.T) {
	n := 4*grainMove + 5
	x, a, b := Linspace(-3, 3, n), NewRand(1).Normal(0, 1, 700, 300), NewRand(2).Normal(0, 1, 300, 301)
	results := func() []*Array {
		return []*Array{Exp(x), Add(x, x), Multiply(x, Weak(3.0)), Sin(x), MatMul(a, b), MatMul(b.T(), a.T()), MatMul(a, b.Index(Whole(), 3)), Greater(x, Weak(0.5))}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := results()
	runtime.GOMAXPROCS(4)
	for i, got := range results() {
		if !ArrayEqual(got, want[i]) {
			t.Errorf("result %d differs", i)
		}
	}
}
