package shell

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/worker"
)

// around is how many lines %debug shows on each side of the one that was being run.
const around = 2

// debug is %debug: all frames of the last panic with the lines around them, where %debug n shows the n-th with more of
// its source. What the traceback of the cell leaves out, calls in Go's library and in modules, is here.
func (c *call) debug() error {
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
			return fmt.Errorf("%%debug: give the number of a frame, 1 to %d", len(frames))
		}
		only, lines = n, 10
	}
	c.print("%spanic: %s%s %s(%s)%s\n", strong, p.Value, reset, faint, p.Type, reset)
	for i, f := range frames {
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
