package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/toolchain"
	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// selfTest is a session that touches each structure of the runtime that the loader writes: with a toolchain that is
// laid out in another way it crashes or prints something else.
var selfTest = []session.Unit{
	{Entry: "cell_1", Source: []byte(`package main

import (
	"fmt"
	"runtime"
)

type shape interface{ area() int }
type square struct {
	side int
	next *square
}

func (s *square) area() int { return s.side * s.side }

var list *square
var table map[string][]*square
var big [300]*square

func twice(n int) int { return 2 * n }

func mapped[T any](s []T, f func(T) T) []T {
	var out []T
	for _, x := range s {
		out = append(out, f(x))
	}
	return out
}

func recovered() (line int) {
	defer func() {
		recover()
		for skip := 0; ; skip++ {
			_, file, l, ok := runtime.Caller(skip)
			if !ok || file == "cell[1]" && l == 12 {
				line = l
				return
			}
		}
	}()
//line cell[1]:12
	list.next.next.side = 1
	return 0
}

func cell_1() {
	table = map[string][]*square{}
	for i := range 300 {
		list = &square{i, list}
		big[i] = &square{side: i}
		table[fmt.Sprint(i%7)] = append(table[fmt.Sprint(i%7)], list)
	}
	for range 3 {
		runtime.GC()
	}
	list = nil
	fmt.Println(recovered(), len(mapped([]int{1, 2}, twice)), mapped([]int{1, 2}, twice)[1])
}
`)},
	{Rebind: []string{"twice"}, Source: []byte("package main\nfunc twice(n int) int { return 200 * n }\n")},
	{Entry: "cell_3", Extern: []string{"shape", "square", "(*square).area", "list", "table", "big", "twice"}, Source: []byte(`package main

import (
	"fmt"
	"reflect"
	"runtime"
)

type shape interface{ area() int }
type square struct {
	side int
	next *square
}

func (s *square) area() int

var list *square
var table map[string][]*square
var big [300]*square

func twice(n int) int

func grow(n int) int {
	var pad [512]byte
	if n == 0 {
		return len(pad)
	}
	return grow(n-1) + int(pad[n%512])
}

func cell_3() {
	garbage := [][]byte{}
	for i := range 2000 {
		garbage = append(garbage, make([]byte, i))
	}
	runtime.GC()
	sum := 0
	for _, l := range table {
		for _, s := range l {
			sum += s.side
		}
	}
	for _, s := range big {
		sum += s.side
	}
	var any any = big[3]
	_, is := any.(shape)
	go func() { panic("in a goroutine") }()
	fmt.Println(sum, is, any.(*square).area(), reflect.TypeOf(any), twice(1), grow(1000), len(garbage))
}
`)},
}

// selfTestWant is what the units print.
const selfTestWant = "12 2 4\n89700 true 9 *main.square 200 512 2000\n"

// Verify runs the self-test in a worker of its own, unless this build of the worker has passed it. A toolchain that
// fails is refused.
func Verify(ctx context.Context, h *toolchain.Host) error {
	passed := filepath.Join(h.Dir, "verified")
	if _, err := os.Stat(passed); err == nil {
		return nil
	}
	if err := runSelfTest(ctx, h); err != nil {
		return fmt.Errorf("%s fails gradbook's self-test (%w); gradbook works with %s", h.Version, err, toolchain.Wanted)
	}
	return os.WriteFile(passed, nil, 0o666)
}

func runSelfTest(ctx context.Context, h *toolchain.Host) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	out := collector{panicked: make(chan struct{}, 1)}
	e, err := New(Options{Host: h, Events: &out})
	if err != nil {
		return err
	}
	defer e.Close()
	for i, u := range selfTest {
		u.Number = i + 1
		obj, err := e.Compile(ctx, &u)
		if err != nil {
			return err
		}
		d, err := e.Run(ctx, 1, &u, obj, func() {})
		if err != nil {
			return err
		}
		if d.Outcome != worker.Returned {
			return fmt.Errorf("unit %d %s: %+v", u.Number, d.Outcome, d.Panic)
		}
	}
	if got := out.text.String(); got != selfTestWant {
		return fmt.Errorf("it printed %q, want %q", got, selfTestWant)
	}
	select {
	case <-out.panicked:
		return nil
	case <-ctx.Done():
		return errors.New("the panic of a goroutine was not reported")
	}
}

// collector keeps what the self-test prints.
type collector struct {
	text     bytes.Buffer
	panicked chan struct{}
}

func (c *collector) Stream(_ string, b []byte)          { c.text.Write(b) }
func (c *collector) Display(int64, display.Message)     {}
func (c *collector) Panic(int64, *worker.Panic)         { c.panicked <- struct{}{} }
func (c *collector) Stopped(debugger.Stopped)           {}
func (c *collector) Input(string, bool) (string, error) { return "", nil }
