package session

import (
	"fmt"
	"strings"
)

// This file declares records of the session in a unit: again, as what is loaded already, or anew.

// redeclare writes a record of the session for which no new code is made.
func (c *composer) redeclare(r *record) {
	name := c.identity(r)
	switch r.kind {
	case Var:
		c.write("var %s %s\n", name, r.redecl.render(c.storage, c.alias))
	case Const:
		c.write("const %s %s\n", name, r.redecl.render(c.identity, c.alias))
	case Func:
		if r.generic {
			c.full(r, name, c.identity)
			return
		}
		c.write("func %s%s\n", name, r.redecl.render(c.identity, c.alias))
	case Type:
		c.full(r, name, c.identity)
		c.methods(r)
		c.operators(r)
	}
	if r.bound() {
		c.extern = append(c.extern, name)
	}
}

// operators declares the functions again that lowering may call for a type with operators.
func (c *composer) operators(t *record) {
	if t.method("Operators") == nil || t.name != t.base {
		return
	}
	for _, name := range []string{"V", "Const", "Add", "Sub", "Mul", "Div", "Mod"} {
		if f := c.p.s.recs[name]; f != nil && f.kind == Func && c.p.decls[name] == nil {
			c.need(f)
		}
	}
}

// methods declares the methods of a type again that the plan does not define.
func (c *composer) methods(t *record) {
	for _, m := range t.methods {
		if d := c.p.decls[m.key()]; d != nil && d.old == m && d.keep {
			continue
		}
		recv := c.identity(t)
		if m.generic {
			c.full(m, "", c.identity)
			continue
		}
		star := ""
		if m.ptr {
			star = "*"
		}
		body := ""
		if m.base == "init" { // the compiler asks for a body of what is called init, which the bound one then replaces
			c.write("//go:noinline\n")
			body = " {for{}}"
		}
		c.write("func (_ %s%s) %s%s%s\n", star, recv, m.base, m.redecl.render(c.identity, c.alias), body)
		c.extern = append(c.extern, methodSymbol(recv, m.ptr, m.base))
	}
}

// full writes the whole text of a record under a name. The declared name itself is a reference in the text.
func (c *composer) full(r *record, name string, names func(*record) string) {
	src := r.full.render(func(q *record) string {
		if q == r && name != "" {
			return name
		}
		return names(q)
	}, c.alias)
	if r.locals {
		c.write("//go:noinline\n")
	}
	c.lineOf(r)
	c.copyRecord(r, src)
	c.write("\n")
}

// lineOf writes the line directive for the text of a record, which may begin with //go: lines.
func (c *composer) lineOf(r *record) {
	c.write("//line cell[%d]:%d:1\n", r.cell, max(r.line-strings.Count(r.full.src[:directives(r.full.src)], "\n"), 1))
}

// directives is the length of the //go: lines that begin src.
func directives(src string) int {
	n := 0
	for strings.HasPrefix(src[n:], "//") {
		i := strings.IndexByte(src[n:], '\n')
		if i < 0 {
			break
		}
		n += i + 1
	}
	return n
}

// reemit writes a declaration again in the world that the plan makes.
func (c *composer) reemit(d *decl) {
	r := d.rec
	t := r.full
	body := ""
	if c.pass == inferring && r.head > 0 {
		t, body = t.slice(0, r.head), "{for{}}"
	}
	if r.locals {
		c.write("//go:noinline\n")
	}
	c.lineOf(r)
	src := t.render(c.current, c.alias)
	c.copyRecord(d.from, src+body)
	c.write("\n")
}

// compare declares a variable of the type that a function or variable had, for go/types to compare with the new one.
func (c *composer) compare(d *decl) {
	if c.pass == compiling || !d.keep || d.old == nil || d.rec.generic || c.p.decls[d.rec.key()] != d {
		return
	}
	name := fmt.Sprintf("%scmp%d", refMark, len(c.cmp))
	switch d.rec.kind {
	case Func, Method:
		c.write("var %s func%s\n", name, d.old.redecl.render(c.storage, c.alias))
	case Var:
		c.write("var %s %s\n", name, d.old.redecl.render(c.storage, c.alias))
	default:
		return
	}
	c.cmp[name] = d
}
