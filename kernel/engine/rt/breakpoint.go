package rt

import (
	"fmt"
	"os"
	"runtime"
	"sync/atomic"
)

var halt atomic.Pointer[func() bool]

// OnBreakpoint sets what [Breakpoint] calls to stop; it reports false if it cannot.
func OnBreakpoint(f func() bool) { halt.Store(&f) }

// Breakpoint is what runtime.Breakpoint means in cells: it stops in the debugger if that is on. Else it says where it was
// called, and how to turn the debugger on; the runtime's own would end the process.
func Breakpoint() {
	if f := halt.Load(); f != nil && (*f)() {
		return
	}
	_, file, line, _ := runtime.Caller(1)
	fmt.Fprintf(os.Stderr, "breakpoint at %s:%d: the debugger is off; turn it on with %%debug on, or JupyterLab's bug icon\n", file, line)
}
