// Package gradbook holds the sources of the worker, so that an installed gradbook can build it for the Go toolchain
// that it finds. The program is in cmd/gradbook; see README.md and HOW_IT_WORKS.md.
package gradbook

import "embed"

// Source is the part of this module that the worker is built from.
//
//go:embed go.mod go.sum
//go:embed autograd/*.go autograd/*/*.go autograd/ndarray/internal plots/*.go plots/*.js
//go:embed kernel/display/*.go kernel/engine/objload/*.go kernel/engine/bench/*.go kernel/engine/rt/*.go kernel/engine/worker
var Source embed.FS
