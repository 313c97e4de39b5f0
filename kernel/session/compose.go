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
	c.embeds()
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
