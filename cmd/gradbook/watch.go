package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/export"
)

func newWatchCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "watch [notebook.ipynb…]",
		Short:   "Export notebooks each time they are saved",
		Long:    `Watch exports once, and then again whenever a notebook is saved, until it is interrupted. Errors are shown and do not end it.`,
		Example: "  gradbook watch notebooks/*.ipynb",
		RunE: func(cmd *cobra.Command, args []string) error {
			var seen map[string]time.Time
			tick := time.NewTicker(300 * time.Millisecond)
			defer tick.Stop()
			for {
				paths, err := notebooksOrAll(args)
				if err != nil {
					return err
				}
				if now := saved(paths); !same(seen, now) {
					seen = now
					exportNow(cmd, paths)
				}
				select {
				case <-cmd.Context().Done():
					return nil
				case <-tick.C:
				}
			}
		},
	}
}

// saved returns when each file was last written.
func saved(paths []string) map[string]time.Time {
	times := map[string]time.Time{}
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil {
			times[p] = info.ModTime()
		}
	}
	return times
}

func same(a, b map[string]time.Time) bool {
	if a == nil || len(a) != len(b) {
		return false
	}
	for p, t := range b {
		if !a[p].Equal(t) {
			return false
		}
	}
	return true
}

func exportNow(cmd *cobra.Command, paths []string) {
	clock := time.Now().Format(time.TimeOnly)
	files, err := export.Notebooks(paths...)
	for _, f := range files {
		if err == nil {
			err = f.Write()
		}
	}
	if err != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s  %v\n", clock, err)
		return
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s  exported %d files\n", clock, len(files))
}
