package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// attributes are the lines of .gitattributes that make git use gradbook for notebooks.
const attributes = "*.ipynb merge=gradbook diff=gradbook"

// gitSettings are the drivers that the attributes name.
var gitSettings = []struct{ key, value string }{
	{"merge.gradbook.name", "merge notebooks cell by cell"},
	{"merge.gradbook.driver", "gradbook merge %O %A %B %P"},
	{"diff.gradbook.command", "gradbook diff"},
}

func newHooksCmd() *cobra.Command {
	hooks := &cobra.Command{
		Use:     "hooks",
		Short:   "Make git merge and show notebooks cell by cell",
		Example: "  gradbook hooks install",
	}
	hooks.AddCommand(&cobra.Command{
		Use:   "install",
		Short: "Set up this repository",
		Long: `Install adds a line to the repository's .gitattributes (commit it) and the drivers it names to the repository's own
git settings (each clone needs them).`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			top, err := git("rev-parse", "--show-toplevel")
			if err != nil {
				return err
			}
			for _, s := range gitSettings {
				if _, err := git("config", s.key, s.value); err != nil {
					return err
				}
			}
			file := filepath.Join(top, ".gitattributes")
			if err := addLine(file, attributes); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "git merges and shows notebooks cell by cell here; commit %s\n", shortPath(file))
			return nil
		},
	}, &cobra.Command{
		Use:   "uninstall",
		Short: "Take the settings back",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, section := range []string{"merge.gradbook", "diff.gradbook"} {
				if _, err := git("config", "--remove-section", section); err != nil && !strings.Contains(err.Error(), "no such section") {
					return err
				}
			}
			fmt.Fprintf(cmd.OutOrStdout(), "done; the line %q in .gitattributes has no effect any more\n", attributes)
			return nil
		},
	})
	return hooks
}

// git runs git in the current folder and returns what it prints.
func git(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return "", errors.New("git is not in PATH")
		}
		return "", fmt.Errorf("git %s: %s", args[0], strings.TrimPrefix(strings.TrimSpace(stderr.String()), "fatal: "))
	}
	return strings.TrimSpace(out.String()), nil
}

// addLine appends a line to a file that does not have it.
func addLine(path, line string) error {
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("cannot read the file: %w", err)
	}
	for have := range strings.Lines(string(data)) {
		if strings.TrimSpace(have) == line {
			return nil
		}
	}
	text := string(data)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if err := os.WriteFile(path, []byte(text+line+"\n"), 0o644); err != nil {
		return fmt.Errorf("cannot write the file: %w", err)
	}
	return nil
}
