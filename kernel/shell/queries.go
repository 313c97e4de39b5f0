package shell

import (
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// Complete implements [Shell].
func (s *shell) Complete(code string, cursor int) Completions {
	cursor = min(max(cursor, 0), len(code))
	if c, ok := completeCommand(code, cursor); ok {
		return c
	}
	return Completions{Start: cursor, End: cursor}
}

// completeCommand proposes names of commands where one is being typed.
func completeCommand(code string, cursor int) (Completions, bool) {
	start := strings.LastIndexByte(code[:cursor], '\n') + 1
	word := strings.TrimLeft(code[start:cursor], " \t")
	if !strings.HasPrefix(word, "%") || strings.ContainsAny(word, " \t") {
		return Completions{}, false
	}
	c := Completions{Start: cursor - len(word), End: cursor}
	for _, n := range commandNames() {
		if strings.HasPrefix(n, word) {
			c.Items = append(c.Items, Completion{Text: n, Type: "command"})
		}
	}
	return c, true
}

// Inspect implements [Shell].
func (s *shell) Inspect(code string, cursor, detail int) display.Bundle { return nil }

// IsComplete implements [Shell].
func (s *shell) IsComplete(code string) Completeness { return Completeness{Status: "unknown"} }
