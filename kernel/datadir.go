package kernel

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// DataDir returns the folder in which gradbook keeps what belongs to the user and is no cache, such as the history. The folder
// may not exist yet.
func DataDir() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "gradbook"), nil
	}
	if dir := os.Getenv("LOCALAPPDATA"); runtime.GOOS == "windows" && dir != "" {
		return filepath.Join(dir, "gradbook"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for data: %w", err)
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "gradbook"), nil
	}
	return filepath.Join(home, ".local", "share", "gradbook"), nil
}
