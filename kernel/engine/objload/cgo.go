//go:build linux && amd64

package objload

import (
	"fmt"
	"strings"
)

// The worker is linked without cgo, so that it needs no C compiler and is the same everywhere: packages that are
// partly written in C cannot be loaded into it.

// isCSymbol reports whether a symbol of a cgo package's Go object stands for one of C: it has no package in its name.
func isCSymbol(o *object, n newSym) bool {
	return n.name != "" && !isText(n.kind) && !o.fromAssembly() && !strings.ContainsAny(n.name, ".:·")
}

func errCgo(pkg string) error {
	return fmt.Errorf("package %s is partly written in C (cgo), which cells cannot load; use a pure Go package instead", pkg)
}
