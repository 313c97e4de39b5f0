package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"sort"
	"strings"
)

// This file writes the Go file of a plan: what the session has, declared again as far as it is needed; what is emitted
// again; the cell's declarations; the cell's statements in one function.

// The package that compiled cells call, and its name in units.
const (
	rtPath = "github.com/gradbook/gradbook/kernel/engine/rt"
	rtName = "gradbook_rt"
)

// A pass says which of a plan's files is composed.
type pass int

const (
	inferring pass = iota // statements as written, functions without bodies
	asWritten             // a cell without statements, its variables as written
	compiling             // what the compiler gets
)

// A composer writes one file.
type composer struct {
	*builder
	p      *plan
	pass   pass
	done   map[*record]bool // declared again already
	queue  []*record
	paths  map[string]bool // packages in use
	extern []string
	cmp    map[string]*decl // comparison variables
	header int
}

func (p *plan) compose(ps pass) *composer {
	c := &composer{builder: &builder{}, p: p, pass: ps, done: map[*record]bool{}, paths: map[string]bool{rtPath: true}, cmp: map[string]*decl{}}
	for _, path := range p.force {
		c.paths[path] = true
	}
	for _, path := range p.res.paths {
		c.paths[path] = true
	}
	for path := range p.dotPaths {
		c.paths[path] = true
	}
	edits := p.edits(ps)
	c.declarations(edits)
	for _, d := range p.order {
		if d.again && p.decls[d.rec.key()] == d {
			c.reemit(d)
		}
		c.compare(d)
	}
	if ps == compiling {
		c.variables()
	}
	c.entry(edits)
	for _, name := range sortedNames(p.res.needs) {
		if r := p.s.recs[name]; r != nil {
			if d := p.decls[name]; d == nil || ps == inferring && d.rec.kind == Var {
				c.need(r)
			}
		}
	}
	for _, r := range p.retypedVars() {
		c.need(r)
	}
	for _, u := range p.promoted() {
		if p.replaced(u.typ) == nil {
			c.need(u.typ)
		}
	}
	if ps == compiling {
		for r := range p.oldVars {
			c.need(r)
		}
	}
	for _, d := range p.order {
		if d.keep && d.rec.kind == Type && p.decls[d.rec.key()] == d {
			c.methods(d.old)
			c.operators(d.old)
		}
	}
	if len(c.queue) > 0 {
		c.write("//line session:1\n")
	}
	for len(c.queue) > 0 {
		r := c.queue[0]
		c.queue = c.queue[1:]
		c.redeclare(r)
	}
	return c
}

func sortedNames(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for name := range set {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// file is the whole source. It fixes the header, which lists the packages in use.
func (c *composer) file() []byte {
	var h strings.Builder
	h.WriteString("package main;")
	paths := make([]string, 0, len(c.paths))
	for path := range c.paths {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		fmt.Fprintf(&h, " import %s %q;", c.p.s.alias(path), path)
	}
	for _, path := range c.p.im.blank {
		fmt.Fprintf(&h, " import _ %q;", path)
	}
	h.WriteString("\n")
	c.header = h.Len()
	return append([]byte(h.String()), c.buf.Bytes()...)
}

func (c *composer) alias(path string) string {
	c.paths[path] = true
	return c.p.s.alias(path)
}

// need has a record of the session declared again.
func (c *composer) need(r *record) {
	if !c.done[r] {
		c.done[r] = true
		c.queue = append(c.queue, r)
	}
}

// identity is the name of what a record is now: the retired name for one that the plan replaces.
func (c *composer) identity(r *record) string {
	if d := c.p.replaced(r); d != nil {
		if d.keep {
			return r.base
		}
		c.need(r)
		if c.pass == inferring && d.rec.kind == Var {
			return r.base
		}
		return c.p.retiredName(r)
	}
	if c.p.isNew(r) {
		return r.base
	}
	c.need(r)
	return r.name
}

// storage is identity for the types of variables: a type that is retyped in place has its new name.
func (c *composer) storage(r *record) string {
	if d := c.p.replaced(r); d != nil && d.retype {
		return r.base
	}
	return c.identity(r)
}

// current is the name of what stands under the record's name once the plan is committed.
func (c *composer) current(r *record) string {
	if d := c.p.decls[r.base]; d != nil {
		return r.base
	}
	if live := c.p.s.recs[r.base]; live != nil {
		c.need(live)
		return r.base
	}
	return c.identity(r)
}

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

// declarations writes the cell's functions, types and constants, and the variables of a cell without statements.
func (c *composer) declarations(edits []edit) {
	cell := c.p.c
	for _, it := range cell.items {
		if it.decl == nil {
			continue
		}
		switch d := it.decl.(type) {
		case *ast.FuncDecl:
			c.at(it.start)
			if c.pass == inferring && d.Body != nil {
				c.copyCell(cell, it.start, cell.off(d.Body.Pos()), edits)
				c.write("{for{}}\n")
				continue
			}
			c.noinline(d)
			c.copyCell(cell, it.start, it.end, edits)
			c.write("\n")
		case *ast.GenDecl:
			if d.Tok == token.IMPORT || d.Tok == token.VAR && (c.p.statements || c.pass == compiling && c.p.initMode) {
				continue
			}
			c.at(it.start)
			c.copyCell(cell, it.start, it.end, edits)
			c.write("\n")
		}
	}
}

// at writes the line directive for an offset of the cell.
func (c *composer) at(off int) {
	line, col := c.p.c.position(off)
	c.write("//line cell[%d]:%d:%d\n", c.p.c.number, line, col)
}

// noinline keeps functions out of line that function literals of the cell's statements call: such literals live on as
// values, and could not be compiled again when the function is redefined.
func (c *composer) noinline(d *ast.FuncDecl) {
	generic := d.Type.TypeParams != nil
	if d.Recv != nil {
		_, _, generic = receiver(d)
	}
	if c.pass == compiling && d.Name.Name != "init" && (c.p.literal[d.Name.Name] || generic && declaresTypes(d)) {
		c.write("//go:noinline\n")
	}
}

// declaresTypes says whether a function has a type declaration in it.
func declaresTypes(d *ast.FuncDecl) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		_, ok := n.(*ast.TypeSpec)
		found = found || ok
		return !found
	})
	return found
}

// variables declares the variables of the cell at package level.
func (c *composer) variables() {
	if !c.p.statements && !c.p.initMode {
		return
	}
	for _, d := range c.p.order {
		if d.rec.kind == Var && d.inCell {
			c.write("var %s %s\n", d.rec.base, d.rec.redecl.render(c.storage, c.alias))
		}
	}
}

// entry writes the function that runs the statements.
func (c *composer) entry(edits []edit) {
	cell := c.p.c
	switch {
	case c.p.statements:
		c.write("func cell_%d() {\n", cell.number)
		for _, it := range cell.items {
			start := it.start
			if g, ok := it.decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				start = cell.off(g.Pos())
			} else if it.stmt == nil {
				continue
			}
			c.at(start)
			c.copyCell(cell, start, it.end, edits)
			c.write("\n")
		}
		c.write("}\n")
	case c.pass == compiling && c.p.initMode:
		c.write("func init() {\n")
		for _, a := range c.p.inits {
			c.at(a.start)
			c.write("%s = ", strings.Join(a.names, ", "))
			if a.zero != nil {
				c.write("*new(%s)", a.zero.render(c.storage, c.alias))
			} else {
				c.copyCell(cell, a.start, a.end, edits)
			}
			c.write("\n")
		}
		c.write("}\n")
	}
}
