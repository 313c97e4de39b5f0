package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/markdown"
	"github.com/gradbook/gradbook/literate/nb"
)

func newDocsCmd() *cobra.Command {
	var output, to string
	var strict bool
	cmd := &cobra.Command{
		Use:   "docs (notebook.ipynb | page.md | package-folder)…",
		Short: "Make a site of notebooks, Markdown files and Go packages",
		Long: `Docs writes one HTML page for each notebook, with the outputs that it holds, for each Markdown file, and for each Go package
that is named by its folder: signatures, doc comments, examples, links to the source. The pages are in the order of the
arguments; one that is named README.md is the front page. They stand alone: pictures, style and formulas are in them, nothing
is loaded from a network. In notebooks, a cell ShowDoc(symbol) is replaced by the symbol's documentation.

Links between the sources become links between the pages, and all links within the site are checked. With --to markdown,
which takes notebooks only, it writes Markdown instead, with pictures in a folder beside it.`,
		Example: `  gradbook docs -o build/docs notebooks/*.ipynb
  gradbook docs --strict README.md notebooks/*.ipynb ./mypackage   # a site; in CI
  gradbook docs --to markdown -o docs notebooks/01_core.ipynb`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := distinctNames(args, output); err != nil {
				return err
			}
			if to != "html" && to != "markdown" {
				return fmt.Errorf("--to takes html or markdown, not %q", to)
			}
			if to == "markdown" {
				return writeMarkdowns(cmd.OutOrStdout(), args, output)
			}
			site, err := newSite(args, output)
			if err != nil {
				return err
			}
			if err := site.writeAll(cmd.OutOrStdout(), cmd.ErrOrStderr()); err != nil {
				return err
			}
			if strict && site.warnings > 0 {
				return fmt.Errorf("--strict: there were %d warnings", site.warnings)
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "build/docs", "write the pages into `DIR`")
	cmd.Flags().StringVar(&to, "to", "html", "write `FORMAT`: html or markdown")
	cmd.Flags().BoolVar(&strict, "strict", false, "fail if there are warnings, such as links that lead nowhere")
	return cmd
}

// writeMarkdowns writes notebooks as Markdown files.
func writeMarkdowns(out io.Writer, paths []string, dir string) error {
	for _, path := range paths {
		n, err := nb.Read(path)
		if err != nil {
			return err
		}
		text, pictures := markdown.Render(n, stem(path)+"_files")
		target := filepath.Join(dir, stem(path)+".md")
		if err := writeMarkdown(target, text, pictures); err != nil {
			return err
		}
		fmt.Fprintln(out, target)
	}
	return nil
}

// stem returns the name of a notebook without folder and extension.
func stem(path string) string { return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) }

// distinctNames refuses notebooks that would overwrite each other in the output directory.
func distinctNames(paths []string, dir string) error {
	seen := map[string]string{}
	for _, p := range paths {
		if other, ok := seen[filepath.Base(p)]; ok && dir != "" {
			return fmt.Errorf("%s and %s would both be written to %s", other, p, filepath.Join(dir, filepath.Base(p)))
		}
		seen[filepath.Base(p)] = p
	}
	return nil
}
