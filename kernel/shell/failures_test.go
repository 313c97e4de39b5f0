package shell

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// What a cell can do to the process, what the user then reads, and whether the variable kept, set before, is there after
// it. "%pid" in a cell's code stands for the worker's process id.
var failures = []struct {
	name, code string
	ename      string   // "" if the cell ends well
	says       []string // in the traceback, or in what the cell or the next one writes
	lost       bool
}{
	{name: "panic in a cell", code: "x := []int{1}\nx[kept]", ename: PanicName, says: []string{"index out of range [7] with length 1", "cell[2]:2"}},
	{name: "panic with a value", code: `panic(fmt.Errorf("code %d", kept))`, ename: PanicName, says: []string{"code 7", "cell[2]:1"}},
	{name: "nil map", code: "var m map[string]int\nm[`a`] = 1", ename: PanicName, says: []string{"assignment to entry in nil map", "cell[2]:2"}},
	{name: "nil pointer", code: "var p *struct{ n int }\np.n = 1;", ename: PanicName, says: []string{"nil pointer dereference", "cell[2]:2"}},
	{name: "panic in a goroutine", code: "go func() { panic(`in the background`) }()\ntime.Sleep(50*time.Millisecond)", says: []string{"panic in a goroutine: in the background", "cell[2]:1"}},
	{name: "panic in a deferred call", code: "func() { defer func() { panic(`second`) }(); panic(`first`) }()", ename: PanicName, says: []string{"second", "cell[2]:1"}},
	{name: "panic in a finalizer", code: "func() { runtime.SetFinalizer(&[64]int{}, func(*[64]int) { panic(`finally`) }) }()\nfor range 20 { runtime.GC(); time.Sleep(5*time.Millisecond) }", says: []string{"finally"}},
	{name: "panic in init", code: "func init() { panic(`at the start`) }", ename: PanicName, says: []string{"at the start"}},
	{name: "runtime.Goexit", code: "runtime.Goexit()", ename: PanicName, says: []string{"runtime.Goexit"}},
	{name: "bad address by unsafe", code: "p := (*int)(unsafe.Pointer(uintptr(0xdeadbeef0)))\n*p = 1;", ename: PanicName, says: []string{"invalid memory address", "cell[2]:2"}},
	{name: "deadlock of all goroutines", code: "c := make(chan int)\ngo func() { c <- <-c }()\n<-c", ename: InterruptName, says: []string{"interrupted"}},
	{name: "os.Exit", code: "os.Exit(3)", ename: WorkerLostName, says: []string{"exit code 3", "All variables are gone (kept)"}, lost: true},
	{name: "log.Fatal", code: "log.Fatal(`no way`)", ename: WorkerLostName, says: []string{"no way", "exit code 1"}, lost: true},
	{name: "stack overflow", code: "func deep(n int) int { return 1 + deep(n+1) }\ndeep(0)", ename: WorkerLostName, says: []string{"stack overflow", "cell[2]:1", "deep", "again and again", "(cell)"}, lost: true},
	{name: "concurrent map writes", code: "m := map[int]int{}\nfor range 4 { go func() { for i := 0; ; i++ { m[i%10] = i } }() }\ntime.Sleep(5*time.Second)", ename: WorkerLostName, says: []string{"fatal error: concurrent map", "cell[2]:2"}, lost: true},
	{name: "out of memory", code: "var hoard [][]byte\nfor { b := make([]byte, 8<<20); for i := 0; i < len(b); i += 4096 { b[i] = 1 }; hoard = append(hoard, b) }", ename: WorkerLostName, says: []string{"out of memory", "GRADBOOK_MEMORY"}, lost: true},
	{name: "killed from outside", code: "syscall.Kill(%pid, syscall.SIGKILL); select {}", ename: WorkerLostName, says: []string{"killed from outside"}, lost: true},
	{name: "SIGABRT", code: "syscall.Kill(%pid, syscall.SIGABRT); select {}", ename: WorkerLostName, says: []string{"SIGABRT"}, lost: true},
	{name: "a goroutine ends the process between cells", code: "go func() { time.Sleep(20*time.Millisecond); os.Exit(4) }();", says: []string{"since the last cell", "exit code 4", "All variables are gone (kept)"}, lost: true},
}

func TestFailures(t *testing.T) {
	t.Setenv("GRADBOOK_MEMORY", "1G")
	s := newShell(t)
	for _, c := range failures {
		t.Run(c.name, func(t *testing.T) {
			s.fresh(t)
			run := func(n int, code string) (Result, string) {
				ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
				defer cancel()
				if n == 2 && c.ename == InterruptName {
					time.AfterFunc(200*time.Millisecond, s.Interrupt)
				}
				var got transcript
				res := s.Execute(ctx, Request{Number: n, Code: code}, &got)
				return res, got.text.String() + plain(strings.Join(res.Traceback, "\n"))
			}
			if res, text := run(1, "kept := 7; go func() { select {} }()"); res.Status != OK {
				t.Fatal(text)
			}
			pid := s.engine.Pid()
			res, text := run(2, strings.ReplaceAll(c.code, "%pid", fmt.Sprint(pid)))
			if res.EName != c.ename {
				t.Errorf("it ended with %q, want %q:\n%s", res.EName, c.ename, head(text))
			}
			if c.lost && c.ename == "" {
				awaitEnd(t, s)
			}
			if c.name != "SIGABRT" && strings.Contains(text, "cell[1]") { // of a signal from outside, no goroutine is the one
				t.Errorf("the user reads of another cell's goroutine:\n%s", head(text))
			}
			if n := strings.Count(text, "\n"); n > 40 {
				t.Errorf("the user reads %d lines:\n%s", n, head(text))
			}
			after, more := run(3, "kept")
			for _, want := range c.says {
				if !strings.Contains(text+more, want) {
					t.Errorf("the user reads:\n%s\n%s\nwant: %s", head(text), more, want)
				}
			}
			if !c.lost {
				if after.Status != OK || !strings.HasSuffix(more, "7\n") {
					t.Errorf("kept is not as before: %s", more)
				}
				return
			}
			if after.EName != CompileErrorName || !strings.Contains(more, "undefined: kept") {
				t.Errorf("after a lost worker, kept is %s", more)
			}
			if res, text := run(4, "%replay kept"); res.Status != OK {
				t.Errorf("%%replay kept: %s", text)
			}
			if _, text := run(5, "kept"); text != "7\n" {
				t.Errorf("after %%replay, kept is %s", text)
			}
		})
	}
}

// head is the start of a long text.
func head(s string) string { return s[:min(len(s), 3000)] }

// awaitEnd waits until the kernel knows that the worker has ended.
func awaitEnd(t *testing.T, s *shell) {
	t.Helper()
	for range 500 {
		if !s.engine.Alive() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the worker does not end")
}

// TestCompilerKilled is a Go whose compiler is killed while it runs: the cell fails, the variables stay.
func TestCompilerKilled(t *testing.T) {
	s := newShell(t)
	if res := s.Execute(context.Background(), Request{Number: 1, Code: "kept := 7"}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	tool := s.engine.Host().ToolDir
	defer func() { s.engine.Host().ToolDir = tool }()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/compile", []byte("#!/bin/sh\nkill -9 $$\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	s.engine.Host().ToolDir = dir
	res := s.Execute(context.Background(), Request{Number: 2, Code: "y := kept * 2"}, &transcript{})
	if res.Status != Error || !strings.Contains(res.EValue, "the compiler failed") || !strings.Contains(res.EValue, "killed") {
		t.Errorf("got %+v", res)
	}
	s.engine.Host().ToolDir = tool
	var got transcript
	if res := s.Execute(context.Background(), Request{Number: 3, Code: "y := kept * 2; y"}, &got); res.Status != OK || got.text.String() != "14\n" {
		t.Errorf("got %q, %+v", got.text.String(), res)
	}
}

// TestFullDisk takes the place away where cells are written for the compiler. A limit on the size of files would be one of
// this process; a device that is always full is the same to those who write.
func TestFullDisk(t *testing.T) {
	s := newShell(t)
	if res := s.Execute(context.Background(), Request{Number: 1, Code: "kept := 7"}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	src := s.engine.TempDir() + "/cell_2.go"
	if err := os.Symlink("/dev/full", src); err != nil {
		t.Fatal(err)
	}
	res := s.Execute(context.Background(), Request{Number: 2, Code: "y := kept * 2"}, &transcript{})
	if res.Status != Error || !strings.Contains(res.EValue, "no space left on device") {
		t.Errorf("got %+v", res)
	}
	os.Remove(src)
	var got transcript
	if res := s.Execute(context.Background(), Request{Number: 3, Code: "y := kept * 2; y"}, &got); res.Status != OK || got.text.String() != "14\n" {
		t.Errorf("got %q, %+v", got.text.String(), res)
	}
}
