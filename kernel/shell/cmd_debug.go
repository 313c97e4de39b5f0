package shell

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/worker"
)

// around is how many lines %debug shows on each side of the one that was being run.
const around = 2

// debug is %debug: all frames of the last panic with the lines around them, where %debug n shows the n-th with more of
// its source. What the traceback of the cell leaves out, calls in Go's library and in modules, is here. Then the user may walk
// along the calls, if there is somebody to be asked. %debug on and %debug off turn debugging on and off.
func (c *call) debug() error {
	switch c.args {
	case "on", "off":
		return c.turnDebugging(c.args == "on")
	}
	c.mu.Lock()
	p := c.panicked
	c.mu.Unlock()
	if p == nil {
		return errors.New("%debug: no cell has panicked yet")
	}
	frames := p.Frames[:ownFrames(p.Frames)]
	only, lines := 0, around
	if c.args != "" {
		n, err := strconv.Atoi(c.args)
		if err != nil || n < 1 || n > len(frames) {
			return fmt.Errorf("%%debug: give the number of a frame, 1 to %d, or on or off", len(frames))
		}
		only, lines = n, 10
	}
	t := &talk{shell: c.shell, out: c.out, ctx: c.ctx, thread: debugger.PostMortem}
	recorded := t.load() == nil && isOf(t.calls, p)
	c.print("%spanic: %s%s %s(%s)%s\n", strong, p.Value, reset, faint, p.Type, reset)
	next := 0 // of the recorded calls
	for i, f := range frames {
		k := -1
		if recorded {
			if k = match(t.calls[next:], f); k >= 0 {
				k += next
				next = k + 1
			}
		}
		if only != 0 && i+1 != only {
			continue
		}
		c.print("%s%3d%s %s%s:%d%s %s\n", strong, i+1, reset, place, c.shortName(f.File), f.Line, reset, funcName(f.Func))
		source := c.sourceOf(f.File)
		if cellFile.FindStringSubmatch(f.File) == nil && only == 0 && !c.isLocal(f.File) {
			continue
		}
		for n := max(1, f.Line-lines); n <= min(len(source), f.Line+lines); n++ {
			mark := " "
			if n == f.Line {
				mark = ">"
			}
			c.print("    %s %s%4d |%s %s\n", mark, faint, n, reset, strings.TrimRight(source[n-1], " \t\r"))
		}
		if k >= 0 {
			t.at = k
			t.locals("      ")
		}
	}
	if only != 0 {
		return nil
	}
	if t.at = 0; !recorded {
		c.print("%s%s%s\n", faint, noLocals, reset)
		t.thread, t.calls = 0, nil
		for _, f := range frames {
			t.calls = append(t.calls, callOf(f))
		}
	}
	t.loop(func(line string) (over bool) {
		switch line {
		case "q", "quit", "exit", "c", "continue":
			return true
		case "n", "next", "s", "step", "r", "return":
			t.print("the cell has ended: there are no steps; u and d walk along the calls, q leaves\n")
			return false
		}
		t.obey(line)
		return false
	})
	return c.ctx.Err()
}

// callOf is a frame of a traceback as a call.
func callOf(f worker.Frame) Call {
	c := Call{Func: funcName(f.Func), Source: f.File, Line: f.Line}
	if m := cellFile.FindStringSubmatch(f.File); m != nil {
		c.Cell, _ = strconv.Atoi(m[1])
	}
	return c
}

// match finds the call that a frame of a traceback is of: in the same cell, at the line or before it in the statement.
func match(calls []Call, f worker.Frame) int {
	want := callOf(f)
	return slices.IndexFunc(calls, func(c Call) bool { return want.Cell > 0 && c.Cell == want.Cell && c.Func == want.Func })
}

// isOf reports whether recorded calls are those of the panic.
func isOf(calls []Call, p *worker.Panic) bool {
	return len(calls) > 0 && slices.ContainsFunc(p.Frames, func(f worker.Frame) bool { return match(calls[:1], f) == 0 })
}

// turnDebugging turns debugging on, for the shell's own way to ask, or off.
func (c *call) turnDebugging(on bool) error {
	c.debugging.mu.Lock()
	tell := c.debugging.tell
	c.debugging.mu.Unlock()
	if tell != nil {
		return errors.New("%debug: the front end's debugger is on; turn it off there")
	}
	if err := c.Debug(on, nil); err != nil {
		return err
	}
	if on {
		c.print("Debugging is on: cells run slower, panics keep the variables of their calls for %%debug, and runtime.Breakpoint() stops.\n")
	} else {
		c.print("Debugging is off.\n")
	}
	return nil
}

// ownFrames is how many of the frames are the user's and of what they call: below the cell there is only the kernel.
func ownFrames(frames []worker.Frame) int {
	for n := len(frames); n > 0; n-- {
		if f := frames[n-1].Func; f != "runtime.goexit" && !strings.HasPrefix(f, workerPackage) {
			return n
		}
	}
	return len(frames)
}

var workerPackage = reflect.TypeFor[worker.Frame]().PkgPath() + "."

// shortName is a file's name, that of Go's own files without the place where Go is installed.
func (s *shell) shortName(file string) string {
	if rest, ok := strings.CutPrefix(file, s.engine.Host().Root+string(filepath.Separator)); ok {
		return filepath.Join("$GOROOT", rest)
	}
	return file
}

// sourceOf is the lines of a cell or of a file; none if it cannot be read.
func (s *shell) sourceOf(file string) []string {
	if m := cellFile.FindStringSubmatch(file); m != nil {
		n, _ := strconv.Atoi(m[1])
		s.mu.Lock()
		defer s.mu.Unlock()
		return strings.Split(s.sources[n], "\n")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return strings.Split(string(text), "\n")
}
