//go:build unix

package shell

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a program into a process group, which its cancellation ends as a whole.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
