// Package suite runs notebooks as tests: each in a session of its own, several at a time. A notebook passes if all its
// cells run, those tagged raises-exception fail as they are meant to and, on request, the outputs are what the notebook says.
package suite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/literate/clean"
	"github.com/gradbook/gradbook/literate/directive"
	"github.com/gradbook/gradbook/literate/merge"
	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/run"
)

// Options say how to test. Open must be set.
type Options struct {
	Open    func(dir string) (shell.Shell, error) // starts a session whose cells run in dir
	Workers int                                   // notebooks at a time; at least one
	Timeout time.Duration                         // for each cell; 0: none
	Compare bool                                  // outputs must be those in the notebook
	Slow    bool                                  // run cells with the directive slow, too
	Flags   []string                              // directives that keep a cell from being run …
	Enable  []string                              // … unless they are among these
}

// TagVaries is the tag of cells whose output is another one each time: times, random numbers. It is not compared.
const TagVaries = "varies"

// Result is the outcome of one notebook.
type Result struct {
	Notebook string
	Report   run.Report
	Skipped  bool // the notebook says skip_exec
	Problems []Problem
}

// Problem is one reason why a notebook does not pass.
type Problem struct {
	Cell   string // its id; "": the notebook as a whole
	Number int    // its execution count
	What   string // one line
	Detail string // further lines, such as a traceback or a diff
}

// Passed reports whether nothing was wrong.
func (r Result) Passed() bool { return len(r.Problems) == 0 }

// Run tests notebooks and calls done with each result as it comes, one at a time. The results are in the order of paths.
func Run(ctx context.Context, paths []string, o Options, done func(Result)) []Result {
	results := make([]Result, len(paths))
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan int)
	for range max(o.Workers, 1) {
		wg.Go(func() {
			for i := range next {
				results[i] = one(ctx, paths[i], o)
				mu.Lock()
				done(results[i])
				mu.Unlock()
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	wg.Wait()
	return results
}

// one tests a notebook. The notebook on disk stays as it is.
func one(ctx context.Context, path string, o Options) Result {
	r := Result{Notebook: path}
	whole := func(err error) Result {
		r.Problems = append(r.Problems, Problem{What: err.Error()})
		return r
	}
	n, err := nb.Read(path)
	if err != nil {
		return whole(err)
	}
	if n.Front().Settings["skip_exec"] == "true" {
		r.Skipped = true
		return r
	}
	saved, err := nb.Parse(n.Bytes())
	if err != nil {
		return whole(err)
	}
	sh, err := o.Open(filepath.Dir(path))
	if err != nil {
		return whole(fmt.Errorf("cannot start a session: %w", err))
	}
	defer sh.Close()
	r.Report, err = run.Notebook(ctx, sh, n, run.Options{Name: path, Timeout: o.Timeout, Skip: o.skip, KeepGoing: true})
	if failed := (*run.CellError)(nil); err != nil && !errors.As(err, &failed) {
		return whole(err)
	}
	for _, c := range r.Report.Cells {
		switch {
		case c.Failed():
			r.Problems = append(r.Problems, Problem{c.ID, c.Number, c.Err.Error(), run.Plain(c.Err.Traceback)})
		case c.Expected && c.Err == nil:
			r.Problems = append(r.Problems, Problem{c.ID, c.Number, "the cell is tagged raises-exception, but no error came", ""})
		}
	}
	if o.Compare {
		r.Problems = append(r.Problems, Compare(saved, n, r.Report)...)
	}
	return r
}

// skip says which cells are not for this run.
func (o Options) skip(c *nb.Cell) bool {
	d := directive.Parse(c.Source, o.Flags...)
	if d.Has("notest") || d.Has("slow") && !o.Slow {
		return true
	}
	return slices.ContainsFunc(o.Flags, func(flag string) bool { return d.Has(flag) && !slices.Contains(o.Enable, flag) })
}

// Compare finds cells whose output is not what the notebook had saved before the run. Cells without saved outputs are
// not compared, nor is anything but text. Saved is cleaned by it.
func Compare(saved, got *nb.Notebook, report run.Report) []Problem {
	got, err := nb.Parse(got.Bytes()) // a copy
	if err != nil {
		return []Problem{{What: err.Error()}}
	}
	clean.Notebook(saved, clean.Options{})
	clean.Notebook(got, clean.Options{})
	var problems []Problem
	for _, ran := range report.Cells {
		var was, is *nb.Cell
		for i, c := range got.Cells {
			if c.ID == ran.ID {
				was, is = saved.Cells[i], c
			}
		}
		if was == nil || was.Count == nil || was.HasTag(TagVaries) || ran.Failed() {
			continue
		}
		if diff := merge.Lines(merge.OutputText(was), merge.OutputText(is)); diff != "" {
			problems = append(problems, Problem{ran.ID, ran.Number, "the output is not what the notebook says (- saved, + now)", diff})
		}
	}
	return problems
}
