package main

import "github.com/gradbook/gradbook/kernel/shell"

// openShell starts a session whose cells run in dir.
func openShell(dir string) (shell.Shell, error) {
	return shell.New(shell.Options{Dir: dir})
}
