package gotests

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
)

// Limit is how long a cell may take.
const Limit = 60 * time.Second

// Run runs the program's cells in a worker of their own. The error says how they differ from the program.
func (p *Program) Run(sh shell.Shell, f Form) error {
	if res := sh.Execute(context.Background(), shell.Request{Code: "%reset", Silent: true}, &printed{}); res.Status != shell.OK {
		return errors.New("%reset: " + res.EValue)
	}
	got := &printed{}
	for i, c := range p.Cells(f) {
		ctx, cancel := context.WithTimeout(context.Background(), Limit)
		res := sh.Execute(ctx, shell.Request{Number: i + 1, Code: c}, got)
		late := ctx.Err() != nil
		cancel()
		switch {
		case late:
			return fmt.Errorf("cell %d does not end within %v", i+1, Limit)
		case res.EName == shell.WorkerLostName && strings.HasSuffix(res.EValue, "exit code 0"):
			return p.compare(got.String()) // os.Exit(0) is a good end of a program
		case res.Status != shell.OK:
			return fmt.Errorf("cell %d: %s: %s", i+1, res.EName, plain(strings.Join(res.Traceback, "\n")))
		}
	}
	return p.compare(got.String())
}

// compare holds what the cells wrote against the .out file, or against Go itself if there is none.
func (p *Program) compare(got string) error {
	want, err := p.Want()
	if err != nil {
		return err
	}
	if got == want {
		return nil
	}
	if want == "" {
		ctx, cancel := context.WithTimeout(context.Background(), 2*Limit)
		defer cancel()
		b, err := exec.CommandContext(ctx, "go", "run", p.Path).CombinedOutput()
		if err != nil {
			return fmt.Errorf("go run fails as well: %w: %s", err, b)
		}
		want = string(b)
	}
	if got != want {
		return fmt.Errorf("wrote:\n%s\nwant:\n%s", clip(got), clip(want))
	}
	return nil
}

func clip(s string) string {
	const most = 2000
	if len(s) > most {
		return s[:most] + fmt.Sprintf("… (%d bytes)", len(s))
	}
	return s
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func plain(s string) string { return ansi.ReplaceAllString(s, "") }

// printed collects what cells write and show.
type printed struct{ strings.Builder }

func (c *printed) Stream(_, text string) {
	if !strings.HasPrefix(text, "note: ") { // of the session about redefinitions
		c.WriteString(text)
	}
}

func (c *printed) Display(m display.Message) { fmt.Fprintln(c, m.Data[display.MIMEText]) }

func (c *printed) Input(context.Context, string, bool) (string, error) {
	return "", errors.New("a test program has no input")
}
