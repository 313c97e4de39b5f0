package rt

import (
	"sync/atomic"
	"unsafe"
)

// Recursion is stopped without a poll. Every function that calls others begins with a comparison of the stack pointer
// with the goroutine's limit, and calls runtime.morestack if there is no room. The runtime itself uses this to get
// hold of goroutines: it sets the limit so high that the comparison fails (runtime/preempt.go). The loader binds these calls,
// in the functions of cells only, to Morestack of entry_amd64.s. That looks whether the goroutine is to stop; if not, it goes on
// to the runtime's function.

// stop is an entry of the list that Morestack and [Poll] go through: goroutines with that label are to stop.
type stop struct {
	label     label   // nil ends the list
	merciless uintptr // not 0: in deferred calls of an interrupt as well
}

// stops is the first entry of the list, which is never written to again; nil if nothing is to stop.
var stops atomic.Pointer[stop]

// interrupt is where a function of a cell goes instead of its body.
func interrupt() { panic(Interrupted{}) }

// goroutine is the beginning of runtime.g; probe checks that it is.
type goroutine struct {
	stack                    [2]uintptr
	stackguard0, stackguard1 uintptr
	panic                    *rtPanic
}

// rtPanic is the beginning of runtime._panic.
type rtPanic struct {
	arg  eface
	link *rtPanic
}

type eface struct{ typ, data unsafe.Pointer }

// What entry_amd64.s reads.
var (
	interruptedType = efaceOf(Interrupted{}).typ
	labelsAt        uintptr // offset of g.labels
	grow            uintptr // runtime.morestack
	growNoctxt      uintptr // runtime.morestack_noctxt
)

// Assembly is no use to staticcheck.
var _ = [...]any{&interruptedType, &grow, &growNoctxt}

var goroutines = func() []unsafe.Pointer { return nil }

func efaceOf(v any) eface { return *(*eface)(unsafe.Pointer(&v)) }

// Attach tells where the functions of the runtime are for which Morestack and MorestackNoctxt stand in, and how to list
// all goroutines. It comes before the first cell.
func Attach(morestack, morestackNoctxt uintptr, all func() []unsafe.Pointer) {
	grow, growNoctxt, goroutines = morestack, morestackNoctxt, all
}

// stackPreempt is the limit that the runtime sets to get hold of a goroutine (runtime/stack.go).
const stackPreempt = ^uintptr(1313)

// raiseLimits makes the goroutines with a label call Morestack at the next function. The runtime does the same, for any goroutine and
// without a lock (preemptone), but sends a signal as well, which would come first on a busy machine and lower the limit.
// Whatever a goroutine is doing, at worst it yields once: the runtime takes the limit for its own request.
func raiseLimits(l label) {
	for _, p := range goroutines() {
		if *(*label)(unsafe.Add(p, labelsAt)) == l {
			atomic.StoreUintptr(&(*goroutine)(p).stackguard0, stackPreempt)
		}
	}
}
