package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/export"
)

func newExportCmd() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "export [notebook.ipynb…]",
		Short: "Write the exported cells of notebooks as a Go package",
		Long: `Export writes the cells that begin with //| export as plain Go, into the package that the notebook names with
//| default_exp. Operators of the notebook dialect become method calls, imports are completed, the result is
type-checked. Without arguments it takes all notebooks below the current folder.`,
		Example: `  gradbook export                    # all notebooks here and below
  gradbook export notebooks/*.ipynb
  gradbook export --check            # in CI: are the packages up to date?`,
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := notebooksOrAll(args)
			if err != nil {
				return err
			}
			files, err := export.Notebooks(paths...)
			if err != nil {
				return err
			}
			for _, f := range files {
				name := shortPath(f.Path)
				old, err := os.ReadFile(f.Path)
				if check {
					if err != nil || !bytes.Equal(old, f.Source) {
						return fmt.Errorf("%s is not what %s says: run gradbook export", name, strings.Join(f.Sources, ", "))
					}
					continue
				}
				if err := f.Write(); err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), name)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; fail if a file is not up to date")
	return cmd
}

// notebooksOrAll returns the arguments, or all notebooks below the current folder if there are none. Folders that are
// hidden or hold build results are passed over.
func notebooksOrAll(args []string) ([]string, error) {
	if len(args) > 0 {
		return args, nil
	}
	var found []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "build" || d.Name() == "node_modules" || d.Name() == "testdata"):
			return filepath.SkipDir
		case !d.IsDir() && filepath.Ext(path) == ".ipynb":
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cannot look for notebooks: %w", err)
	}
	if len(found) == 0 {
		return nil, errors.New("no notebooks here: name some, or go to the folder that holds them")
	}
	return found, nil
}

// shortPath returns a path relative to the current folder where that is shorter.
func shortPath(path string) string {
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) {
			return rel
		}
	}
	return path
}
