package kernel

import (
	"fmt"
	"log"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/gradbook/gradbook/kernel/wire"
)

// entry is one cell of the history. Output is the text of its value, empty if it had none.
type entry struct {
	Line   int    `json:"line"`
	Source string `json:"source,omitempty"`
	Output string `json:"output,omitempty"`
}

// history keeps the cells of this session, and reads those of earlier ones from its folder (see historyfile.go).
type history struct {
	mu      sync.Mutex
	files   *historyFiles // nil: nothing is kept on disk
	session int           // number of this session; 0 before its first cell
	cells   []entry
	log     *log.Logger
}

func openHistory(dir string, logger *log.Logger) *history {
	h := &history{log: logger}
	if dir != "" {
		h.files = &historyFiles{dir: dir}
	}
	return h
}

// add notes a cell that is about to run.
func (h *history) add(line int, source string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.number()
	h.cells = append(h.cells, entry{Line: line, Source: source})
	h.save(entry{Line: line, Source: source})
}

// addOutput notes the value of a cell that was added before.
func (h *history) addOutput(line int, output string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if n := len(h.cells); output != "" && n > 0 && h.cells[n-1].Line == line {
		h.cells[n-1].Output = output
		h.save(entry{Line: line, Output: output})
	}
}

// number gives the session its number, when it has none yet. A folder that cannot be written to is said once; the history
// then ends with the kernel.
func (h *history) number() {
	if h.session != 0 {
		return
	}
	h.session = 1
	if h.files == nil {
		return
	}
	n, err := h.files.create()
	if err != nil {
		h.log.Printf("the history of this session is not kept: %v", err)
		h.files = nil
		return
	}
	h.session = n
}

func (h *history) save(e entry) {
	if h.files == nil {
		return
	}
	if err := h.files.append(h.session, e); err != nil {
		h.log.Printf("the rest of the history is not kept: %v", err)
		h.files = nil
	}
}

// past is a cell with the session that it belongs to.
type past struct {
	session int
	entry
}

// read returns the cells of one session.
func (h *history) read(session int) []past {
	cells := h.cells
	if session != h.session {
		cells = nil
		if h.files != nil {
			cells = h.files.read(session)
		}
	}
	list := make([]past, len(cells))
	for i, e := range cells {
		list[i] = past{session, e}
	}
	return list
}

// sessions returns the numbers of all sessions that can be read: this one, and then the others, latest first. Kernels that run at the
// same time may have higher numbers; what was typed here still is the latest to its user.
func (h *history) sessions() []int {
	var list []int
	if h.session != 0 {
		list = append(list, h.session)
	}
	if h.files == nil {
		return list
	}
	others := slices.DeleteFunc(h.files.list(), func(n int) bool { return n == h.session })
	slices.SortFunc(others, func(a, b int) int { return b - a })
	return append(list, others...)
}

// latest returns the latest n cells that are wanted, the oldest first. All of them if n is negative.
func (h *history) latest(n int, wanted func(past) bool) []past {
	var list []past // latest first
	for _, session := range h.sessions() {
		cells := h.read(session)
		slices.Reverse(cells)
		for _, c := range cells {
			if n >= 0 && len(list) >= n {
				break
			}
			if wanted(c) {
				list = append(list, c)
			}
		}
		if n >= 0 && len(list) >= n {
			break
		}
	}
	slices.Reverse(list)
	return list
}

// lines returns the cells of a session from start up to but without stop. Session 0 is this one; -1 the one before it.
func (h *history) lines(session, start int, stop *int) []past {
	switch {
	case session == 0:
		session = h.session
	case session < 0:
		earlier := slices.DeleteFunc(h.sessions(), func(n int) bool { return n == h.session })
		if -session > len(earlier) {
			return nil
		}
		session = earlier[-session-1]
	}
	var list []past
	for _, c := range h.read(session) {
		if c.Line >= start && (stop == nil || c.Line < *stop) {
			list = append(list, c)
		}
	}
	return list
}

// search returns the latest n cells that match a glob pattern; with unique, of equal ones only the latest.
func (h *history) search(pattern string, n int, unique bool) []past {
	seen := make(map[string]bool)
	return h.latest(n, func(c past) bool {
		if !glob(pattern, c.Source) || unique && seen[c.Source] {
			return false
		}
		seen[c.Source] = true
		return true
	})
}

// glob matches as a shell does, with * and ? for any characters, line ends and slashes included. A pattern that is
// malformed matches itself.
func glob(pattern, text string) bool {
	// path.Match stops * at a slash: put something else in its place on both sides.
	hide := strings.NewReplacer("/", "\x00")
	ok, err := path.Match(hide.Replace(pattern), hide.Replace(text))
	if err != nil {
		return pattern == text
	}
	return ok
}

func (k *Kernel) historyReply(_ *request, c wire.HistoryContent) (any, error) {
	h := k.history
	h.mu.Lock()
	defer h.mu.Unlock()
	n := -1
	if c.N != nil {
		n = max(0, *c.N)
	}
	var list []past
	switch c.Access {
	case wire.HistoryTail:
		list = h.latest(n, func(past) bool { return true })
	case wire.HistoryRange:
		list = h.lines(c.Session, c.Start, c.Stop)
	case wire.HistorySearch:
		pattern := "*"
		if c.Pattern != nil {
			pattern = *c.Pattern
		}
		list = h.search(pattern, n, c.Unique)
	default:
		return nil, fmt.Errorf("hist_access_type %q is unknown: use range, tail or search", c.Access)
	}
	reply := wire.HistoryDone{Status: wire.OK, History: make([][3]any, 0, len(list))}
	for _, e := range list {
		row := [3]any{e.session, e.Line, e.Source}
		if c.Output {
			var output any // null for a cell without a value
			if e.Output != "" {
				output = e.Output
			}
			row[2] = [2]any{e.Source, output}
		}
		reply.History = append(reply.History, row)
	}
	return reply, nil
}
