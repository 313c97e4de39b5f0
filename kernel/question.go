package kernel

import (
	"fmt"
	"strings"

	"github.com/gradbook/gradbook/kernel/wire"
)

// question reads a cell that asks about a name: ?name or name? for its documentation, ??name or name?? for its source as
// well. No Go has a question mark there.
func question(code string) (name string, detail int, ok bool) {
	code = strings.TrimSpace(code)
	name = strings.Trim(code, "?")
	marks := len(code) - len(name)
	name = strings.TrimSpace(name)
	if marks == 0 || name == "" || strings.ContainsAny(name, "?\n\"'`/!%") {
		return "", 0, false
	}
	if marks >= 2 {
		detail = 1
	}
	return name, detail, true
}

// describe answers a question with a page for the front end's pager.
func (k *Kernel) describe(name string, detail int) (wire.Page, error) {
	bundle := k.shell.Inspect(name, len(name), detail)
	if bundle == nil {
		return wire.Page{}, fmt.Errorf("nothing is known of %s: it is no name of this session, nor of a package in reach", name)
	}
	return wire.Page{Source: wire.Pager, Data: k.mimeData(bundle)}, nil
}
