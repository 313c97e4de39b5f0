package ndarray

// Work shared out to the processors.

import (
	"runtime"
	"sync"
)

// parallel calls f for consecutive parts of 0 … n-1, each of at least grain elements, from up to GOMAXPROCS goroutines,
// and returns when all are done. A panic of f becomes one of parallel.
func parallel(n, grain int, f func(lo, hi int)) {
	workers := min(runtime.GOMAXPROCS(0), n/max(grain, 1))
	if workers <= 1 {
		f(0, n)
		return
	}
	var (
		wait  sync.WaitGroup
		mutex sync.Mutex
		fault any
	)
	for w := range workers - 1 {
		lo, hi := w*n/workers, (w+1)*n/workers
		wait.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					mutex.Lock()
					fault = r
					mutex.Unlock()
				}
			}()
			f(lo, hi)
		})
	}
	defer func() {
		wait.Wait()
		if fault != nil {
			panic(fault)
		}
	}()
	f((workers-1)*n/workers, n)
}

// Elements from which on it pays to wake another processor: for loops that mostly move memory, and for those that compute.
const (
	grainMove    = 1 << 17
	grainCompute = 1 << 16
)

// share1 returns k with long slices shared out. k must be a pure function of its arguments.
func share1[R, T Elem](k kernel1[R, T], grain int) kernel1[R, T] {
	return func(dst []R, x []T) {
		if len(dst) < 2*grain {
			k(dst, x)
			return
		}
		parallel(len(dst), grain, func(lo, hi int) { k(dst[lo:hi], x[lo:hi]) })
	}
}

// share2 is share1 for two operands.
func share2[R, T Elem](k kernel2[R, T], grain int) kernel2[R, T] {
	return func(dst []R, x, y []T) {
		if len(dst) < 2*grain {
			k(dst, x, y)
			return
		}
		parallel(len(dst), grain, func(lo, hi int) { k(dst[lo:hi], x[lo:hi], y[lo:hi]) })
	}
}

// What kernels are for slices that are too short to be shared out, by the function; filled as the functions are.
var (
	strips1 = map[*unary]fusedFunc{}
	strips2 = map[*binary]fusedFunc{}
)

// share has op's long slices shared out; strips returns the kernels as they were.
func (op *unary) share(grain int) *unary {
	strips1[op] = fusedFunc{u64: op.f64, u32: op.f32}
	op.f64, op.f32 = share1(op.f64, grain), share1(op.f32, grain)
	return op
}

func (op *binary) share(grain int) *binary {
	strips2[op] = fusedFunc{b64: op.f64, b32: op.f32}
	op.f64, op.f32 = share2(op.f64, grain), share2(op.f32, grain)
	return op
}

// strips returns op's kernels for short slices.
func (op *unary) strips() fusedFunc {
	if f, ok := strips1[op]; ok {
		return f
	}
	return fusedFunc{u64: op.f64, u32: op.f32}
}

func (op *binary) strips() fusedFunc {
	if f, ok := strips2[op]; ok {
		return f
	}
	return fusedFunc{b64: op.f64, b32: op.f32}
}
