//go:build linux

package worker

import (
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// This file tells where a goroutine is that does not move, from the text in which the runtime writes stacks: there is no
// other way to see the stack of another goroutine.

// goroutine is the number of the calling goroutine.
func goroutine() string {
	buf := make([]byte, 64)
	f := strings.Fields(string(buf[:runtime.Stack(buf, false)])) // goroutine 7 [running]:
	if len(f) < 2 {
		return ""
	}
	return f[1]
}

var position = regexp.MustCompile(`^\t(.+):(\d+)(?: \+0x[0-9a-f]+)?$`)

// whereIs describes a goroutine: what it waits for, as the runtime names it, and its calls. It returns nil if there is none of
// that number, or too many goroutines.
func whereIs(id string) *Panic {
	const most = 4 << 20
	buf := make([]byte, most)
	_, text, ok := strings.Cut("\n\n"+string(buf[:runtime.Stack(buf, true)]), "\n\ngoroutine "+id+" [")
	if !ok {
		return nil
	}
	text, _, _ = strings.Cut(text, "\n\n")
	lines := strings.Split(text, "\n")
	state, _, _ := strings.Cut(lines[0], "]")
	state, _, _ = strings.Cut(state, ",") // , 2 minutes
	p := &Panic{Value: state}
	for i := 2; i < len(lines); i += 2 {
		m := position.FindStringSubmatch(lines[i])
		if m == nil || strings.HasPrefix(lines[i-1], "created by ") {
			break
		}
		name := lines[i-1]
		if at := strings.LastIndexByte(name, '('); at > 0 { // the arguments
			name = name[:at]
		}
		n, _ := strconv.Atoi(m[2])
		p.Frames = append(p.Frames, Frame{Func: name, File: m[1], Line: n})
	}
	return p
}
