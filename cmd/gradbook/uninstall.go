package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/install"
)

func newUninstallCmd() *cobra.Command {
	var place install.Place
	cmd := &cobra.Command{
		Use:     "uninstall",
		Short:   "Remove the kernel from Jupyter",
		Long:    "Uninstall removes what install has written to the same place.",
		Example: "  gradbook uninstall",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := install.Remove(place)
			if errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("no kernel is installed in %s", dir)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Removed %s\n", dir)
			return nil
		},
	}
	placeFlags(cmd, &place)
	return cmd
}
