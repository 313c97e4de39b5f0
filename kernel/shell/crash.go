package shell

import (
	"strings"
	"time"
)

// This file keeps the Go runtime's last words, hundreds of lines of registers and goroutines, out of the notebook: the
// report of a lost worker says what matters of them. What only looks like last words is delivered a little later.

// lastWords are what the lines begin with by which the runtime announces the end of the process.
var lastWords = []string{"fatal error: ", "runtime: goroutine stack exceeds ", "runtime: out of memory", "runtime: cannot allocate memory", "SIGABRT: ", "SIGSEGV: ", "SIGBUS: ", "SIGILL: ", "SIGQUIT: ", "SIGTRAP: "}

const (
	holdTime = 5 * time.Second  // a large process takes its time to end
	dyingFor = 60 * time.Second // on a busy machine, once a fatal error has come with stacks
	holdSize = 1 << 20
)

// hold takes text of stderr and gives back what is to be delivered now. The caller holds the lock.
func (o *output) hold(s string) string {
	if !o.holding {
		i := lastWordsAt(s)
		if i < 0 {
			return s
		}
		o.holding, o.held = true, s[i:]
		o.timer = time.AfterFunc(holdTime, o.release)
		return s[:i]
	}
	if o.held += s; len(o.held) > holdSize {
		s = o.held
		o.letGo()
		return s
	}
	return ""
}

// letGo ends the holding; the timer of this one must not end the next.
func (o *output) letGo() {
	if o.holding {
		o.timer.Stop()
	}
	o.held, o.holding, o.late = "", false, false
}

// lastWordsAt is where the first line begins that is like the runtime's last words, or -1.
func lastWordsAt(s string) int {
	at := 0
	for line := range strings.Lines(s) {
		for _, w := range lastWords {
			if strings.HasPrefix(line, w) {
				return at
			}
		}
		at += len(line)
	}
	return -1
}

// release delivers what was held back: the process lives, or there is no better report.
func (o *output) release() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if isDying(o.held) && !o.late {
		o.late = true
		o.timer.Reset(dyingFor)
		return
	}
	o.releaseLocked()
}

// isDying reports whether a text is the runtime's for sure.
func isDying(text string) bool {
	i := strings.Index(text, "fatal error: ")
	return i >= 0 && strings.Contains(text[i:], "\nruntime stack:\n") && strings.Contains(text[i:], "\ngoroutine ")
}

func (o *output) releaseLocked() {
	if o.held != "" && o.latest != nil {
		o.latest.to.Stream("stderr", o.held)
	}
	o.letGo()
}

// drop forgets what was held back: the report of a lost worker has it.
func (o *output) drop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.letGo()
}
