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
			if to == "markdown" {
				return writeMarkdowns(cmd.OutOrStdout(), args, output)
			}
			site, err := newSite(args, output)
			if err != nil {
				return err
			}
			for _, path := range args {
				n, err := nb.Read(path)
				if err != nil {
					return err
				}
				target, err := site.write(cmd.ErrOrStderr(), n, path)
				if err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), target)
			}
			return site.writeIndex()
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "build/docs", "write the pages into `DIR`")
	cmd.Flags().StringVar(&to, "to", "html", "write `FORMAT`: html or markdown")
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

// site is the pages of some notebooks in one folder.
type site struct {
	dir     string
	pages   []page.Link // all that there will be
	written []page.Link // with what a search finds
}

// newSite reads the titles of the notebooks.
func newSite(paths []string, dir string) (*site, error) {
	s := &site{dir: dir}
	for _, path := range paths {
		n, err := nb.Read(path)
		if err != nil {
			return nil, err
		}
		front := n.Front()
		if front.Title == "" {
			front.Title = stem(path)
		}
		s.pages = append(s.pages, page.Link{File: stem(path) + ".html", Title: front.Title, Description: front.Description})
	}
	return s, nil
}

// write writes the page of the notebook that was read from path, and returns where it is. What could not be rendered is
// a warning.
func (s *site) write(warn io.Writer, n *nb.Notebook, path string) (string, error) {
	file := stem(path) + ".html"
	o := page.Options{Dir: filepath.Dir(path), Title: stem(path), File: file}
	if len(s.pages) > 1 {
		o.Site = s.pages
	}
	html, warnings := page.Render(n, o)
	for _, w := range warnings {
		fmt.Fprintf(warn, "warning: %s: %v\n", path, w)
	}
	target := filepath.Join(s.dir, file)
	err := os.MkdirAll(s.dir, 0o755)
	if err == nil {
		err = os.WriteFile(target, html, 0o644)
	}
	if err != nil {
		return "", fmt.Errorf("cannot write the page: %w", err)
	}
	for _, l := range s.pages {
		if l.File == file {
			l.Sections = page.Sections(n)
			s.written = append(s.written, l)
		}
	}
	return target, nil
}

// writeIndex writes index.html, unless a notebook of that name is among the pages.
func (s *site) writeIndex() error {
	for _, l := range s.pages {
		if l.File == "index.html" {
			return nil
		}
	}
	if err := os.WriteFile(filepath.Join(s.dir, "index.html"), page.Index("Notebooks", s.written), 0o644); err != nil {
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
