package shell

import (
	"fmt"
	"go/doc/comment"
	"html"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/session"
)

// Queries are answered from the session, which is not held while a cell runs. While the shell gets ready they wait a
// moment, since the first thing that many people do is to press Tab.

// patience is how long a query waits for the shell to get ready.
const patience = 2 * time.Second

func (s *shell) forQuery() *session.Session {
	select {
	case <-s.ready:
	case <-time.After(patience):
		return nil
	}
	if s.failed != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session
}

// Complete implements [Shell].
func (s *shell) Complete(code string, cursor int) Completions {
	cursor = min(max(cursor, 0), len(code))
	none := Completions{Start: cursor, End: cursor}
	if c, ok := s.completeCommand(code, cursor); ok {
		return c
	}
	if q := s.forQuery(); q != nil {
		return q.Complete(blank(code), cursor)
	}
	return none
}

// completeCommand proposes names of commands where one is being typed, and files after commands that take them.
func (s *shell) completeCommand(code string, cursor int) (Completions, bool) {
	start := strings.LastIndexByte(code[:cursor], '\n') + 1
	line := strings.TrimLeft(code[start:cursor], " \t")
	if !strings.HasPrefix(line, "%") && !strings.HasPrefix(line, "!") {
		return Completions{}, false
	}
	name, _, hasArgs := strings.Cut(line, " ")
	if !hasArgs && name[0] == '%' {
		c := Completions{Start: cursor - len(line), End: cursor}
		for _, n := range commandNames() {
			if strings.HasPrefix(n, line) {
				c.Items = append(c.Items, Completion{Text: n, Type: "command"})
			}
		}
		return c, true
	}
	if name[0] == '!' || name == "%cd" || name == "%%writefile" {
		return s.completePath(line[strings.LastIndexAny(line, " \t!")+1:], cursor, name == "%cd"), true
	}
	return Completions{}, false // the arguments are Go
}

func (s *shell) completePath(word string, cursor int, foldersOnly bool) Completions {
	c := Completions{Start: cursor - len(word), End: cursor}
	if s.forQuery() == nil {
		return c
	}
	dir, base := filepath.Split(word)
	in := dir
	if !filepath.IsAbs(in) {
		in = filepath.Join(s.dir(), in)
	}
	entries, _ := os.ReadDir(in) // a folder that cannot be read has nothing to propose
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || base == "" && name[0] == '.' || foldersOnly && !e.IsDir() {
			continue
		}
		if e.IsDir() {
			name += "/"
		}
		c.Items = append(c.Items, Completion{Text: dir + name, Type: "path"})
	}
	return c
}

// Inspect implements [Shell].
func (s *shell) Inspect(code string, cursor, detail int) display.Bundle {
	cursor = min(max(cursor, 0), len(code))
	if text, ok := inspectCommand(code, cursor); ok {
		return display.Bundle{display.MIMEText: text}
	}
	q := s.forQuery()
	if q == nil {
		return nil
	}
	i := q.Inspect(blank(code), cursor)
	if i == nil {
		return nil
	}
	var text, page, from strings.Builder
	switch {
	case i.Cell > 0:
		fmt.Fprintf(&from, "declared in cell[%d]", i.Cell)
	case i.Path != "":
		fmt.Fprintf(&from, "package %s", i.Path)
	}
	fmt.Fprintf(&text, "%s\n", i.Signature)
	fmt.Fprintf(&page, "<pre><code>%s</code></pre>", html.EscapeString(i.Signature))
	if from.Len() > 0 {
		fmt.Fprintf(&text, "(%s)\n", from.String())
		fmt.Fprintf(&page, "<p><em>%s</em></p>", html.EscapeString(from.String()))
	}
	if i.Doc != "" {
		fmt.Fprintf(&text, "\n%s\n", strings.TrimSpace(i.Doc))
		page.Write(docPrinter.HTML(new(comment.Parser).Parse(i.Doc)))
	}
	if detail > 0 && i.Source != "" {
		fmt.Fprintf(&text, "\n%s\n", i.Source)
		fmt.Fprintf(&page, "<pre><code>%s</code></pre>", html.EscapeString(i.Source))
	}
	return display.Bundle{display.MIMEText: text.String(), display.MIMEHTML: page.String()}
}

// docPrinter renders doc comments: headings at a size that fits a tooltip, names linked to where everybody reads them.
var docPrinter = &comment.Printer{HeadingLevel: 4, DocLinkBaseURL: "https://pkg.go.dev"}

// inspectCommand describes the command on the cursor's line from the table of help.md.
func inspectCommand(code string, cursor int) (string, bool) {
	start := strings.LastIndexByte(code[:cursor], '\n') + 1
	name, _, _ := strings.Cut(strings.TrimSpace(code[start:]), " ")
	name, _, _ = strings.Cut(name, "\n")
	if commands[name] == nil {
		return "", false
	}
	for _, l := range strings.Split(helpText, "\n") {
		if strings.HasPrefix(l, "| `") && strings.Contains(l, "`"+name) {
			cols := strings.SplitN(strings.Trim(strings.ReplaceAll(l, `\|`, "\x00"), "| "), "|", 2)
			return strings.ReplaceAll(strings.Trim(cols[0], "` ")+"\n\n"+strings.TrimSpace(cols[1])+"\n", "\x00", "|"), true
		}
	}
	return "", false
}

// IsComplete implements [Shell].
func (s *shell) IsComplete(code string) Completeness {
	if strings.HasPrefix(strings.TrimSpace(code), "%%") {
		if strings.HasSuffix(code, "\n\n") {
			return Completeness{Status: "complete"}
		}
		return Completeness{Status: "incomplete"}
	}
	q := s.forQuery()
	if q == nil {
		return Completeness{Status: "unknown"}
	}
	return q.IsComplete(blank(code))
}

// blank overwrites the commands of a cell with spaces, so that what is left is Go at its place.
func blank(code string) string {
	at := commandLines(code)
	if len(at) == 0 {
		return code
	}
	lines := strings.SplitAfter(code, "\n")
	for first, count := range at {
		for i := first; i < first+count; i++ {
			n := len(strings.TrimRight(lines[i], "\n"))
			lines[i] = strings.Repeat(" ", n) + lines[i][n:]
		}
	}
	return strings.Join(lines, "")
}
