package shell

// ShowDoc(name) in a cell of its own shows the documentation of a name, which pages of the notebook have in its place.

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/literate/apidoc"
)

var showDocCall = regexp.MustCompile(`^ShowDoc\(\s*([A-Za-z_][\w.]*)\s*\)$`)

// shownNames returns the names in Go code that consists of calls of ShowDoc; of any other code, none.
func shownNames(src string) []string {
	var names []string
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		m := showDocCall.FindStringSubmatch(line)
		if m == nil {
			return nil
		}
		names = append(names, m[1])
	}
	return names
}

// showDocs displays the documentation of names. It reports whether src asks for that: a session that has a ShowDoc of its
// own means that.
func (s *shell) showDocs(ctx context.Context, src string) (bool, error) {
	names := shownNames(src)
	if len(names) == 0 || s.current().Inspect("ShowDoc", 1) != nil {
		return false, nil
	}
	for _, name := range names {
		b := s.Inspect(name, len(name), 0)
		if b == nil {
			return true, fmt.Errorf("ShowDoc(%s): there is no such name in the session, nor in a package that it knows", name)
		}
		if i := s.current().Inspect(name, len(name)); i != nil && i.Path != "" {
			if text := s.packageDoc(ctx, i.Path, name); text != "" {
				b = display.Bundle{display.MIMEText: b[display.MIMEText], display.MIMEMarkdown: text}
			}
		}
		s.out.Display(turnOf(ctx).id, display.Message{Kind: display.KindDisplay, Data: b})
	}
	return true, nil
}

// packageDoc returns the documentation of a package's symbol with its examples, "" if its sources are not at hand.
func (s *shell) packageDoc(ctx context.Context, path, name string) string {
	out, err := s.engine.Host().Command(ctx, s.dir(), "list", "-find", "-f", "{{.Dir}}", "--", path).Output()
	if err != nil {
		return ""
	}
	p, err := apidoc.Load(strings.TrimSpace(string(out)))
	if err != nil {
		return ""
	}
	text, ok := p.Symbol(strings.TrimPrefix(name, p.Name+"."), apidoc.Links{})
	if !ok {
		return ""
	}
	return fmt.Sprintf("**%s.%s**\n\n%s", p.Name, strings.TrimPrefix(name, p.Name+"."), text)
}
