//go:build !linux

package engine

import (
	"fmt"
	"runtime"
)

// Package toolchain refuses other systems before anything comes here.

func (e *Engine) spawn() (*process, error) {
	return nil, fmt.Errorf("cells run on linux/amd64 only so far, not on %s/%s", runtime.GOOS, runtime.GOARCH)
}

func ramDir() string { return "" }

func (p *process) kill() {}

// pump carries what a worker writes: there is none.
type pump struct{}

func (*pump) flush()       {}
func (*pump) drain()       {}
func (*pump) forget()      {}
func (*pump) tail() string { return "" }
