package shell

import (
	"errors"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
	"github.com/gradbook/gradbook/kernel/session"
)

// list is %list: the names of the session by their kind, imports too.
func (c *call) list() error {
	var text, page strings.Builder
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&text, "%s\n  %s\n", title, strings.Join(lines, "\n  "))
		fmt.Fprintf(&page, "<h4>%s</h4><ul>", title)
		for _, l := range lines {
			fmt.Fprintf(&page, "<li><code>%s</code></li>", html.EscapeString(l))
		}
		page.WriteString("</ul>")
	}
	imports := c.current().Imports()
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(imports)) {
		if !strings.HasPrefix(name, "gradbook_") { // those that commands have added
			lines = append(lines, fmt.Sprintf("%s %q", name, imports[name]))
		}
	}
	section("Imports", lines)
	for _, kind := range []struct {
		kind  session.Kind
		title string
	}{{session.Const, "Constants"}, {session.Type, "Types"}, {session.Var, "Variables"}, {session.Func, "Functions"}} {
		lines = nil
		for _, v := range c.current().Vars() {
			if v.Kind == kind.kind {
				lines = append(lines, strings.TrimSpace(v.Name+" "+v.Type))
			}
		}
		section(kind.title, lines)
	}
	if text.Len() == 0 {
		c.print("The session has no names yet.\n")
		return nil
	}
	c.out.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{display.MIMEText: text.String(), display.MIMEHTML: page.String()}})
	return nil
}

// remove is %rm: it forgets names.
func (c *call) remove() error {
	names := strings.Fields(c.args)
	if len(names) == 0 {
		return errors.New("%rm: give the names to forget; %ls lists them")
	}
	c.binding.Lock()
	gone, notes := c.current().Remove(names...)
	c.binding.Unlock()
	for _, n := range names {
		if slices.Contains(gone, n) {
			c.print("removed %s\n", n)
		} else {
			c.print("the session has no %s: nothing removed\n", n)
		}
	}
	for _, n := range notes {
		c.out.Stream("stderr", []byte("note: "+n+"\n"))
	}
	return nil
}

// reset forgets everything, or makes the session's own go.mod anew.
func (c *call) reset() error {
	switch c.args {
	case "":
	case "go.mod":
		return c.engine.Packages.ResetModule()
	default:
		return errors.New("%reset: without an argument it forgets everything; go.mod is the only one that there is")
	}
	c.engine.Kill()
	c.wants(gonb.Comm{Kind: gonb.CommEnd})
	c.mu.Lock()
	c.session, c.done, c.past, c.entered, c.argv, c.panicked, c.lastMain = c.newSession(), nil, nil, nil, nil, nil, ""
	c.mu.Unlock()
	return c.engine.Start(c.ctx)
}
