package shell

import (
	"fmt"
	"go/doc/comment"
	"html"
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
	i, wanted := q.InspectNow(blank(code), cursor)
	if len(wanted) > 0 {
		select {
		case <-s.fetch(wanted):
			i, _ = q.InspectNow(blank(code), cursor)
		case <-time.After(answerTime):
		}
	}
	if i == nil {
		return nil
	}
	return s.page(i, detail)
}

// page is what there is to say of a name.
func (s *shell) page(i *session.Inspection, detail int) display.Bundle {
	var text, page, mark, from strings.Builder
	switch {
	case i.Cell > 0:
		fmt.Fprintf(&from, "declared in cell[%d]", i.Cell)
	case i.Path != "":
		fmt.Fprintf(&from, "package %s", i.Path)
	}
	fmt.Fprintf(&text, "%s\n", i.Signature)
	fmt.Fprintf(&page, "<pre><code>%s</code></pre>", html.EscapeString(i.Signature))
	fence(&mark, "go", i.Signature)
	if from.Len() > 0 {
		fmt.Fprintf(&text, "(%s)\n", from.String())
		fmt.Fprintf(&page, "<p><em>%s</em></p>", html.EscapeString(from.String()))
		fmt.Fprintf(&mark, "*%s*\n\n", from.String())
	}
	if i.Doc != "" {
		fmt.Fprintf(&text, "\n%s\n", strings.TrimSpace(i.Doc))
		doc := new(comment.Parser).Parse(i.Doc)
		page.Write(docPrinter.HTML(doc))
		mark.Write(docPrinter.Markdown(doc))
		mark.WriteByte('\n')
	}
	if i.Kind == "variable" && i.Cell > 0 {
		if value := s.liveValue(i.Name); value != "" {
			fmt.Fprintf(&text, "\n%s\n", value)
			fmt.Fprintf(&page, "<pre>%s</pre>", html.EscapeString(value))
			fence(&mark, "", value)
		}
	}
	if detail > 0 && i.Source != "" {
		fmt.Fprintf(&text, "\n%s\n", i.Source)
		fmt.Fprintf(&page, "<pre><code>%s</code></pre>", html.EscapeString(i.Source))
		fence(&mark, "go", i.Source)
	}
	return display.Bundle{display.MIMEText: text.String(), display.MIMEHTML: page.String(), display.MIMEMarkdown: mark.String()}
}

// fence writes a block of code in Markdown.
func fence(to *strings.Builder, lang, code string) {
	marks := "```"
	for strings.Contains(code, marks) {
		marks += "`"
	}
	fmt.Fprintf(to, "%s%s\n%s\n%s\n\n", marks, lang, strings.TrimSpace(code), marks)
}

// valueSize is how much of a variable's value a tooltip shows, in bytes.
const valueSize = 1500

// liveValue is the value of a variable as text; empty while a cell runs, when it is being written. It is asked for again and
// again while a cursor moves, and computed once between two cells.
func (s *shell) liveValue(name string) string {
	at := s.latest.Load()
	s.mu.Lock()
	if s.values.at == at {
		if v, ok := s.values.texts[name]; ok {
			s.mu.Unlock()
			return v
		}
	}
	s.mu.Unlock()
	b, err := s.Show(name)
	if err != nil {
		return ""
	}
	text, _ := b[display.MIMEText].(string)
	if text = strings.TrimSpace(text); len(text) > valueSize {
		text = strings.ToValidUTF8(text[:valueSize], "") + " …"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.latest.Load(); s.values.at != now {
		s.values.at, s.values.texts = now, map[string]string{}
	}
	s.values.texts[name] = text
	return text
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
