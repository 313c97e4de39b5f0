package main

import (
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/export"
	"github.com/gradbook/gradbook/literate/nb"
)

// skeleton is the first notebook of a new project; NAME stands for the package.
var skeleton = []struct {
	kind       nb.CellType
	id, source string
}{
	{nb.Code, "target", "//| default_exp NAME"},
	{nb.Markdown, "title", "# NAME\n\n> What this package is for, in one sentence.\n\nCode, tests and documentation live in this notebook. `gradbook export` writes the cells that begin with `//| export` to the package, `gradbook test` runs them all, `gradbook docs` makes pages."},
	{nb.Code, "greet", "//| export\n// Greet greets somebody by name, or the world.\nfunc Greet(name string) string {\n\tif name == \"\" {\n\t\tname = \"world\"\n\t}\n\treturn \"Hello, \" + name + \"!\"\n}"},
	{nb.Markdown, "use", "The cell below shows what it does. It is not exported."},
	{nb.Code, "greet-gopher", "Greet(\"gopher\")"},
	{nb.Markdown, "check", "And this one becomes a test of the package, for `go test`."},
	{nb.Code, "greets-the-world", "//| test\n//| eval: false\nif got := Greet(\"\"); got != \"Hello, world!\" {\n\tt.Errorf(\"got %q\", got)\n}"},
}

func newNewCmd() *cobra.Command {
	var module string
	cmd := &cobra.Command{
		Use:   "new NAME",
		Short: "Begin a project: a Go package written as notebooks",
		Long: `New makes a folder with a Go module, a first notebook and the package exported from it. It builds, its tests pass, and
its notebook runs.`,
		Example: "  gradbook new greeting --module example.org/greeting",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			if !token.IsIdentifier(name) || strings.ToLower(name) != name {
				return fmt.Errorf("%q cannot be the name of a package: use a lower-case word", name)
			}
			if module == "" {
				module = name
			}
			if err := makeProject(name, module); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "made %s; next:\n  cd %s\n  go test ./...\n  gradbook run --inplace notebooks/*.ipynb\n", name, name)
			return nil
		},
	}
	cmd.Flags().StringVar(&module, "module", "", "the module's `path` (default: NAME)")
	return cmd
}

func makeProject(name, module string) error {
	if err := os.Mkdir(name, 0o755); err != nil {
		if errors.Is(err, os.ErrExist) {
			return fmt.Errorf("%s exists already", name)
		}
		return fmt.Errorf("cannot make the project: %w", err)
	}
	notebook := filepath.Join(name, "notebooks", "00_"+name+".ipynb")
	if err := os.Mkdir(filepath.Dir(notebook), 0o755); err != nil {
		return fmt.Errorf("cannot make the project: %w", err)
	}
	for _, f := range []struct{ name, text string }{
		{"go.mod", "module " + module + "\n\ngo 1.26\n"},
		{".gitignore", "/build/\n.ipynb_checkpoints/\n"},
		{".gitattributes", attributes + "\n"},
	} {
		if err := os.WriteFile(filepath.Join(name, f.name), []byte(f.text), 0o644); err != nil {
			return fmt.Errorf("cannot make the project: %w", err)
		}
	}
	n := nb.New()
	for _, c := range skeleton {
		n.Add(c.kind, strings.ReplaceAll(c.source, "NAME", name)).ID = c.id
	}
	if err := n.Write(notebook); err != nil {
		return err
	}
	files, err := export.Notebooks(notebook)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := f.Write(); err != nil {
			return err
		}
	}
	return nil
}
