package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strconv"
)

// This file gives cells //go:embed. The compiler embeds only into variables that are new, and a cell that runs again
// sets the variable that exists, so the files go into a private variable of the unit, and the cell's is set from that:
//
//	//go:embed motto.txt            //go:embed "motto.txt"
//	var motto string          →     var ˑembed1_motto string
//	                                motto = ˑembed1_motto          (where the declaration stands)

// An embedding is a variable of a cell with the directives above it.
type embedding struct {
	spec     *ast.ValueSpec
	off      int // of the first directive
	patterns []string
	at       []int // offsets of the patterns
}

// A directive is one //go:embed line.
type directive struct{ off, end int }

const embedHint = "it stands above a variable of the cell that has a type and no value:\n    //go:embed file.txt\n    var text string"

// findEmbeds reads the directives of a cell.
func (c *cell) findEmbeds(files ...*ast.File) []Diagnostic {
	var lines []directive
	for _, f := range files {
		for _, g := range f.Comments {
			for _, l := range g.List {
				if d, ok := ast.ParseDirective(0, l.Text); ok && d.Tool == "go" && d.Name == "embed" {
					lines = append(lines, directive{c.off(l.Pos()), c.off(l.End())})
				}
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	c.directives = lines
	sort.Slice(lines, func(i, j int) bool { return lines[i].off < lines[j].off })
	specs := c.varSpecs()
	found := map[*ast.ValueSpec]*embedding{}
	var diags []Diagnostic
	for _, l := range lines {
		bad := func(msg, hint string) {
			d := c.diagnose(l.off, msg)
			d.Hint = hint
			diags = append(diags, d)
		}
		var sp *ast.ValueSpec
		if next := scan(c.src[l.end:], nil); len(next) > 0 {
			sp = specs[l.end+next[0].off]
		}
		switch {
		case sp == nil:
			bad("misplaced go:embed directive", embedHint)
			continue
		case len(sp.Names) > 1:
			bad("go:embed cannot apply to multiple vars", embedHint)
			continue
		case len(sp.Values) > 0:
			bad("go:embed cannot apply to var with initializer", embedHint)
			continue
		}
		dir, _ := ast.ParseDirective(token.Pos(l.off+1), c.src[l.off:l.end])
		args, err := dir.ParseArgs()
		if err == nil && len(args) == 0 {
			bad("usage: //go:embed pattern...", "name the files, relative to the session's folder; * stands for any name")
			continue
		}
		if err != nil {
			bad("invalid go:embed: "+err.Error(), "")
			continue
		}
		e := found[sp]
		if e == nil {
			e = &embedding{spec: sp, off: l.off}
			found[sp] = e
			c.embeds = append(c.embeds, e)
		}
		for _, a := range args {
			e.patterns, e.at = append(e.patterns, a.Arg), append(e.at, int(a.Pos)-1)
		}
	}
	return diags
}

// varSpecs lists the cell's variables by the offsets at which their directives end: that of var, or within a group,
// that of the name.
func (c *cell) varSpecs() map[int]*ast.ValueSpec {
	out := map[int]*ast.ValueSpec{}
	for _, it := range c.items {
		g, ok := it.decl.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, sp := range g.Specs {
			start := g.Pos()
			if g.Lparen.IsValid() {
				start = sp.Pos()
			}
			out[c.off(start)] = sp.(*ast.ValueSpec)
		}
	}
	return out
}

// embed finds the files of the cell's directives. The cell's variables are then set by statements.
func (p *plan) embed() []Diagnostic {
	if len(p.c.embeds) == 0 {
		return nil
	}
	dir := "."
	if p.s.cfg.Folder != nil {
		dir = p.s.cfg.Folder()
	}
	p.files = &Embed{Dir: dir, Patterns: map[string][]string{}}
	var diags []Diagnostic
	for _, e := range p.c.embeds {
		for i, pattern := range e.patterns {
			files, err := embedded(dir, pattern)
			if err != nil {
				d := p.c.diagnose(e.at[i], "pattern "+pattern+": "+err.Error())
				d.Hint = "patterns are relative to the session's folder, " + dir
				diags = append(diags, d)
			}
			p.files.Patterns[pattern] = files
		}
	}
	p.statements = true
	p.im.blank = append(p.im.blank, "embed") // the compiler asks for it
	return diags
}

// checkEmbeds says which variables cannot hold what is embedded into them.
func (p *plan) checkEmbeds(ck *checked) []Diagnostic {
	var diags []Diagnostic
	for _, e := range p.c.embeds {
		t := ck.object(p.embedName(e)).Type()
		bad := func(msg, hint string) {
			d := p.c.diagnose(p.c.off(e.spec.Names[0].Pos()), msg)
			d.Hint = hint
			diags = append(diags, d)
		}
		if isEmbedFS(t) {
			continue
		}
		if !isText(t) {
			bad("go:embed cannot apply to var of type "+shown(t, ck.pkg), "it can be of type string, []byte or embed.FS")
			continue
		}
		files := map[string]bool{}
		for _, pattern := range e.patterns {
			for _, f := range p.files.Patterns[pattern] {
				files[f] = true
			}
		}
		if len(files) > 1 {
			bad("invalid go:embed: multiple files for type "+shown(t, ck.pkg), "a variable of type embed.FS holds several")
		}
	}
	return diags
}

func isEmbedFS(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "FS" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "embed"
}

// isText says whether the type is that of strings or byte slices.
func isText(t types.Type) bool {
	kind := func(t types.Type, k types.BasicKind) bool {
		b, ok := t.Underlying().(*types.Basic)
		return ok && b.Kind() == k
	}
	s, ok := t.Underlying().(*types.Slice)
	return kind(t, types.String) || ok && kind(s.Elem(), types.Uint8)
}

// embedName is the private variable of an embedding.
func (p *plan) embedName(e *embedding) string {
	return refMark + "embed" + itoa(p.s.unit+1) + "_" + itoa(e.off)
}

// embedOf is what is embedded into the variable of a spec, or nil.
func (p *plan) embedOf(sp *ast.ValueSpec) *embedding {
	for _, e := range p.c.embeds {
		if e.spec == sp {
			return e
		}
	}
	return nil
}

// embedEdits set the variables, for the pass that has the cell's declarations as written, and make the directives plain
// comments.
func (p *plan) embedEdits(ps pass) []edit {
	var out []edit
	for _, d := range p.c.directives {
		out = append(out, edit{d.off, d.off + len("//"), "// "})
	}
	if ps == compiling {
		return out // see assignSpec
	}
	for _, e := range p.c.embeds {
		end := p.c.off(e.spec.End())
		out = append(out, edit{end, end, " = " + p.embedName(e)})
	}
	return out
}

// embeds declares the private variables.
func (c *composer) embeds() {
	cell := c.p.c
	for _, e := range cell.embeds {
		c.at(e.off)
		c.write("//go:embed")
		for _, pattern := range e.patterns {
			c.write(" %s", strconv.Quote(pattern))
		}
		c.write("\nvar %s ", c.p.embedName(e))
		typ := e.spec.Type
		var within []edit // the value that embedEdits adds stands at the end of the type
		for _, d := range c.p.edits(asWritten) {
			if d.off < cell.off(typ.End()) {
				within = append(within, d)
			}
		}
		c.copyCell(cell, cell.off(typ.Pos()), cell.off(typ.End()), within)
		c.write("\n")
	}
}
