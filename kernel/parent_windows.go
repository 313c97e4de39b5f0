package kernel

import "os"

// processLives reports whether there is a process of this number: on Windows, FindProcess fails if not.
func processLives(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	p.Release()
	return true
}
