package install

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Place is where a kernelspec goes. The zero Place is the user's folder of Jupyter data.
type Place struct {
	// Prefix is a folder such as /usr/local, in which Jupyter data are under share/jupyter.
	Prefix string
	// SysPrefix asks for the prefix of the Python environment in use.
	SysPrefix bool
}

// DataDir returns the folder of Jupyter data of the place.
func (p Place) DataDir() (string, error) {
	switch {
	case p.Prefix != "" && p.SysPrefix:
		return "", errors.New("choose one of --prefix and --sys-prefix")
	case p.Prefix != "":
		prefix, err := filepath.Abs(p.Prefix)
		return filepath.Join(prefix, "share", "jupyter"), err
	case p.SysPrefix:
		prefix, err := sysPrefix()
		return filepath.Join(prefix, "share", "jupyter"), err
	}
	return userDataDir()
}

// specDir returns the folder of the kernelspec in the place.
func (p Place) specDir() (string, error) {
	data, err := p.DataDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(data, "kernels", Name), nil
}

// userDataDir is what `jupyter --data-dir` prints, by the rules of jupyter_core.
func userDataDir() (string, error) {
	if dir := os.Getenv("JUPYTER_DATA_DIR"); dir != "" {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find Jupyter's data folder: %w; set JUPYTER_DATA_DIR, or use --prefix", err)
	}
	switch runtime.GOOS {
	case "darwin":
		return filepath.Join(home, "Library", "Jupyter"), nil
	case "windows":
		if dir := os.Getenv("APPDATA"); dir != "" {
			return filepath.Join(dir, "jupyter"), nil
		}
		return filepath.Join(home, ".jupyter", "data"), nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "jupyter"), nil
	}
	return filepath.Join(home, ".local", "share", "jupyter"), nil
}

// sysPrefix is the prefix of the Python environment in use: that of the active virtual or conda environment, else that of the
// python on PATH.
func sysPrefix() (string, error) {
	for _, name := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if prefix := os.Getenv(name); prefix != "" {
			return prefix, nil
		}
	}
	for _, python := range []string{"python3", "python"} {
		out, err := exec.Command(python, "-c", "import sys; print(sys.prefix)").Output()
		if prefix := strings.TrimSpace(string(out)); err == nil && prefix != "" {
			return prefix, nil
		}
	}
	return "", errors.New("no Python was found whose environment could take the kernel: activate one, or use --user or --prefix")
}

// searchPath lists the folders of Jupyter data in which a kernelspec is found, in Jupyter's order: JUPYTER_PATH, the user's, that
// of the Python environment, and the system's.
func searchPath() []string {
	dirs := filepath.SplitList(os.Getenv("JUPYTER_PATH"))
	for _, p := range []Place{{}, {SysPrefix: true}} {
		if dir, err := p.DataDir(); err == nil {
			dirs = append(dirs, dir)
		}
	}
	if runtime.GOOS == "windows" {
		return append(dirs, filepath.Join(os.Getenv("PROGRAMDATA"), "jupyter"))
	}
	return append(dirs, "/usr/local/share/jupyter", "/usr/share/jupyter")
}
