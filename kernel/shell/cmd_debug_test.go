package shell

import (
	"testing"

	"github.com/gradbook/gradbook/kernel/engine/worker"
)

// %debug shows what the user's code called and was called by, and nothing of the kernel that runs it.
func TestOwnFrames(t *testing.T) {
	kernel := []worker.Frame{{Func: workerPackage + "(*cell).execute"}, {Func: "runtime.goexit"}}
	for _, c := range []struct {
		name   string
		frames []string
		own    int
	}{
		{"a function that a cell calls", []string{"main.inner", "main.cell_3"}, 2},
		{"a panic in Go's library", []string{"strings.Repeat", "main.cell_3"}, 2},
		{"the cell itself", []string{"main.cell_1"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var frames []worker.Frame
			for _, f := range c.frames {
				frames = append(frames, worker.Frame{Func: f})
			}
			if got := ownFrames(append(frames, kernel...)); got != c.own {
				t.Errorf("%d frames, want %d", got, c.own)
			}
		})
	}
	t.Run("the kernel's own panic is shown whole", func(t *testing.T) {
		if got := ownFrames(kernel); got != len(kernel) {
			t.Errorf("%d frames, want %d", got, len(kernel))
		}
	})
}
