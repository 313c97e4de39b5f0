package shell

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/vars"
)

// talk is the debugger at the keyboard, with the commands of Python's: for a cell that has stopped when no front end with a
// debugger of its own is there, and after a panic (%debug).
type talk struct {
	*shell
	out    cellOutput
	ctx    context.Context
	thread int // debugger.PostMortem after a panic; 0: the calls are those of the traceback, and have no variables
	calls  []Call
	at     int // the call that is looked at
}

const talkHelp = `  bt, w       the calls, the current one marked        u, d         the call further up (its caller), down
  l [line]    the source around the line               a, locals    the variables of the call
  p expr      an expression in the call; ! statement    n, s, r, c   next line, into calls, out of this one, go on
  q           stop the cell, or leave after a panic
`

// talk lets the user look at a goroutine that has stopped. Where nobody can be asked, it prints what there is to see.
func (s *shell) talk(st debugger.Stopped) {
	s.out.mu.Lock()
	r := s.out.receiver(st.Run)
	s.out.mu.Unlock()
	thread := st.Goroutine
	t := &talk{shell: s, out: cellOutput{s.out, r.id}, ctx: r.ctx, thread: thread}
	if err := t.load(); err != nil {
		s.Resume(debugger.Continue)
		return
	}
	t.where()
	if !t.loop(func(line string) bool { return t.live(line) }) {
		t.locals("  ")
		s.Resume(debugger.Continue)
	}
}

// load reads the calls.
func (t *talk) load() (err error) {
	t.at = 0
	t.calls, err = t.Calls(t.thread)
	return err
}

// live obeys the commands for a cell that is stopped, and reports whether the talk is over.
func (t *talk) live(line string) (over bool) {
	modes := map[string]debugger.Mode{"n": debugger.Over, "next": debugger.Over, "s": debugger.Into, "step": debugger.Into, "r": debugger.Out, "return": debugger.Out, "out": debugger.Out, "c": debugger.Continue, "continue": debugger.Continue, "cont": debugger.Continue}
	if m, ok := modes[line]; ok {
		if err := t.Resume(m); err != nil {
			t.print("%v\n", err)
		}
		return true
	}
	if line == "q" || line == "quit" || line == "exit" {
		t.Interrupt()
		return true
	}
	t.obey(line)
	return false
}

// loop asks for commands until one ends it. It reports false if nobody can be asked.
func (t *talk) loop(do func(line string) (over bool)) bool {
	d := &t.debugging
	for {
		line, err := t.out.ask(t.ctx, "(debug) ", false)
		if err != nil {
			return t.ctx.Err() != nil // interrupted
		}
		if line = strings.TrimSpace(line); line == "" { // once more
			line = d.typed
		}
		d.typed = line
		if do(line) {
			return true
		}
	}
}

// obey does what a command says that only looks.
func (t *talk) obey(line string) {
	name, arg, _ := strings.Cut(line, " ")
	switch arg = strings.TrimSpace(arg); name {
	case "":
	case "h", "help", "?":
		t.print("%s", talkHelp)
	case "bt", "w", "where":
		for i := len(t.calls) - 1; i >= 0; i-- {
			t.line(i)
		}
	case "u", "up":
		t.move(1)
	case "d", "down":
		t.move(-1)
	case "l", "list", "ll":
		n, err := strconv.Atoi(arg)
		if err != nil {
			n = t.calls[t.at].Line
		}
		t.source(t.at, n, 5)
	case "a", "args", "locals":
		t.locals("")
	case "p", "pp", "print", "!":
		t.evaluate(arg)
	default:
		t.evaluate(strings.TrimPrefix(line, "!"))
	}
}

func (t *talk) move(by int) {
	to := t.at + by
	switch {
	case to < 0:
		t.print("this is the innermost call\n")
	case to >= len(t.calls):
		t.print("this is the outermost call\n")
	default:
		t.at = to
		t.where()
	}
}

// where shows the call that is looked at, with its line.
func (t *talk) where() {
	t.line(t.at)
	t.source(t.at, t.calls[t.at].Line, 0)
}

func (t *talk) line(i int) {
	c, mark := t.calls[i], " "
	if i == t.at {
		mark = ">"
	}
	t.print("%s %s%s:%d%s %s\n", mark, place, c.file(), c.Line, reset, c.Func)
}

// file is where a call is: a cell, or a file of a package.
func (c Call) file() string {
	if c.Cell > 0 {
		return fmt.Sprintf("cell[%d]", c.Cell)
	}
	return c.Source
}

// source prints lines around one.
func (t *talk) source(i, line, around int) {
	text := t.sourceOf(t.calls[i].file())
	for n := max(1, line-around); n <= min(len(text), line+around); n++ {
		mark := "  "
		if n == t.calls[i].Line {
			mark = "->"
		}
		t.print("  %s %s%4d |%s %s\n", mark, faint, n, reset, strings.TrimRight(text[n-1], " \t\r"))
	}
}

const noLocals = "the variables of this call were not recorded: turn debugging on (%debug on, or the bug icon), and run the cell again"

// locals prints the variables of the call.
func (t *talk) locals(indent string) {
	if t.thread == 0 {
		t.print("%s%s\n", indent, noLocals)
		return
	}
	list, err := t.Locals(t.thread, t.at)
	if err != nil {
		t.print("%s%v\n", indent, err)
		return
	}
	t.entries(indent, list)
}

func (t *talk) entries(indent string, list []vars.Entry) {
	for _, e := range list {
		t.print("%s%s %s= %s\n", indent, e.Name, t.paint(faint, e.Type+" "), e.Value)
	}
}

func (t *talk) paint(style, text string) string { return style + text + reset }

// evaluate prints what an expression is in the call.
func (t *talk) evaluate(code string) {
	evaluate := t.Evaluate
	if t.thread == 0 {
		evaluate = func(_, _ int, code string) ([]vars.Entry, int, error) {
			return t.shell.evaluate(nil, 0, debugger.Ref{}, code)
		}
	}
	got, _, err := evaluate(t.thread, t.at, code)
	if err != nil {
		if t.thread == 0 && strings.Contains(err.Error(), "undefined") {
			err = fmt.Errorf("%w; %s", err, noLocals)
		}
		t.print("%v\n", err)
		return
	}
	for _, e := range got {
		t.print("%s\n", e.Value)
	}
}

func (t *talk) print(format string, args ...any) {
	t.out.Stream("stdout", fmt.Appendf(nil, format, args...))
}
