package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newPrepareCmd() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "prepare [notebook.ipynb…]",
		Short: "Do all that a commit needs: export, test, clean, readme",
		Long: `Prepare exports the packages, runs the notebooks as tests, cleans them and, if there is an index.ipynb, makes README.md. With
--check it writes nothing, and fails if any of this would change a file: for CI.`,
		Example: `  gradbook prepare
  gradbook prepare --check`,
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := notebooksOrAll(args)
			if err != nil {
				return err
			}
			steps := []string{"export", "test", "clean"}
			index, err := indexNotebook(nil)
			if err == nil {
				steps = append(steps, "readme")
			}
			for _, step := range steps {
				fmt.Fprintln(cmd.ErrOrStderr(), step)
				sub, _, err := cmd.Root().Find([]string{step})
				if err != nil {
					return err
				}
				if f := sub.Flags().Lookup("check"); f != nil && check {
					if err := f.Value.Set("true"); err != nil {
						return err
					}
				}
				sub.SetContext(cmd.Context())
				of := paths
				if step == "readme" {
					of = []string{index}
				}
				if err := sub.RunE(sub, of); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; fail if something is not up to date")
	return cmd
}
