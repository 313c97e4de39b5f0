//go:build !amd64

package rt

// There are no cells on other machines so far, and nothing to stop.

func doomed() bool { return false }

func getg() *goroutine { return nil }
