package shell

import (
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/toolchain"
	"github.com/gradbook/gradbook/kernel/session"
)

// This file writes cells as whole programs, for %wasm and for shell commands in the folder of the session's go.mod.

// programText is a cell's Go with the body below %% as its function main: its lines are those of the cell.
func programText(code string) string {
	lines, main := strings.SplitAfter(code, "\n"), false
	for i, n := range ordered(commandLines(code)) {
		if n == 0 {
			continue
		}
		_, isMain := mainArgs(commandText(lines[i : i+n]))
		for j := i; j < i+n; j++ {
			lines[j] = "\n"
		}
		if isMain && !main {
			main = true
			lines[i] = "import gradbook_flag \"flag\"; func main() { gradbook_flag.Parse();\n"
		}
	}
	src := strings.TrimRight(strings.Join(lines, ""), " \t\r\n;")
	if main {
		src += "\n}"
	}
	o := outlineOf(src)
	if !main && !o.main {
		src += "\nfunc main() {}"
	}
	for _, f := range o.inits {
		src += "\n" + f + "();"
	}
	return src
}

// ordered lists how many lines the command at each line has.
func ordered(at map[int]int) []int {
	out := make([]int, 0, len(at))
	for i, n := range at {
		for len(out) <= i {
			out = append(out, 0)
		}
		out[i] = n
	}
	return out
}

// program makes a Go file of a cell and what stands before it, which is Go too. Errors have the lines of the cell.
func (s *shell) program(importer types.Importer, number int, before, src string) ([]byte, error) {
	if before != "" {
		before = strings.TrimRight(before, "\n") + "\n"
	}
	q := session.New(session.Config{Importer: importer, Resolve: resolve, Preload: preload, Folder: s.engine.Dir, LangVersion: toolchain.Supported})
	file, diags := q.Program(number, before+src)
	if len(diags) == 0 {
		return file, nil
	}
	for i := range diags {
		if diags[i].Line -= strings.Count(before, "\n"); diags[i].Line < 1 {
			diags[i].Line = 1
			diags[i].Message += " (in what the cell mentions of the session)"
		}
	}
	return nil, &compileError{diags}
}

// writeProgram writes the session into the folder of its own go.mod as main.go, with the main function of the cell that had
// one last, so that !*go build, !*go vet and the like have something to work on.
func (s *shell) writeProgram(dir string) error {
	if !s.engine.Packages.Own() {
		return nil // it is the user's folder
	}
	s.mu.Lock()
	src := s.lastMain
	s.mu.Unlock()
	file := filepath.Join(dir, "main.go")
	before := s.current().Declarations(src, true)
	if before == "" && src == "" {
		return nil
	}
	if src == "" {
		src = "func main() {}"
	}
	text, err := s.program(s.engine.Packages, 1, before, src)
	if err != nil {
		return os.RemoveAll(file) // what the session has is no program; the old one would mislead
	}
	return os.WriteFile(file, text, 0o666)
}
