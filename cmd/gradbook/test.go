package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/run"
	"github.com/gradbook/gradbook/literate/suite"
)

func newTestCmd() *cobra.Command {
	o := suite.Options{Open: openShell}
	var junit string
	var timing bool
	cmd := &cobra.Command{
		Use:   "test [notebook.ipynb…]",
		Short: "Run notebooks as tests",
		Long: `Test runs each notebook in a session of its own, several at a time, and leaves the files as they are. It fails if a cell fails, or
if a cell tagged raises-exception does not. Cells with the directive notest are not run, those with slow only with --slow,
those with a directive of yours named by --flag only with --enable. Without arguments it takes all notebooks below the
current folder.`,
		Example: `  gradbook test
  gradbook test --compare --junit report.xml notebooks/*.ipynb
  gradbook test --flag gpu            # leaves out cells that begin with //| gpu`,
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := notebooksOrAll(args)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			results := suite.Run(cmd.Context(), paths, o, func(r suite.Result) { printResult(out, r, timing) })
			if junit != "" {
				if err := writeJUnit(junit, results); err != nil {
					return err
				}
			}
			if slices.ContainsFunc(results, func(r suite.Result) bool { return !r.Passed() }) {
				return errReported
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.IntVarP(&o.Workers, "jobs", "j", max(runtime.NumCPU()/2, 1), "test `N` notebooks at a time")
	flags.DurationVar(&o.Timeout, "timeout", 10*time.Minute, "give up on a cell after this time")
	flags.BoolVar(&o.Compare, "compare", false, "fail if a cell's text output is not what the notebook says")
	flags.BoolVar(&o.Slow, "slow", false, "run cells with the directive slow, too")
	flags.StringSliceVar(&o.Flags, "flag", nil, "leave out cells with this `directive` (may be repeated)")
	flags.StringSliceVar(&o.Enable, "enable", nil, "run cells with this `directive` all the same (may be repeated)")
	flags.StringVar(&junit, "junit", "", "write a JUnit report to `FILE`")
	flags.BoolVar(&timing, "timing", false, "show the time of each cell")
	return cmd
}

// printResult prints a notebook's outcome in the manner of go test.
func printResult(w io.Writer, r suite.Result, timing bool) {
	word := "ok  "
	switch {
	case r.Skipped:
		word = "skip"
	case !r.Passed():
		word = "FAIL"
	}
	fmt.Fprintf(w, "%s  %s  %d cells in %s\n", word, r.Notebook, len(r.Report.Cells), run.Duration(r.Report.Took))
	if timing {
		for _, c := range r.Report.Cells {
			fmt.Fprintf(w, "      cell %-3d %9s  %s\n", c.Number, run.Duration(c.Took), c.Title)
		}
	}
	for _, p := range r.Problems {
		printProblem(w, "      ", r.Notebook, p)
	}
}

// printProblem prints where something is wrong, and its details below.
func printProblem(w io.Writer, indent, notebook string, p suite.Problem) {
	where := ""
	if p.Cell != "" && !strings.HasPrefix(p.What, notebook) {
		where = fmt.Sprintf("%s: cell %d: ", notebook, p.Number)
	}
	fmt.Fprintf(w, "%s%s%s\n", indent, where, p.What)
	for line := range strings.Lines(p.Detail) {
		fmt.Fprintf(w, "%s  %s\n", indent, strings.TrimRight(line, "\n"))
	}
}

func writeJUnit(path string, results []suite.Result) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	err = suite.WriteJUnit(f, results)
	if cerr := f.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("cannot write the report: %w", cerr)
	}
	return err
}
