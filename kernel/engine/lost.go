package engine

import "strings"

// Lost is the error of a run whose worker ended: the variables are gone.
type Lost struct {
	Reason string // such as "exit status 3" or "signal: segmentation fault"
	Code   int    // of an exit, -1 for a signal
	Stderr string // the last of what the worker wrote there: the runtime's fatal error and traceback
}

func (l *Lost) Error() string { return "the worker ended: " + l.Reason }

// FatalError is the line in which the Go runtime says why it ended the worker, if there is one.
func (l *Lost) FatalError() string {
	const status = 2 // of a process that the runtime ends
	if l.Code >= 0 && l.Code != status {
		return ""
	}
	var first string
	for line := range strings.Lines(l.Stderr) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "fatal error: ") {
			return line
		}
		for _, p := range []string{"panic: ", "SIG", "unexpected fault"} {
			if first == "" && strings.HasPrefix(line, p) {
				first = line
			}
		}
	}
	return first
}

// explanations say more than the runtime does about an end that a notebook's author can do something about.
var explanations = []struct{ sign, text string }{
	{"out of memory", "out of memory; " + MemoryVariable + " sets how much the cells may use"},
	{"cannot allocate memory", "out of memory; " + MemoryVariable + " sets how much the cells may use"},
	{"stack overflow", "stack overflow: calls are nested too deeply, as in a recursion that does not end"},
	{"signal: killed", "the worker was killed from outside, as the system does when memory runs out; " + MemoryVariable + " sets a limit before that"},
}

// Explain says in a sentence why the worker ended.
func (l *Lost) Explain() string {
	fatal := l.FatalError()
	for _, e := range explanations {
		if strings.Contains(fatal, e.sign) || l.Code < 0 && strings.Contains(l.Reason, e.sign) {
			return e.text
		}
	}
	switch {
	case fatal != "":
		return fatal
	case l.Code >= 0:
		return "the cell ended the process with exit code " + strings.TrimPrefix(l.Reason, "exit status ")
	}
	return l.Error()
}
