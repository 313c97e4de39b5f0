//go:build !linux

package shell

import (
	"context"
	"os"
)

// taken would wait until a pipe is empty, which cannot be told here: one line is all that a program gets.
func taken(context.Context, *os.File) bool { return false }
