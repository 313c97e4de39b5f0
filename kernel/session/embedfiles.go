package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/mod/module"
)

// embedded lists the files below dir that a pattern of go:embed matches, by the rules of the go command: a folder
// stands for all files in it, except those that begin with . or _ (unless the pattern begins with all:) and those of
// other modules; what could not be part of a module is an error.
func embedded(dir, pattern string) ([]string, error) {
	glob, all := strings.CutPrefix(pattern, "all:")
	if _, err := path.Match(glob, ""); err != nil || glob == "." || !fs.ValidPath(glob) {
		return nil, errors.New("invalid pattern syntax")
	}
	root := os.DirFS(dir)
	matches, err := fs.Glob(root, glob)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, name := range matches {
		info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		what := "file"
		if info.IsDir() {
			what = "directory"
		}
		if err := embeddable(dir, name); err != nil {
			return nil, fmt.Errorf("cannot embed %s %s: %w", what, name, err)
		}
		switch {
		case info.Mode().IsRegular():
			files = append(files, name)
		case info.IsDir():
			in, err := filesIn(root, name, all)
			if err != nil {
				return nil, err
			}
			if len(in) == 0 {
				return nil, fmt.Errorf("cannot embed directory %s: contains no embeddable files", name)
			}
			files = append(files, in...)
		default:
			return nil, fmt.Errorf("cannot embed irregular file %s", name)
		}
	}
	if len(files) == 0 {
		return nil, errors.New("no matching files found")
	}
	sort.Strings(files)
	return files, nil
}

// embeddable says why a name could not be part of the module in dir.
func embeddable(dir, name string) error {
	for at := name; at != "."; at = path.Dir(at) {
		full := filepath.Join(dir, filepath.FromSlash(at))
		if hasModule(os.DirFS(full)) {
			return errors.New("in different module")
		}
		if info, err := os.Lstat(full); at != name && err == nil && !info.IsDir() {
			return errors.New("in non-directory " + at)
		}
		if elem := path.Base(at); badEmbedName(elem) {
			if at == name {
				return errors.New("invalid name " + elem)
			}
			return errors.New("in invalid directory " + elem)
		}
	}
	return nil
}

// filesIn lists the files of a folder.
func filesIn(root fs.FS, folder string, all bool) ([]string, error) {
	var files []string
	err := fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		hidden := base[0] == '.' || base[0] == '_'
		if name != folder && (badEmbedName(base) || hidden && !all) {
			if d.IsDir() {
				return fs.SkipDir
			}
			if !hidden {
				return fmt.Errorf("cannot embed file %s: invalid name %s", name, base)
			}
			return nil
		}
		if d.IsDir() {
			if sub, err := fs.Sub(root, name); err == nil && hasModule(sub) {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

func hasModule(dir fs.FS) bool {
	_, err := fs.Stat(dir, "go.mod")
	return err == nil
}

// badEmbedName says whether modules leave out files of that name.
func badEmbedName(name string) bool {
	switch name {
	case ".bzr", ".hg", ".git", ".svn":
		return true
	}
	return module.CheckFilePath(name) != nil
}
