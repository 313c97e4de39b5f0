package main

import (
	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/install"
)

func newDoctorCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what gradbook lacks on this machine, and how to mend it",
		Long: "Doctor looks at what gradbook needs: Go, a cache that can be written to, the worker, Jupyter, the installed kernel. The exit code\n" +
			"is 1 if something is wrong without which notebooks do not work.",
		Example: "  gradbook doctor",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			well, err := install.Examine(cmd.Context(), cmd.OutOrStdout(), install.Checks())
			if err == nil && !well {
				return errReported
			}
			return err
		},
	}
}
