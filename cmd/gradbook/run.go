package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/run"
	"github.com/gradbook/gradbook/literate/suite"
)

// runFlags are the flags of gradbook run.
type runFlags struct {
	inPlace   bool
	output    string
	html      bool
	compare   bool
	keepGoing bool
	quiet     bool
	timeout   time.Duration
	params    []string
}

func newRunCmd() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run notebook.ipynb…",
		Short: "Execute notebooks, without Jupyter",
		Long: `Run executes the cells of each notebook in order, in a session of its own, and stops at the first cell that fails.
A notebook's relative paths start at its own directory. Cells tagged raises-exception may fail; cells tagged
skip-execution are not run. The executed notebooks are written with -o or --inplace; without, they are only checked.`,
		Example: `  gradbook run notebooks/*.ipynb                     # do they run?
  gradbook run --inplace notebooks/01_core.ipynb     # run it and keep the outputs
  gradbook run -o build/docs --html notebooks/*.ipynb  # executed notebooks and pages
  gradbook run -o build -p rate=0.01 train.ipynb     # other values for the cell tagged parameters`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runNotebooks(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.inPlace, "inplace", false, "write the outputs back into the notebook")
	flags.StringVarP(&f.output, "output", "o", "", "write the executed notebooks into `DIR`")
	flags.BoolVar(&f.html, "html", false, "write an HTML page beside each notebook in DIR, too")
	flags.BoolVar(&f.compare, "compare", false, "fail if a cell's text output is not what the notebook says")
	flags.BoolVarP(&f.keepGoing, "keep-going", "k", false, "run the remaining cells and notebooks after an error")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	flags.DurationVar(&f.timeout, "timeout", 0, "give up on a cell after this time, such as 30s (default: never)")
	flags.StringArrayVarP(&f.params, "param", "p", nil, "set a parameter, `name=value` (may be repeated)")
	cmd.MarkFlagsMutuallyExclusive("inplace", "output")
	return cmd
}

// runner is one run of the command.
type runner struct {
	cmd      *cobra.Command
	flags    runFlags
	params   []run.Param
	progress *run.Progress
	site     *site // of the pages; nil without --html
}

func runNotebooks(cmd *cobra.Command, paths []string, f runFlags) error {
	params, err := parseParams(f.params)
	if err != nil {
		return err
	}
	if err := distinctNames(paths, f.output); err != nil {
		return err
	}
	if f.html && f.output == "" {
		return errors.New("--html needs a directory for the pages: add -o DIR")
	}
	r := &runner{cmd: cmd, flags: f, params: params, progress: newProgress(cmd)}
	if f.html {
		if r.site, err = newSite(paths, f.output); err != nil {
			return err
		}
	}
	failed := false
	for _, path := range paths {
		err := r.run(path)
		if err == nil {
			continue
		}
		if !f.keepGoing || cmd.Context().Err() != nil {
			return err
		}
		if !errors.Is(err, errReported) {
			fmt.Fprintf(cmd.ErrOrStderr(), "gradbook: %v\n", err)
		}
		failed = true
	}
	if f.html {
		if err := r.site.writeIndex(); err != nil {
			return err
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// run runs one notebook and writes it where the flags say.
func (r *runner) run(path string) error {
	n, err := nb.Read(path)
	if err != nil {
		return err
	}
	saved, err := nb.Parse(n.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := run.Inject(n, r.params); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	sh, err := openShell(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("cannot start a session for %s: %w", path, err)
	}
	defer sh.Close()
	o := run.Options{Name: path, KeepGoing: r.flags.keepGoing, Timeout: r.flags.timeout}
	if !r.flags.quiet {
		o.Watch = r.progress
		r.progress.Begin(path)
	}
	report, runErr := run.Notebook(r.cmd.Context(), sh, n, o)
	if len(report.Cells) == 0 && runErr != nil {
		return runErr
	}
	target, err := r.write(n, path, runErr)
	if err != nil {
		return errors.Join(runErr, err)
	}
	if !r.flags.quiet {
		r.progress.End(report, target)
	}
	for _, c := range report.Cells {
		if c.Failed() {
			r.progress.Error(c.Err)
		}
	}
	if failed := (*run.CellError)(nil); errors.As(runErr, &failed) {
		return errReported
	}
	if runErr == nil && r.flags.compare {
		problems := suite.Compare(saved, n, report)
		for _, p := range problems {
			printProblem(r.cmd.ErrOrStderr(), "", path, p)
		}
		if len(problems) > 0 {
			return errReported
		}
	}
	return runErr
}

// write writes an executed notebook, and its page, and returns where to. A notebook that failed is not written in place, unless
// the user wants to keep going.
func (r *runner) write(n *nb.Notebook, path string, failed error) (string, error) {
	f := r.flags
	if f.output == "" {
		if !f.inPlace || failed != nil && !f.keepGoing {
			return "", nil
		}
		return path, n.Write(path)
	}
	if err := os.MkdirAll(f.output, 0o755); err != nil {
		return "", fmt.Errorf("cannot make the output directory: %w", err)
	}
	target := filepath.Join(f.output, filepath.Base(path))
	if err := n.Write(target); err != nil || !f.html {
		return target, err
	}
	return r.site.write(r.cmd.ErrOrStderr(), n, path)
}

func parseParams(list []string) ([]run.Param, error) {
	var params []run.Param
	for _, s := range list {
		p, err := run.ParseParam(s)
		if err != nil {
			return nil, err
		}
		params = append(params, p)
	}
	return params, nil
}

// newProgress prints to standard error: live in a terminal, plain in a log or where NO_COLOR is set.
func newProgress(cmd *cobra.Command) *run.Progress {
	w := cmd.ErrOrStderr()
	file, ok := w.(*os.File)
	live := ok && isatty.IsTerminal(file.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	width, _ := strconv.Atoi(os.Getenv("COLUMNS"))
	return run.NewProgress(w, live, width)
}
