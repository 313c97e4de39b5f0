package shell

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// A Frame is a call on the stack of a cell that failed.
type Frame struct {
	Func   string // as its author knows it
	File   string // "cell[3]", or the path of a file
	Cell   int    // the cell it is in, 0 for a file
	Line   int    // from 1; 0 if it is not known
	Col    int    // of what failed, in bytes from 1; 0 if it is not known
	Source string // the line, of cells only
	Own    bool   // the user's code: a cell, or a package beside the notebook
}

// place is where a frame is, as tracebacks have it.
func (f Frame) place() string { return fmt.Sprintf("%s:%d", f.File, f.Line) }

var cellFile = regexp.MustCompile(`^cell\[(\d+)\]$`)

// frames are the calls of a panic, innermost first, down to the cell. What the kernel itself has put between them is left out.
func (s *shell) frames(p *worker.Panic) []Frame {
	var out []Frame
	for _, f := range p.Frames[:ownFrames(p.Frames)] {
		if strings.HasPrefix(f.Func, enginePackages) || len(out) == 0 && strings.HasPrefix(f.Func, "runtime.") {
			continue // the second: closechan for close, mapassign for m[k] = v
		}
		frame := Frame{Func: funcName(f.Func), File: f.File, Line: f.Line}
		if m := cellFile.FindStringSubmatch(f.File); m != nil {
			frame.Cell, _ = strconv.Atoi(m[1])
			frame.Source, frame.Own = s.sourceLine(frame.Cell, f.Line), true
		} else {
			frame.Own = s.isLocal(f.File)
			frame.File = s.shortName(f.File)
		}
		out = append(out, frame)
	}
	for i := range out {
		if i == 0 || out[i].Source == "" {
			continue
		}
		out[i].Col = callColumn(out[i].Source, out[i-1].Func)
	}
	if len(out) > 0 && out[0].Source != "" {
		out[0].Col = panicColumn(out[0].Source, p.Value)
	}
	return out
}

const enginePackages = "github.com/gradbook/gradbook/kernel/engine/"

// traceback renders calls: the user's own with their source lines, those between them as one line.
func traceback(frames []Frame, hint string) []string {
	var out []string
	var between []string
	for _, f := range frames {
		if !f.Own {
			between = append(between, f.Func)
			continue
		}
		if len(between) > 0 {
			out = append(out, "  "+faint+"… in "+brief(between)+reset)
			between = nil
		}
		out = append(out, fmt.Sprintf("  %s%s%s %s", place, f.place(), reset, f.Func))
		if f.Source != "" {
			line := strings.TrimLeft(f.Source, " \t")
			out = append(out, fmt.Sprintf("    %s%4d |%s %s", faint, f.Line, reset, line))
			if f.Col > 0 {
				before := f.Source[len(f.Source)-len(line) : f.Col-1]
				out = append(out, strings.Repeat(" ", len("    1234 | "))+blankOf(before)+strong+"^"+reset)
			}
		}
		if hint != "" {
			out = append(out, "    "+strong+"hint:"+reset+" "+hint)
			hint = ""
		}
	}
	return out
}

// blankOf is as wide as a text; tabs stay tabs.
func blankOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}

// brief names calls that a traceback leaves out: the first that was called and the last, which failed.
func brief(calls []string) string {
	last, first := calls[0], calls[len(calls)-1]
	switch len(calls) {
	case 1:
		return first
	case 2:
		return first + ", " + last
	}
	return fmt.Sprintf("%s, %d more, %s", first, len(calls)-2, last)
}

// isLocal reports whether a file is the user's own: neither Go's nor that of a downloaded module or of gradbook.
func (s *shell) isLocal(file string) bool {
	h := s.engine.Host()
	for _, dir := range []string{h.Root, h.Dir} {
		if strings.HasPrefix(file, dir+string(filepath.Separator)) {
			return false
		}
	}
	return filepath.IsAbs(file) && !strings.Contains(file, "@v") && !strings.Contains(file, "/pkg/mod/")
}

var entryName = regexp.MustCompile(`^cell_\d+`)

// funcName is a function's name as its author knows it.
func funcName(name string) string {
	name = session.Written(strings.TrimPrefix(name, "main."))
	if at := strings.LastIndexByte(name, '/'); at >= 0 && !strings.Contains(name, "[") { // net/http.Get is called http.Get
		name = name[at+1:]
	}
	return entryName.ReplaceAllString(name, "(cell)")
}

// sourceLine is a line of a cell without the space at its end; empty if there is none.
func (s *shell) sourceLine(cell, line int) string {
	s.mu.Lock()
	lines := strings.Split(s.sources[cell], "\n")
	s.mu.Unlock()
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimRight(lines[line-1], " \t\r")
}
