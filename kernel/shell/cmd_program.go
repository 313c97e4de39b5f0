package shell

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
)

// This file runs cells as programs: below %% or %main stands the body of a main function, a func main() is called, and
// functions named init_… run first. Arguments are those of the line, or of %args.

const programImport = `import gradbook_program "github.com/gradbook/gradbook/kernel/engine/program"; `

// goPart runs the Go of a cell that stands above %%, or all of it.
func (s *shell) goPart(ctx context.Context, number int, src string, last bool) error {
	if shown, err := s.showDocs(ctx, src); shown {
		return err
	}
	o := outlineOf(src)
	if len(o.flags) > 0 {
		// The cell may have defined them before.
		if err := s.goCode(ctx, number, programImport+"gradbook_program.Forget("+literals(o.flags)+");", false); err != nil {
			return err
		}
	}
	if err := s.goCode(ctx, number, src, last && len(o.inits) == 0 && !o.main); err != nil {
		return err
	}
	var calls strings.Builder
	for _, f := range o.inits {
		calls.WriteString(f + "(); ")
	}
	if o.main {
		calls.WriteString(programImport + s.mainCall("main", false, s.argv))
	}
	if calls.Len() == 0 {
		return nil
	}
	return s.goCode(ctx, number, calls.String(), false)
}

// runMain runs what stands below %%.
func (s *shell) runMain(ctx context.Context, number int, p part) error {
	args, err := s.arguments(p.args)
	if err != nil {
		return err
	}
	// The body's first line is below that of %%, which has room for what stands before it.
	indent := p.text[:len(p.text)-len(strings.TrimLeft(p.text, "\n"))]
	if indent != "" {
		indent = indent[1:]
	}
	body := strings.TrimLeft(p.text, "\n")
	s.mu.Lock()
	s.lastMain = programText("%%\n" + body)
	s.mu.Unlock()
	return s.goCode(ctx, number, indent+programImport+s.mainCall("func() {\n"+body+"\n}", true, args), false)
}

// secondMain is what a cell's second %% is; the first one is no command but divides the cell.
func secondMain(*call) error {
	return errors.New("%%: a cell has one main function: what stands below the first %% or %main is its body")
}

func (s *shell) mainCall(f string, parse bool, args []string) string {
	call := "gradbook_program.Main(" + f + ", " + strconv.FormatBool(parse)
	if len(args) > 0 {
		call += ", " + literals(args)
	}
	return call + ");"
}

// arguments are those of a line; without any, those of %args.
func (s *shell) arguments(line string) ([]string, error) {
	args, err := words(line)
	if err == nil && len(args) == 0 {
		args = s.argv
	}
	return args, err
}

// setArgs is %args: cells see the arguments as those of a program.
func (c *call) setArgs() error {
	args, err := words(c.args)
	if err != nil {
		return err
	}
	c.argv = args
	return c.goCode(c.ctx, c.req.Number, programImport+"gradbook_program.Args("+literals(args)+");", false)
}

// execFunc is %exec: it calls a function as the main function of a program.
func (c *call) execFunc() error {
	name, rest, _ := strings.Cut(c.args, " ")
	if !token.IsIdentifier(name) {
		return errors.New("%exec: give the name of a function without parameters, and arguments for os.Args")
	}
	vars := c.current().Vars()
	if !slices.ContainsFunc(vars, func(v session.VarInfo) bool { return v.Name == name && v.Kind == session.Func }) {
		return fmt.Errorf("%%exec: the session has no function %s", name)
	}
	args, err := c.arguments(rest)
	if err != nil {
		return err
	}
	return c.goCode(c.ctx, c.req.Number, programImport+c.mainCall(name, true, args), false)
}

// literals are strings as the arguments of a Go call.
func literals(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return strings.Join(out, ", ")
}

// words splits a line as a shell does: at spaces that are not quoted. Within "…" a backslash quotes the next character,
// as it does outside of quotes.
func words(line string) ([]string, error) {
	var out []string
	var word strings.Builder
	quote, in := rune(0), false
	runes := []rune(line)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case quote == 0 && (r == ' ' || r == '\t'):
			if in {
				out = append(out, word.String())
			}
			word.Reset()
			in = false
		case quote == 0 && (r == '"' || r == '\''):
			quote, in = r, true
		case quote != 0 && r == quote:
			quote = 0
		case r == '\\' && quote != '\'' && i+1 < len(runes):
			i++
			word.WriteRune(runes[i])
			in = true
		default:
			word.WriteRune(r)
			in = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the quotation mark %c is not closed in %s", quote, line)
	}
	if in {
		out = append(out, word.String())
	}
	return out, nil
}
