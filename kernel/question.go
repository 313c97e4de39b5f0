package kernel

import (
	"encoding/json"
	"strings"

	"github.com/gradbook/gradbook/kernel/wire"
)

// leaving are the cells that ask the front end to go away, which consoles do.
var leaving = map[string]bool{"exit": true, "quit": true, "exit()": true, "quit()": true}

// leaves reports whether a cell asks the front end to go away: no Go says so, unless a name of the session is meant.
func (k *Kernel) leaves(code string) bool {
	code = strings.TrimSpace(code)
	return leaving[code] && k.shell.Inspect(code, len("exit"), 0) == nil
}

// leave is the answer to such a cell. Notebooks do not go away, and say nothing of it, so the kernel does.
func (k *Kernel) leave(r *request, out *sink) []wire.Page {
	if cellOf(r.Message) != "" {
		out.Stream("stderr", "exit and quit are for consoles: a notebook's kernel is shut down from the menu Kernel\n")
	}
	return []wire.Page{{Source: wire.AskExit}}
}

// cellOf is the id that the notebook of a request's cell has for it; empty if none is told.
func cellOf(r *wire.Message) string {
	var cell struct {
		ID string `json:"cellId"`
	}
	if json.Unmarshal(r.Metadata, &cell) != nil {
		return ""
	}
	return cell.ID
}
