package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/export"
)

func newSyncCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "sync [notebook.ipynb…]",
		Short: "Carry edits of exported Go files back to the notebooks' cells",
		Long: `Sync compares the files that export has made with what the notebooks say, and puts lines that were edited there into the
cells they came from. Lines that were not edited stay as the cell has them. Cells are never added or removed.
Without arguments it takes all notebooks below the current folder.`,
		Example: "  gradbook sync notebooks/01_core.ipynb",
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := notebooksOrAll(args)
			if err != nil {
				return err
			}
			changes, err := export.Sync(paths...)
			if err != nil {
				return err
			}
			for _, c := range changes {
				fmt.Fprintf(cmd.OutOrStdout(), "%s[%s]\n", c.Notebook, c.Cell)
			}
			return nil
		},
	}
}
