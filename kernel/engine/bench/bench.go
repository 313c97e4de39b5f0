// Package bench measures code of cells, for %timeit.
package bench

import (
	"fmt"
	"runtime"
	"time"

	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// Time runs f repeatedly for about a second and prints the time, bytes and allocations of one run, as Go's benchmarks
// count them.
func Time(f func()) {
	const enough = time.Second
	var m0, m1 runtime.MemStats
	for n := 1; ; {
		rt.Poll()
		runtime.GC()
		runtime.ReadMemStats(&m0)
		from := time.Now()
		for range n {
			f()
		}
		took := time.Since(from)
		runtime.ReadMemStats(&m1)
		if took >= enough || n >= 1e9 {
			per := float64(took) / float64(n)
			fmt.Printf("%s per run, %d B, %d allocs (%d runs)\n", duration(per), (m1.TotalAlloc-m0.TotalAlloc)/uint64(n), (m1.Mallocs-m0.Mallocs)/uint64(n), n)
			return
		}
		// Aim at a little more than enough, by at most 100 times in a step.
		n = max(n+1, min(100*n, int(1.2*float64(enough)/(float64(took)/float64(n)+1))))
	}
}

// duration prints nanoseconds with three digits.
func duration(ns float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}} {
		if ns >= u.size {
			return fmt.Sprintf("%.3g %s", ns/u.size, u.name)
		}
	}
	return fmt.Sprintf("%.3g ns", ns)
}
