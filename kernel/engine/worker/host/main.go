//go:build linux

// Command host is the worker's executable. It links the packages that most sessions use, so that cells find them in the
// process; others are loaded from their archives when a cell imports them. Package toolchain builds it.
package main

import (
	"fmt"
	"os"

	"github.com/gradbook/gradbook/kernel/engine/worker"
)

func main() {
	if err := worker.Main(); err != nil {
		fmt.Fprintln(os.Stderr, "gradbook worker:", err)
		os.Exit(1)
	}
}
