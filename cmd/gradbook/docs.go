package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/markdown"
	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/page"
)

func newDocsCmd() *cobra.Command {
	var output, to string
	cmd := &cobra.Command{
		Use:   "docs notebook.ipynb…",
		Short: "Make an HTML page of each notebook, as it was executed",
		Long: `Docs writes one HTML page for each notebook, with the outputs that the notebook holds. The pages stand alone: pictures,
style and formulas are in them, nothing is loaded from a network. With --to markdown it writes Markdown instead, with
pictures in a folder beside it.`,
		Example: `  gradbook docs -o build/docs notebooks/*.ipynb
  gradbook docs --to markdown -o docs notebooks/01_core.ipynb`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := distinctNames(args, output); err != nil {
				return err
			}
			if to != "html" && to != "markdown" {
				return fmt.Errorf("--to takes html or markdown, not %q", to)
			}
			var links []page.Link
			for _, path := range args {
				n, err := nb.Read(path)
				if err != nil {
					return err
				}
				if to == "markdown" {
					name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
					text, pictures := markdown.Render(n, name+"_files")
					target := filepath.Join(output, name+".md")
					if err := writeMarkdown(target, text, pictures); err != nil {
						return err
					}
					fmt.Fprintln(cmd.OutOrStdout(), target)
					continue
				}
				target, err := writePage(cmd.ErrOrStderr(), n, path, output)
				if err != nil {
					return err
				}
				links = append(links, linkTo(n, target))
				fmt.Fprintln(cmd.OutOrStdout(), target)
			}
			if to == "markdown" {
				return nil
			}
			return writeIndex(links, output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "build/docs", "write the pages into `DIR`")
	cmd.Flags().StringVar(&to, "to", "html", "write `FORMAT`: html or markdown")
	return cmd
}

// writePage writes the page of the notebook that was read from path into a directory, and returns the page's path. What
// could not be rendered is a warning.
func writePage(warn io.Writer, n *nb.Notebook, path, dir string) (string, error) {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	html, warnings := page.Render(n, page.Options{Dir: filepath.Dir(path), Title: name})
	for _, w := range warnings {
		fmt.Fprintf(warn, "warning: %s: %v\n", path, w)
	}
	target := filepath.Join(dir, name+".html")
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		err = os.WriteFile(target, html, 0o644)
	}
	if err != nil {
		return "", fmt.Errorf("cannot write the page: %w", err)
	}
	return target, nil
}

// linkTo makes an index entry for a page.
func linkTo(n *nb.Notebook, target string) page.Link {
	front := n.Front()
	if front.Title == "" {
		front.Title = strings.TrimSuffix(filepath.Base(target), ".html")
	}
	return page.Link{File: filepath.Base(target), Title: front.Title, Description: front.Description}
}

// writeIndex writes index.html, unless a notebook of that name is among the pages.
func writeIndex(links []page.Link, dir string) error {
	for _, l := range links {
		if l.File == "index.html" {
			return nil
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), page.Index("Notebooks", links), 0o644); err != nil {
		return fmt.Errorf("cannot write the index of the pages: %w", err)
	}
	return nil
}

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
