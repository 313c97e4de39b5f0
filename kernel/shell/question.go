package shell

import (
	"context"
	"fmt"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// question reads a cell that asks about a name: ?name or name? for its documentation, ??name or name?? for its source as
// well. No Go has a question mark there. The name may be a command's.
func question(code string) (name string, detail int, ok bool) {
	code = strings.TrimSpace(code)
	name = strings.Trim(code, "?")
	marks := len(code) - len(name)
	name = strings.TrimSpace(name)
	if marks == 0 || name == "" || commands[name] == nil && strings.ContainsAny(name, "?\n\"'`/!%") {
		return "", 0, false
	}
	if marks >= 2 {
		detail = 1
	}
	return name, detail, true
}

// answer answers a question about a name with a page. Nobody types on meanwhile, so it waits for what has to be compiled first.
func (s *shell) answer(ctx context.Context, name string, detail int) Result {
	if err := s.wait(ctx); err != nil {
		return s.failure(ctx, err)
	}
	if text, ok := inspectCommand(name, len(name)); ok {
		return Result{Status: OK, Page: display.Bundle{display.MIMEText: text}}
	}
	if i := s.current().Inspect(name, len(name)); i != nil {
		return Result{Status: OK, Page: s.page(i, detail)}
	}
	return s.failure(ctx, fmt.Errorf("nothing is known of %s: it is no name of this session, nor of a package in reach", name))
}
