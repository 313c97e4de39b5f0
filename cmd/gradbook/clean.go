package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/clean"
	"github.com/gradbook/gradbook/literate/nb"
)

func newCleanCmd() *cobra.Command {
	var o clean.Options
	var check bool
	cmd := &cobra.Command{
		Use:   "clean [notebook.ipynb…]",
		Short: "Take out of notebooks what changes from run to run",
		Long: `Clean removes metadata of editors and of single runs, numbers the cells that were run from 1, and makes addresses in
outputs the same each time, so that version control sees what the author did. Without arguments it takes all notebooks below
the current folder; with - it reads a notebook from standard input and writes it to standard output, as a git filter does.`,
		Example: `  gradbook clean
  gradbook clean --outputs notebooks/01_core.ipynb   # without outputs, too
  gradbook clean --check                             # in CI: fail if a notebook is not clean`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "-" {
				return cleanStream(cmd.InOrStdin(), cmd.OutOrStdout(), o)
			}
			paths, err := notebooksOrAll(args)
			if err != nil {
				return err
			}
			for _, path := range paths {
				changed, err := cleanFile(path, o, !check)
				if err != nil {
					return err
				}
				if changed && check {
					return fmt.Errorf("%s is not clean: run gradbook clean", path)
				}
				if changed {
					fmt.Fprintln(cmd.OutOrStdout(), path)
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&o.Outputs, "outputs", false, "remove outputs and execution counts")
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; fail if a notebook is not clean")
	return cmd
}

// cleanFile cleans one notebook and reports whether that changed it.
func cleanFile(path string, o clean.Options, write bool) (bool, error) {
	old, err := os.ReadFile(path)
	if err != nil {
		return false, fmt.Errorf("cannot read the notebook: %w", err)
	}
	n, err := nb.Read(path)
	if err != nil {
		return false, err
	}
	clean.Notebook(n, o)
	if bytes.Equal(old, n.Bytes()) {
		return false, nil
	}
	if write {
		err = n.Write(path)
	}
	return true, err
}

func cleanStream(in io.Reader, out io.Writer, o clean.Options) error {
	data, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("cannot read standard input: %w", err)
	}
	n, err := nb.Parse(data)
	if err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	clean.Notebook(n, o)
	_, err = out.Write(n.Bytes())
	return err
}
