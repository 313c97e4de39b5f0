package shell

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestManyCells runs many cells in a row while the garbage collector runs all the time, and holds memory and latency to
// what the project promises: less than 60 KB of resident memory a cell, and the last 100 cells at most 1.5 times as
// slow as the first. With GRADBOOK_SOAK=1 it runs 5000 cells, else 150 without the limits on time; GRADBOOK_SOAK_GODEBUG
// sets checks of the runtime, such as gccheckmark=1.
func TestManyCells(t *testing.T) {
	n, soak := 150, os.Getenv("GRADBOOK_SOAK") != ""
	if soak {
		n = 5000
	}
	if v, err := strconv.Atoi(os.Getenv("GRADBOOK_SOAK_CELLS")); err == nil {
		n, soak = v, true
	}
	t.Setenv("GODEBUG", cmp.Or(os.Getenv("GRADBOOK_SOAK_GODEBUG"), "clobberfree=1"))
	s := newShell(t)
	run := func(i int, code string) time.Duration {
		t.Helper()
		var got transcript
		from := time.Now()
		res := s.Execute(context.Background(), Request{Number: i, Code: code}, &got)
		if res.Status != OK {
			t.Fatalf("cell %d:\n%s\n%s", i, code, strings.Join(res.Traceback, "\n"))
		}
		return time.Since(from)
	}
	run(1, `type point struct { x, y int; name string }
func (p *point) add(k int) { p.x += k }
acc := map[string]*point{}
var list []*point
debug.SetGCPercent(5)
go func() { for { runtime.GC(); time.Sleep(time.Millisecond) } }()
go func() { b := make([]byte, 1<<16); for { runtime.Stack(b, true); time.Sleep(20*time.Millisecond) } }()`)
	var took []time.Duration
	var mem0 int
	for i := 2; i < n+2; i++ {
		code := fmt.Sprintf(`v%d := make([]int, 100)
for i := range v%[1]d { v%[1]d[i] = i }
acc[fmt.Sprint("k", %[1]d%%50)] = &point{%[1]d, 1, fmt.Sprint(%[1]d)}
list = append(list, &point{%[1]d, 2, "z"})
func f%[1]d(a int) string { return fmt.Sprintf("%%d-%%v", a, v%[1]d[%[1]d%%100]) }
if f%[1]d(7) != fmt.Sprintf("7-%%v", %[1]d%%100) { panic("new") }
`, i)
		if i > 3 {
			code += fmt.Sprintf("if f%d(1) != fmt.Sprintf(\"1-%%v\", %d%%100) || v%d[5] != 5 { panic(\"old\") }\n", i/2+1, i/2+1, i/3+1)
		}
		if soak && i%50 == 0 {
			code += fmt.Sprintf(`go func() { m := map[int][]*point{}; for k := 0; ; k++ { m[k%%64] = append([]*point(nil), &point{k, v%d[k%%100], fmt.Sprint(k)}); if k > 64 && m[(k-7)%%64][0].x != k-7 { panic("corrupt") }; if k%%50 == 0 { time.Sleep(5*time.Millisecond) } } }()`, i)
		}
		took = append(took, run(i, code))
		if i == 22 {
			mem0 = resident(t, s)
		}
	}
	run(n+2, fmt.Sprintf("if len(list) != %d { panic(len(list)) }", n))
	perCell := float64(resident(t, s)-mem0) / float64(n-21)
	first, last := median(took[:min(100, n)]), median(took[max(0, n-100):])
	t.Logf("%d cells: %.1f KB a cell, median of the first 100 %v, of the last 100 %v (%.2f times)", n, perCell, first, last, float64(last)/float64(first))
	if perCell > 60 {
		t.Errorf("%.1f KB of memory a cell, want less than 60", perCell)
	}
	if soak && float64(last) > 1.5*float64(first) {
		t.Errorf("the last cells are %.2f times as slow as the first, want 1.5", float64(last)/float64(first))
	}
}

func median(d []time.Duration) time.Duration {
	d = slices.Sorted(slices.Values(d))
	return d[len(d)/2]
}

// resident is the worker's memory in KB.
func resident(t *testing.T, s *shell) int {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.engine.Pid()))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(b))[1])
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize() / 1024
}
