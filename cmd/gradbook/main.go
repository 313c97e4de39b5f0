// Gradbook runs Go notebooks: as a Jupyter kernel, from the command line, and as the source of Go packages and docs.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := execute(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// execute runs one command line and returns the exit code. What went wrong is one line on standard error.
func execute(ctx context.Context, args []string) int {
	root := newRootCmd()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errReported):
		fmt.Fprintf(root.ErrOrStderr(), "gradbook: %v\n", err)
	}
	return 1
}

// errReported ends a command that has said itself what went wrong.
var errReported = errors.New("failed")

func newRootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:           "gradbook",
		Short:         "Go notebooks: kernel, runner and literate tools",
		Long:          "Gradbook runs Go notebooks: as a Jupyter kernel, from the command line, and as the source of Go packages and docs.",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	for _, command := range commands {
		root.AddCommand(command())
	}
	return root
}
