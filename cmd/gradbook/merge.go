package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/merge"
	"github.com/gradbook/gradbook/literate/nb"
)

func newMergeCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "merge BASE OURS THEIRS [NAME]",
		Short: "Merge notebooks cell by cell, as git's merge driver",
		Long: `Merge writes into OURS what OURS and THEIRS changed since BASE. The result always loads: where both sides changed the same
lines of a cell, both versions stand one after the other between Markdown cells that say whose they are, and the exit
code is 1. gradbook hooks install makes git use it.`,
		Example: "  git config merge.gradbook.driver 'gradbook merge %O %A %B %P'",
		Args:    cobra.RangeArgs(3, 4),
		RunE: func(cmd *cobra.Command, args []string) error {
			var sides [3]*nb.Notebook
			for i := range sides {
				n, err := readSide(args[i])
				if err != nil {
					return err
				}
				sides[i] = n
			}
			merged, conflicts := merge.Notebooks(sides[0], sides[1], sides[2], "ours", "theirs")
			if err := merged.Write(args[1]); err != nil {
				return err
			}
			if len(conflicts) > 0 {
				name := args[len(args)-1]
				fmt.Fprintf(cmd.ErrOrStderr(), "%s: both sides changed cell %s\n", name, strings.Join(conflicts, ", "))
				return errReported
			}
			return nil
		},
	}
}

// readSide reads one version of a notebook; git gives an empty file for one that is not there.
func readSide(path string) (*nb.Notebook, error) {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 {
		return nb.New(), nil
	}
	return nb.Read(path)
}

func newDiffCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Show what changed between two notebooks, cell by cell",
		Long: `Diff shows cells that were added, removed, moved and changed, with the lines of their sources and the text of their outputs.
gradbook hooks install makes git diff use it; git then gives it seven arguments.`,
		Example: "  gradbook diff old.ipynb new.ipynb",
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			switch len(args) {
			case 2:
			case 7: // path old-file old-hex old-mode new-file new-hex new-mode
				name = args[0]
				args = []string{args[1], args[4]}
			default:
				return errors.New("diff takes two notebooks: gradbook diff old.ipynb new.ipynb")
			}
			var sides [2]*nb.Notebook
			for i, path := range args {
				if path == os.DevNull {
					continue
				}
				n, err := nb.Read(path)
				if err != nil {
					return err
				}
				sides[i] = n
			}
			if text := merge.Diff(sides[0], sides[1]); text != "" {
				if name != "" {
					text = "=== " + name + "\n" + text
				}
				fmt.Fprint(cmd.OutOrStdout(), text)
			}
			return nil
		},
	}
}
