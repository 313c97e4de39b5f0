package suite

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/literate/nb"
)

// echo is a Shell whose cells print their own last line; a line "fail" makes the cell fail.
type echo struct {
	shell.Shell
	ran *atomic.Int32
}

func (e echo) Execute(_ context.Context, r shell.Request, to shell.Sink) shell.Result {
	if r.Code == "" {
		return shell.Result{Status: shell.OK}
	}
	e.ran.Add(1)
	last := r.Code[strings.LastIndex(r.Code, "\n")+1:]
	if last == "fail" {
		return shell.Result{Status: shell.Error, EName: "Panic", EValue: "failed", Traceback: []string{"\x1b[31mcell[1]:2\x1b[0m"}}
	}
	to.Display(display.Message{Kind: display.KindResult, Data: display.Bundle{"text/plain": last}})
	return shell.Result{Status: shell.OK}
}

func (echo) Interrupt()   {}
func (echo) Close() error { return nil }

func TestRun(t *testing.T) {
	saved := func(c *nb.Cell, text string) {
		c.Count = new(7)
		c.Outputs = []nb.Output{{Type: nb.ExecuteResult, Count: new(7), Data: map[string]any{"text/plain": text}}}
	}
	raises := func(c *nb.Cell) { c.Metadata["tags"] = []any{"raises-exception"} }
	tests := map[string]struct {
		cells []string
		edit  func(n *nb.Notebook)
		o     Options
		ran   int
		want  []string // what the problems say
	}{
		"passes":                {[]string{"1", "2"}, nil, Options{}, 2, nil},
		"all failures are told": {[]string{"fail", "2", "fail"}, nil, Options{}, 3, []string{"n.ipynb: cell 1, line 2: Panic: failed", "n.ipynb: cell 3: Panic: failed"}},
		"meant to fail":         {[]string{"fail"}, func(n *nb.Notebook) { raises(n.Cells[0]) }, Options{}, 1, nil},
		"meant to fail, did not": {[]string{"1"}, func(n *nb.Notebook) { raises(n.Cells[0]) }, Options{}, 1,
			[]string{"the cell is tagged raises-exception, but no error came"}},
		"notest":            {[]string{"//| notest\nfail", "2"}, nil, Options{}, 1, nil},
		"slow":              {[]string{"//| slow\nfail"}, nil, Options{}, 0, nil},
		"slow, asked for":   {[]string{"//| slow\n1"}, nil, Options{Slow: true}, 1, nil},
		"own flag":          {[]string{"//| gpu\nfail"}, nil, Options{Flags: []string{"gpu"}}, 0, nil},
		"own flag, enabled": {[]string{"//| gpu\n1"}, nil, Options{Flags: []string{"gpu"}, Enable: []string{"gpu"}}, 1, nil},
		"same output":       {[]string{"1"}, func(n *nb.Notebook) { saved(n.Cells[0], "1") }, Options{Compare: true}, 1, nil},
		"other output": {[]string{"1"}, func(n *nb.Notebook) { saved(n.Cells[0], "2") }, Options{Compare: true}, 1,
			[]string{"the output is not what the notebook says (- saved, + now)\n-2\n+1\n"}},
		"output that varies": {[]string{"1"}, func(n *nb.Notebook) {
			saved(n.Cells[0], "2")
			n.Cells[0].Metadata["tags"] = []any{TagVaries}
		}, Options{Compare: true}, 1, nil},
		"other output, not asked": {[]string{"1"}, func(n *nb.Notebook) { saved(n.Cells[0], "2") }, Options{}, 1, nil},
		"never run before":        {[]string{"1"}, nil, Options{Compare: true}, 1, nil},
		"skip_exec":               {[]string{"fail"}, func(n *nb.Notebook) { n.Add(nb.Markdown, "# T\n\n- skip_exec: true") }, Options{}, 0, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := nb.New()
			for _, c := range tt.cells {
				n.Add(nb.Code, c)
			}
			if tt.edit != nil {
				tt.edit(n)
			}
			path := filepath.Join(t.TempDir(), "n.ipynb")
			if err := n.Write(path); err != nil {
				t.Fatal(err)
			}
			var ran atomic.Int32
			tt.o.Open = func(string) (shell.Shell, error) { return echo{ran: &ran}, nil }
			results := Run(t.Context(), []string{path}, tt.o, func(Result) {})
			var got []string
			for _, p := range results[0].Problems {
				what := strings.TrimPrefix(p.What, filepath.Dir(path)+"/")
				if p.Detail != "" && strings.HasPrefix(p.Detail, "-") {
					what += "\n" + p.Detail
				}
				got = append(got, what)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if int(ran.Load()) != tt.ran {
				t.Errorf("%d cells ran, want %d", ran.Load(), tt.ran)
			}
		})
	}
}

// TestManyAndJUnit tests several notebooks at once, one of them broken, and looks at the report.
func TestManyAndJUnit(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	good, bad := nb.New(), nb.New()
	good.Add(nb.Code, "1").ID = "one"
	bad.Add(nb.Code, "1").ID = "one"
	bad.Add(nb.Code, "fail").ID = "two"
	for name, n := range map[string]*nb.Notebook{"a.ipynb": good, "b.ipynb": bad} {
		if err := n.Write(name); err != nil {
			t.Fatal(err)
		}
	}
	var ran atomic.Int32
	open := func(string) (shell.Shell, error) { return echo{ran: &ran}, nil }
	told := 0
	results := Run(t.Context(), []string{"a.ipynb", "b.ipynb", "none.ipynb"}, Options{Open: open, Workers: 3}, func(Result) { told++ })
	if told != 3 || !results[0].Passed() || results[1].Passed() || results[2].Passed() {
		t.Fatalf("told of %d; %+v", told, results)
	}
	for i := range results { // times differ
		results[i].Report.Took = 0
		for j := range results[i].Report.Cells {
			results[i].Report.Cells[j].Took = 0
		}
	}
	var b bytes.Buffer
	if err := WriteJUnit(&b, results); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
 <testsuite name="a.ipynb" tests="1" failures="0" skipped="0" time="0.000">
  <testcase classname="a.ipynb" name="cell 1 (one)" time="0.000"></testcase>
 </testsuite>
 <testsuite name="b.ipynb" tests="2" failures="1" skipped="0" time="0.000">
  <testcase classname="b.ipynb" name="cell 1 (one)" time="0.000"></testcase>
  <testcase classname="b.ipynb" name="cell 2 (two)" time="0.000">
   <failure message="b.ipynb: cell 2: Panic: failed">cell[1]:2</failure>
  </testcase>
 </testsuite>
 <testsuite name="none.ipynb" tests="1" failures="1" skipped="0" time="0.000">
  <testcase classname="none.ipynb" name="notebook" time="0">
   <failure message="cannot read the notebook: open none.ipynb: no such file or directory"></failure>
  </testcase>
 </testsuite>
</testsuites>`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestNoSession(t *testing.T) {
	path := filepath.Join(t.TempDir(), "n.ipynb")
	if err := nb.New().Write(path); err != nil {
		t.Fatal(err)
	}
	open := func(string) (shell.Shell, error) { return nil, errors.New("no Go here") }
	r := Run(t.Context(), []string{path}, Options{Open: open}, func(Result) {})
	if len(r[0].Problems) != 1 || r[0].Problems[0].What != "cannot start a session: no Go here" {
		t.Errorf("got %+v", r[0].Problems)
	}
}
