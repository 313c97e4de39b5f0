//go:build !unix

package shell

import "os/exec"

// ownGroup leaves a program as it is: its cancellation ends it alone.
func ownGroup(*exec.Cmd) {}
