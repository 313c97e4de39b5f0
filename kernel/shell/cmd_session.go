package shell

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"html"
	"regexp"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
)

// padding is what a table has at the ends of its lines.
var padding = regexp.MustCompile(`(?m) +$`)

// whos lists what the session knows.
func (c *call) whos() error {
	vars := c.current().Vars()
	if len(vars) == 0 {
		c.print("The session has no names yet.\n")
		return nil
	}
	values := map[string]string{}
	if entries, err := c.variables(c.probeByCommand); err == nil { // else there are no values to be had now
		for _, e := range entries {
			values[e.Name] = e.Value
		}
	}
	var text, table strings.Builder
	w := tabwriter.NewWriter(&text, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tKIND\tTYPE\tCELL\tVALUE")
	table.WriteString("<table><thead><tr><th>name</th><th>kind</th><th>type</th><th>cell</th><th>value</th></tr></thead><tbody>")
	for _, v := range vars {
		typ, value := v.Type, values[v.Name]
		if v.Note != "" {
			typ += " (" + v.Note + ")"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", v.Name, v.Kind, cutTo(typ, 60), v.Cell, cutTo(strings.ReplaceAll(value, "\n", "⏎"), 60))
		fmt.Fprintf(&table, "<tr><td>%s</td><td>%s</td><td><code>%s</code></td><td>%d</td><td><code>%s</code></td></tr>",
			html.EscapeString(v.Name), v.Kind, html.EscapeString(typ), v.Cell, html.EscapeString(cutTo(value, 120)))
	}
	w.Flush()
	table.WriteString("</tbody></table>")
	plain := padding.ReplaceAllString(text.String(), "")
	c.out.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{display.MIMEText: plain, display.MIMEHTML: table.String()}})
	return nil
}

// cutTo is at most n characters of a text.
func cutTo(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-2]) + " …"
	}
	return s
}

// code is the Go that a % command has on its line, or a %% command below.
func (c *call) code(name string) (string, error) {
	if code := c.args + "\n" + c.body; strings.TrimSpace(code) != "" {
		return code, nil
	}
	return "", fmt.Errorf("%s: give Go code", name)
}

func (c *call) time() error {
	code, err := c.code("%time")
	if err != nil {
		return err
	}
	from := time.Now()
	err = c.goCode(c.ctx, c.req.Number, code, true)
	if _, ok := errors.AsType[*compileError](err); ok {
		return err // nothing has run
	}
	c.print("%s\n", time.Since(from).Round(10*time.Microsecond))
	return err
}

func (c *call) timeit() error {
	code, err := c.code("%timeit")
	if err != nil {
		return err
	}
	if _, diags := c.current().Plan(c.req.Number, code); len(diags) > 0 {
		return &compileError{diags} // in the words of the code, not of what is made of it
	}
	const bench = "github.com/gradbook/gradbook/kernel/engine/bench"
	return c.goCode(c.ctx, c.req.Number, "import gradbook_bench \""+bench+"\"; gradbook_bench.Time(func() { "+statement(code)+"\n})", true)
}

func (c *call) prun() error {
	code, err := c.code("%prun")
	if err != nil {
		return err
	}
	if _, diags := c.current().Plan(c.req.Number, code); len(diags) > 0 {
		return &compileError{diags} // in the words of the code, not of what is made of it
	}
	const bench = "github.com/gradbook/gradbook/kernel/engine/bench"
	return c.goCode(c.ctx, c.req.Number, "import gradbook_bench \""+bench+"\"; gradbook_bench.Profile(func() { "+statement(code)+"\n});", false)
}

// statement makes an expression alone a statement.
func statement(code string) string {
	code = strings.TrimSpace(code)
	if x, err := parser.ParseExpr(code); err == nil {
		if _, isCall := x.(*ast.CallExpr); !isCall {
			return "_ = " + code
		}
	}
	return code
}

func (c *call) setTimings() error {
	switch c.args {
	case "", "on":
		c.timings.Store(true)
		c.turn.timing = &timing{}
	case "off":
		c.timings.Store(false)
		c.turn.timing = nil
	default:
		return errors.New("%timing: say on or off")
	}
	return nil
}

// report prints the stages of a cell.
func (s *shell) reportTiming(turn *turn) {
	t := turn.timing
	if t == nil || len(t.names) == 0 {
		return
	}
	var b strings.Builder
	var sum time.Duration
	for i, n := range t.names {
		fmt.Fprintf(&b, "%s %.1f ms, ", n, t.took[i].Seconds()*1000)
		sum += t.took[i]
	}
	s.out.StreamTo(turn.id, "stderr", fmt.Appendf(nil, "%stotal %.1f ms\n", b.String(), sum.Seconds()*1000))
}

func (c *call) lower() error {
	code, err := c.code("%lower")
	if err != nil {
		return err
	}
	plain, diags := c.current().Lowered(code)
	if len(diags) > 0 {
		return &compileError{diags}
	}
	plain = strings.Trim(plain, "\n")
	c.out.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{display.MIMEText: plain, display.MIMEMarkdown: "```go\n" + plain + "\n```"}})
	return nil
}
