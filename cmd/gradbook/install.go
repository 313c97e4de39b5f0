package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/install"
)

func newInstallCmd() *cobra.Command {
	var place install.Place
	cmd := &cobra.Command{
		Use:   "install",
		Short: "Make the kernel known to Jupyter",
		Long: "Install writes the kernelspec of \"Go (gradbook)\" to where Jupyter looks for kernels: the user's folder, unless a flag says\n" +
			"otherwise. The kernel is this very program; run install again when it has moved.",
		Example: "  gradbook install\n  gradbook install --sys-prefix   # into the Python environment in use",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			program, err := install.Program()
			if err != nil {
				return err
			}
			dir, err := install.NewSpec(program).Write(place)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Installed the kernel \"Go (gradbook)\" in %s\n", dir)
			return nil
		},
	}
	placeFlags(cmd, &place)
	return cmd
}

// placeFlags are the flags that say where the kernelspec is.
func placeFlags(cmd *cobra.Command, place *install.Place) {
	cmd.Flags().Bool("user", false, "the user's folder (this is the default)")
	cmd.Flags().StringVar(&place.Prefix, "prefix", "", "the folder share/jupyter below `DIR`")
	cmd.Flags().BoolVar(&place.SysPrefix, "sys-prefix", false, "the Python environment in use")
	cmd.MarkFlagsMutuallyExclusive("user", "prefix", "sys-prefix")
}
