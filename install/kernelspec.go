package install

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Name is the name of the kernel: that of its folder, and what notebooks and `jupyter --kernel` say.
const Name = "gradbook"

// Spec is a kernelspec: the kernel.json by which Jupyter starts a kernel.
type Spec struct {
	Argv          []string          `json:"argv"`
	DisplayName   string            `json:"display_name"`
	Language      string            `json:"language"`
	InterruptMode string            `json:"interrupt_mode"`
	Env           map[string]string `json:"env"`
	Metadata      map[string]any    `json:"metadata"`
}

// NewSpec returns the kernelspec of a gradbook program.
func NewSpec(program string) Spec {
	return Spec{
		Argv:          []string{program, "kernel", "{connection_file}"},
		DisplayName:   "Go (gradbook)",
		Language:      "go",
		InterruptMode: "message",
		Env:           map[string]string{},
		// JupyterLab shows its debugger for no kernel that has false here.
		Metadata: map[string]any{"debugger": true},
	}
}

// Program returns the path of the running program, for a kernelspec. A program that `go run` has made is refused, as it is
// gone when Jupyter wants to start it.
func Program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the path of this program: %w", err)
	}
	if strings.Contains(path, string(filepath.Separator)+"go-build") {
		return "", fmt.Errorf("%s is removed when `go run` ends: install gradbook with `go install`, then run `gradbook install`", path)
	}
	return path, nil
}

// Write writes the kernelspec and the logos into the place, over one that is there, and returns its folder. Jupyter sees either the
// old one or the new one, whole.
func (s Spec) Write(to Place) (dir string, err error) {
	dir, err = to.specDir()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make the folder of the kernel: %w", err)
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return "", err
	}
	files := map[string][]byte{}
	names, err := fs.Glob(logos, "*")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if files[name], err = logos.ReadFile(name); err != nil {
			return "", err
		}
	}
	for name, content := range files {
		if err := replace(filepath.Join(dir, name), content); err != nil {
			return "", err
		}
	}
	return dir, replace(filepath.Join(dir, "kernel.json"), append(text, '\n'))
}

// replace writes a file under another name, and renames it.
func replace(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("write the kernel: %w", err)
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("write the kernel: %w", err)
	}
	return nil
}

// Remove removes the kernelspec from the place, and returns the folder that it was in. The error is [fs.ErrNotExist] if there was
// none.
func Remove(from Place) (dir string, err error) {
	dir, err = from.specDir()
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "kernel.json")); err != nil {
		return dir, err
	}
	return dir, os.RemoveAll(dir)
}

// Find looks for the kernelspec where Jupyter does, and returns the first that is there with its folder. The error is
// [fs.ErrNotExist] if there is none.
func Find() (Spec, string, error) {
	for _, data := range searchPath() {
		dir := filepath.Join(data, "kernels", Name)
		text, err := os.ReadFile(filepath.Join(dir, "kernel.json"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var s Spec
		if err == nil {
			err = json.Unmarshal(text, &s)
		}
		if err != nil {
			return s, dir, fmt.Errorf("kernelspec in %s: %w", dir, err)
		}
		return s, dir, nil
	}
	return Spec{}, "", fs.ErrNotExist
}
