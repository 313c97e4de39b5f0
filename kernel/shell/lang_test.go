package shell

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/gradbook/gradbook/kernel/display"
)

// TestLanguage runs the language suite: sessions of cells with what they must print and the errors they must give. Each
// file of ../session/testdata holds cases:
//
//	-- case name --
//	-- cell --
//	x := 1
//	-- cell --
//	x
//	-- out --
//	1
//	-- err --
//	(lines that the error's text must hold, for a cell that must fail)
//
// An out section holds what the cell before it writes and shows; without one, nothing is said of it.
func TestLanguage(t *testing.T) {
	files, err := filepath.Glob("../session/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no language suite: %v", err)
	}
	// Each case has a worker of its own; while it runs, others get ready.
	const workers = 3
	ready := make(chan *shell, workers)
	for range workers {
		ready <- newShell(t)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			for _, c := range readCases(t, f) {
				s := <-ready
				t.Run(c.name, func(t *testing.T) { s.runCase(t, c) })
				go func() {
					if err := s.forget(); err != nil {
						panic(err)
					}
					ready <- s
				}()
			}
		})
	}
	for range workers {
		<-ready
	}
}

type langCase struct {
	name  string
	cells []langCell
}

type langCell struct{ code, out, err string }

// cellLimit is far above what any cell of the suite takes: one that hangs fails alone.
const cellLimit = time.Minute

const nothingSaid = "\x00"

func readCases(t *testing.T, file string) []langCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []langCase
	for _, f := range txtar.Parse(data).Files {
		text := string(f.Data)
		name, isCase := strings.CutPrefix(f.Name, "case ")
		switch {
		case isCase:
			cases = append(cases, langCase{name: name})
			continue
		case len(cases) == 0:
			t.Fatalf("%s: section %q before the first case", file, f.Name)
		}
		c := &cases[len(cases)-1]
		if f.Name == "cell" {
			c.cells = append(c.cells, langCell{code: text, out: nothingSaid})
			continue
		}
		if len(c.cells) == 0 {
			t.Fatalf("%s: case %s: section %q before the first cell", file, c.name, f.Name)
		}
		switch last := &c.cells[len(c.cells)-1]; f.Name {
		case "out":
			last.out = text
		case "err":
			last.err = text
		default:
			t.Fatalf("%s: case %s: unknown section %q", file, c.name, f.Name)
		}
	}
	return cases
}

func (s *shell) runCase(t *testing.T, c langCase) {
	t.Helper()
	for i, cell := range c.cells {
		var got transcript
		ctx, cancel := context.WithTimeout(context.Background(), cellLimit)
		res := s.Execute(ctx, Request{Number: i + 1, Code: cell.code}, &got)
		late := ctx.Err() != nil
		cancel()
		if late {
			t.Fatalf("cell %d:\n%sdid not end in %v", i+1, cell.code, cellLimit)
		}
		if cell.out != nothingSaid && strings.TrimSpace(got.text.String()) != strings.TrimSpace(cell.out) {
			t.Errorf("cell %d:\n%swrote:\n%s\nwant:\n%s", i+1, cell.code, got.text.String(), cell.out)
		}
		errText := plain(strings.Join(res.Traceback, "\n"))
		if cell.err == "" {
			if res.Status != OK {
				t.Fatalf("cell %d:\n%sfailed: %s", i+1, cell.code, errText)
			}
			continue
		}
		if res.Status != Error {
			t.Errorf("cell %d:\n%sdid not fail, want:\n%s", i+1, cell.code, cell.err)
		}
		for _, line := range strings.Split(strings.TrimSpace(cell.err), "\n") {
			if !strings.Contains(errText, strings.TrimSpace(line)) {
				t.Errorf("cell %d:\n%serror:\n%s\nlacks: %s", i+1, cell.code, errText, line)
			}
		}
	}
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

func plain(s string) string { return ansi.ReplaceAllString(s, "") }

// transcript writes down what a cell sends, as a reader of the notebook would see it.
type transcript struct{ text strings.Builder }

func (c *transcript) Stream(_, text string) { c.text.WriteString(plain(text)) }

func (c *transcript) Display(m display.Message) {
	if n := c.text.Len(); n > 0 && !strings.HasSuffix(c.text.String(), "\n") {
		c.text.WriteByte('\n')
	}
	fmt.Fprintln(&c.text, m.Data[display.MIMEText])
}

func (c *transcript) Input(context.Context, string, bool) (string, error) { return "typed", nil }

// forget forgets everything, as %reset does.
func (s *shell) forget() error {
	if res := s.Execute(context.Background(), Request{Code: "%reset", Silent: true}, &transcript{}); res.Status != OK {
		return fmt.Errorf("%%reset: %s", res.EValue)
	}
	return nil
}

func (s *shell) fresh(t testing.TB) {
	t.Helper()
	if err := s.forget(); err != nil {
		t.Fatal(err)
	}
}

// newShell makes a shell that is ready, for tests.
func newShell(t testing.TB) *shell {
	t.Helper()
	return newShellIn(t, t.TempDir())
}

// newShellIn does so in a folder.
func newShellIn(t testing.TB, dir string) *shell {
	t.Helper()
	sh, err := New(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	s := sh.(*shell)
	t.Cleanup(func() { s.Close() })
	if err := s.wait(context.Background()); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("GRADBOOK_TEST_DEBUG") != "" { // all tests, with code that the debugger watches
		if err := s.Debug(true, func(DebugEvent) {}); err != nil {
			t.Fatal(err)
		}
	}
	s.out.attach(context.Background(), -1, &transcript{})
	s.out.settle(-1) // what the preparation said is not for the first cell
	return s
}
