package shell

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// command is one line that begins with %, or a whole cell that begins with %%.
type call struct {
	*shell
	*turn
	out  cellOutput // of this cell
	ctx  context.Context
	req  Request
	args string // what follows the name
	body string // of a %% command: the lines below
}

// commands is the table of them. Their documentation is help.md, which %help shows; a test holds the two together.
var commands map[string]func(*call) error

func init() { // refers to itself through %help and %time
	commands = map[string]func(*call) error{
		"%%":             secondMain,
		"%main":          secondMain,
		"%args":          (*call).setArgs,
		"%autoget":       (*call).autoget,
		"%capture":       (*call).capture,
		"%cd":            (*call).cd,
		"%debug":         (*call).debug,
		"%env":           (*call).env,
		"%exec":          (*call).execFunc,
		"%get":           (*call).get,
		"%goflags":       (*call).goflags,
		"%goworkfix":     (*call).goWorkFix,
		"%help":          (*call).help,
		"%history":       (*call).history,
		"%list":          (*call).list,
		"%load":          (*call).load,
		"%lower":         (*call).lower,
		"%ls":            (*call).list,
		"%lsmagic":       (*call).lsmagic,
		"%noautoget":     (*call).noautoget,
		"%prun":          (*call).prun,
		"%remove":        (*call).remove,
		"%replay":        (*call).replay,
		"%reset":         (*call).reset,
		"%rm":            (*call).remove,
		"%test":          (*call).gotest,
		"%time":          (*call).time,
		"%timeit":        (*call).timeit,
		"%timing":        (*call).setTimings,
		"%track":         (*call).track,
		"%untrack":       (*call).untrack,
		"%version":       (*call).version,
		"%wasm":          (*call).wasm,
		"%whos":          (*call).whos,
		"%widgets":       (*call).widgets,
		"%with_inputs":   (*call).withInputs,
		"%with_password": (*call).withPassword,
		"%%bash":         (*call).bash,
		"%%capture":      (*call).captureCell,
		"%%lower":        (*call).lower,
		"%%prun":         (*call).prun,
		"%%script":       (*call).script,
		"%%sh":           (*call).sh,
		"%%time":         (*call).time,
		"%%timeit":       (*call).timeit,
		"%%writefile":    (*call).writefile,
	}
}

//go:embed help.md
var helpText string

// command runs a command; its errors say what to do.
func (s *shell) command(ctx context.Context, r Request, text string) error {
	t := turnOf(ctx)
	c := &call{shell: s, turn: t, out: cellOutput{s.out, t.id}, ctx: ctx, req: r}
	if cmd, ok := strings.CutPrefix(text, "!*"); ok {
		return c.execInModule(cmd)
	}
	if cmd, ok := strings.CutPrefix(text, "!"); ok {
		return c.exec("!", cmd, c.dir())
	}
	line, body, _ := strings.Cut(text, "\n")
	name, args, _ := strings.Cut(strings.TrimSpace(line), " ")
	c.args, c.body = strings.TrimSpace(args), body
	if f, ok := commands[name]; ok {
		return f(c)
	}
	hint := ""
	if near := nearest(name); near != "" {
		hint = "; did you mean " + near + "?"
	}
	return fmt.Errorf("there is no command %s%s (%%help lists them)", name, hint)
}

// nearest is a command whose name resembles one that there is not.
func nearest(name string) string {
	best, bestAt := "", 3
	for _, n := range commandNames() {
		if d := distance(name, n); d < bestAt {
			best, bestAt = n, d
		}
	}
	return best
}

func commandNames() []string { return slices.Sorted(maps.Keys(commands)) }

// distance is Levenshtein's edit distance.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diag+cost)
		}
	}
	return row[len(b)]
}

func (c *call) print(format string, args ...any) {
	c.out.Stream("stdout", fmt.Appendf(nil, format, args...))
}

func (c *call) help() error {
	c.out.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{display.MIMEMarkdown: helpText, display.MIMEText: helpText}})
	return nil
}
