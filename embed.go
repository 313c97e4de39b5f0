// Package gradbook holds the sources of the worker, so that an installed gradbook can build it for the Go toolchain
// that it finds. The program is in cmd/gradbook; see README.md and HOW_IT_WORKS.md.
package gradbook

import "embed"

// Source is the part of this module that the worker is built from.
//
//go:embed go.mod go.sum
//go:embed autograd plots kernel/display kernel/engine
var Source embed.FS
