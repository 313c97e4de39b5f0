// Package run executes notebooks: no Python, no sockets, a [shell.Shell] and the notebook's cells.
//
//	n, _ := nb.Read("notebooks/01_core.ipynb")
//	report, err := run.Notebook(ctx, sh, n, run.Options{Name: "01_core.ipynb"})
//
// The outputs replace those in the notebook. The first cell that fails ends the run with a [*CellError], unless the
// cell bears the tag raises-exception or Options.KeepGoing is set. Cells tagged skip-execution,
// and those with the directive eval: false, are left as they are.
package run

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/literate/directive"
	"github.com/gradbook/gradbook/literate/nb"
)

// Tags of cells that the runner heeds; they are nbclient's and papermill's.
const (
	TagRaises     = "raises-exception"    // an error of this cell is part of the lesson
	TagSkip       = "skip-execution"      // do not run this cell
	TagParameters = "parameters"          // the defaults that -p replaces
	TagInjected   = "injected-parameters" // the cell that holds what -p gave
)

// Options says how to run a notebook. The zero value stops at the first error and reports nothing on the way.
type Options struct {
	Name      string                // the notebook's name in errors
	KeepGoing bool                  // run the remaining cells after an error
	Timeout   time.Duration         // for each cell; 0: none
	Watch     Watcher               // is told of each cell; nil: nobody
	Skip      func(c *nb.Cell) bool // further cells to leave as they are; nil: none
}

// Watcher is told how a run proceeds.
type Watcher interface {
	Preparing(text string) // what the shell says while it gets ready
	CellStart(c Cell)
	CellDone(c Cell)
}

// Cell is one executed cell of a run.
type Cell struct {
	ID            string // in the notebook
	Number, Total int    // 1, 2, … of the cells that run; Number is the execution count and names the cell in errors
	Title         string
	Took          time.Duration
	Err           *CellError // nil: the cell ended well
	Expected      bool       // the cell is tagged raises-exception, so that Err is no failure
}

// Failed reports whether the cell makes the run fail.
func (c Cell) Failed() bool { return c.Err != nil && !c.Expected }

// Report sums up a run. Took is the time of its cells, not that of getting ready.
type Report struct {
	Cells []Cell
	Took  time.Duration
}

// CellError is the failure of one cell.
type CellError struct {
	Notebook  string
	Cell      int    // its execution count
	ID        string // its id in the notebook
	Line      int    // of the cell; 0: unknown
	Name      string // as in shell.Result.EName
	Value     string
	Traceback []string // lines with ANSI colours
}

func (e *CellError) Error() string {
	where := fmt.Sprintf("cell %d", e.Cell)
	if e.Line > 0 {
		where += fmt.Sprintf(", line %d", e.Line)
	}
	first, _, _ := strings.Cut(e.Value, "\n")
	return fmt.Sprintf("%s: %s: %s: %s", e.Notebook, where, e.Name, first)
}

// Notebook runs the code cells of n in order and stores their outputs in n. The error is the first [*CellError] that
// is a failure, or ctx's; the report covers all cells that ran.
func Notebook(ctx context.Context, sh shell.Shell, n *nb.Notebook, o Options) (Report, error) {
	if lang := n.Language(); lang != "" && lang != "go" {
		return Report{}, fmt.Errorf("%s: a notebook in %s; gradbook runs Go notebooks", o.Name, lang)
	}
	n.SetKernel()
	if err := prepare(ctx, sh, o); err != nil {
		return Report{}, err
	}
	began := time.Now()
	cells := runnable(n, o.Skip)
	report := Report{}
	outputs := newCollector()
	defer outputs.finish()
	var failure error
	for i, c := range cells {
		cell := Cell{ID: c.ID, Number: i + 1, Total: len(cells), Title: Title(c.Source), Expected: c.HasTag(TagRaises)}
		if o.Watch != nil {
			o.Watch.CellStart(cell)
		}
		start := time.Now()
		cell.Err = runCell(ctx, sh, c, cell.Number, outputs.sink(c, cell.Number), o)
		cell.Took = time.Since(start)
		report.Cells = append(report.Cells, cell)
		if o.Watch != nil {
			o.Watch.CellDone(cell)
		}
		if err := context.Cause(ctx); err != nil {
			failure = fmt.Errorf("%s: stopped in cell %d: %w", o.Name, cell.Number, err)
			break
		}
		if cell.Failed() && failure == nil {
			failure = cell.Err
		}
		if failure != nil && !o.KeepGoing {
			break
		}
	}
	report.Took = time.Since(began)
	return report, failure
}

// prepare waits until the shell can run cells. What it says meanwhile (the first time on a machine it builds its worker)
// belongs to the person who waits, not into the outputs of the first cell.
func prepare(ctx context.Context, sh shell.Shell, o Options) error {
	res := sh.Execute(ctx, shell.Request{Silent: true}, &preparing{watch: o.Watch})
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("%s: stopped before the first cell: %w", o.Name, err)
	}
	if res.Status != shell.OK {
		return fmt.Errorf("%s: cells cannot run: %s", o.Name, res.EValue)
	}
	return nil
}

// preparing passes text on to a watcher.
type preparing struct {
	watch Watcher
	told  int // bytes of the display's text, which grows
}

func (p *preparing) Stream(_, text string) {
	if p.watch != nil {
		p.watch.Preparing(text)
	}
}

// Display passes on the lines of a display that are new.
func (p *preparing) Display(m display.Message) {
	text, _ := m.Data[display.MIMEText].(string)
	if p.watch != nil && len(text) > p.told {
		p.watch.Preparing(text[p.told:])
		p.told = len(text)
	}
}

func (*preparing) Input(context.Context, string, bool) (string, error) { return "", errNoInput }

// runnable returns the cells that a run executes.
func runnable(n *nb.Notebook, skip func(*nb.Cell) bool) []*nb.Cell {
	var cells []*nb.Cell
	for _, c := range n.Cells {
		switch {
		case c.Type != nb.Code, strings.TrimSpace(c.Source) == "", c.HasTag(TagSkip), directive.Parse(c.Source).Is("eval", "false"):
		case skip != nil && skip(c):
		default:
			cells = append(cells, c)
		}
	}
	return cells
}

func runCell(ctx context.Context, sh shell.Shell, c *nb.Cell, number int, to *cellSink, o Options) *CellError {
	c.Count, c.Outputs = &number, nil
	if o.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, o.Timeout, errTimeout)
		defer cancel()
	}
	stop := context.AfterFunc(ctx, sh.Interrupt)
	res := sh.Execute(ctx, shell.Request{Number: number, Code: directive.Code(c.Source)}, to)
	stop()
	if res.Status == shell.OK {
		return nil
	}
	if res.EName == "" {
		res.EName = "Interrupt"
	}
	if errors.Is(context.Cause(ctx), errTimeout) {
		res.EName, res.EValue = "Timeout", fmt.Sprintf("the cell took longer than %v", o.Timeout)
	}
	to.fail(res)
	return &CellError{
		Notebook: o.Name, Cell: number, ID: c.ID, Line: lineOf(number, res),
		Name: res.EName, Value: res.EValue, Traceback: res.Traceback,
	}
}

var (
	errTimeout = errors.New("cell timed out")
	errNoInput = errors.New("no input: the notebook is run without a front end")
)

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

// lineOf finds the line of the cell at which it failed: the first mention of cell[number]:line.
func lineOf(number int, res shell.Result) int {
	mention := regexp.MustCompile(`cell\[` + strconv.Itoa(number) + `\]:(\d+)`)
	text := ansi.ReplaceAllString(strings.Join(append([]string{res.EValue}, res.Traceback...), "\n"), "")
	m := mention.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	line, _ := strconv.Atoi(m[1])
	return line
}

// Title returns the line that names a cell best: the first that is no comment, directive, import or lone brace.
func Title(source string) string {
	first, imports := "", false
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "import ("):
			imports = true
		case imports:
			imports = line != ")"
		case strings.HasPrefix(line, "//"), strings.HasPrefix(line, "/*"), strings.HasPrefix(line, "import "), line == "{":
		default:
			return line
		}
		if first == "" {
			first = line
		}
	}
	return first
}
