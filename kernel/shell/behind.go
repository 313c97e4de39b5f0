package shell

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"github.com/gradbook/gradbook/kernel/session"
)

// behind proposes for a variable of an interface type what the value that it holds now has: v.(T).Member. The live value is
// known between two cells only.
func (s *shell) behind(q *session.Session, code string, cursor int, c *Completions) {
	before, ok := strings.CutSuffix(code[:cursor], ".")
	if !ok || slices.ContainsFunc(c.Items, func(i Completion) bool { return i.Type != "method" }) {
		return // it is a package, or has fields
	}
	name := before[strings.LastIndexFunc(before, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })+1:]
	if !token.IsIdentifier(name) || strings.HasSuffix(strings.TrimSuffix(before, name), ".") {
		return
	}
	if !slices.ContainsFunc(q.Vars(), func(v session.VarInfo) bool {
		return v.Name == name && v.Kind == session.Var && !strings.HasPrefix(v.Type, "func")
	}) {
		return
	}
	entries, err := describe(s.probe, fmt.Sprintf("List(gradbook_vars.Var{Name: %q, Ptr: &%s})", name, name))
	if err != nil || len(entries) != 1 {
		return
	}
	assertion := dynamic(entries[0].Type)
	if assertion == "" {
		return
	}
	c.Items = append(c.Items, Completion{Text: assertion, Type: "keyword", Signature: "what " + name + " holds now"})
	for _, m := range q.Complete(code[:cursor]+assertion+"."+code[cursor:], cursor+len(assertion)+1).Items {
		c.Items = append(c.Items, Completion{Text: assertion + "." + m.Text, Type: m.Type, Signature: m.Signature})
	}
}

// dynamic is the type that a value of an interface type has, in parentheses, from "error(*fs.PathError)"; empty if there is none that a cell can write.
func dynamic(typ string) string {
	if !strings.HasSuffix(typ, ")") {
		return ""
	}
	depth := 0
	for i := len(typ) - 1; i > 0; i-- {
		switch typ[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth > 0 {
			continue
		}
		name := strings.TrimLeft(typ[i+1:len(typ)-1], "*[]")
		if pkg, member, ok := strings.Cut(name, "."); ok && (!token.IsIdentifier(pkg) || !token.IsExported(member)) {
			return ""
		}
		return typ[i:]
	}
	return ""
}
