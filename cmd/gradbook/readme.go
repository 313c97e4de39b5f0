package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/literate/markdown"
	"github.com/gradbook/gradbook/literate/nb"
)

func newReadmeCmd() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "readme [index.ipynb]",
		Short: "Make README.md of a notebook",
		Long: `Readme writes the notebook as README.md into the current folder, its pictures into README_files. Links that are relative to
the notebook are made relative to the README. Without an argument it takes index.ipynb, here or in notebooks.`,
		Example: "  gradbook readme notebooks/index.ipynb",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			source, err := indexNotebook(args)
			if err != nil {
				return err
			}
			n, err := nb.Read(source)
			if err != nil {
				return err
			}
			text, pictures := markdown.Render(n, "README_files")
			text = []byte(relink(string(text), filepath.ToSlash(filepath.Dir(source))))
			if check {
				if old, err := os.ReadFile("README.md"); err != nil || string(old) != string(text) {
					return fmt.Errorf("README.md is not what %s says: run gradbook readme", source)
				}
				return nil
			}
			if err := writeMarkdown("README.md", text, pictures); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "README.md")
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; fail if README.md is not up to date")
	return cmd
}

// indexNotebook returns the notebook that a README is made of.
func indexNotebook(args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	for _, p := range []string{"index.ipynb", filepath.Join("notebooks", "index.ipynb")} {
		if _, err := os.Stat(p); err == nil {
			return p, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("cannot look for the notebook: %w", err)
		}
	}
	return "", errors.New("no index.ipynb here or in notebooks: name the notebook")
}

var linkTarget = regexp.MustCompile(`(\]\()([^)\s]+)`)

// relink makes links of a notebook in dir relative to the folder above.
func relink(text, dir string) string {
	return linkTarget.ReplaceAllStringFunc(text, func(s string) string {
		dest := s[2:]
		u, err := url.Parse(dest)
		if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") || u.Path == "" || strings.HasPrefix(dest, "README_files/") {
			return s
		}
		return s[:2] + path.Join(dir, dest)
	})
}

// writeMarkdown writes a Markdown file and its pictures, whose paths are relative to it.
func writeMarkdown(target string, text []byte, pictures map[string][]byte) error {
	files := map[string][]byte{filepath.Base(target): text}
	for name, data := range pictures {
		files[name] = data
	}
	for name, data := range files {
		file := filepath.Join(filepath.Dir(target), filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(file), 0o755)
		if err == nil {
			err = os.WriteFile(file, data, 0o644)
		}
		if err != nil {
			return fmt.Errorf("cannot write %s: %w", target, err)
		}
	}
	return nil
}
