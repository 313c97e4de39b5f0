package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/install"
)

func newInstallCmd() *cobra.Command {
	var place install.Place
	var later bool
	cmd := &cobra.Command{
		Use:   "install",
		Short: "Make the kernel known to Jupyter",
		Long: "Install writes the kernelspec of \"Go (gradbook)\" to where Jupyter looks for kernels: the user's folder, unless a flag says\n" +
			"otherwise. The kernel is this very program; run install again when it has moved. Then it builds the worker that runs cells, as the\n" +
			"first start of a kernel would: once for each version of Go and of gradbook, in up to a minute.",
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
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "Installed the kernel \"Go (gradbook)\" in %s\n", dir)
			if later {
				return nil
			}
			if err := install.BuildWorker(cmd.Context(), func(text string) { fmt.Fprintln(out, text) }); err != nil {
				return fmt.Errorf("the kernel is installed, but cannot run cells yet: %w", err)
			}
			return nil
		},
	}
	placeFlags(cmd, &place)
	cmd.Flags().BoolVar(&later, "no-worker", false, "leave the worker to the first start of a kernel")
	return cmd
}

// placeFlags are the flags that say where the kernelspec is.
func placeFlags(cmd *cobra.Command, place *install.Place) {
	cmd.Flags().Bool("user", false, "the user's folder (this is the default)")
	cmd.Flags().StringVar(&place.Prefix, "prefix", "", "the folder share/jupyter below `DIR`")
	cmd.Flags().BoolVar(&place.SysPrefix, "sys-prefix", false, "the Python environment in use")
	cmd.MarkFlagsMutuallyExclusive("user", "prefix", "sys-prefix")
}
