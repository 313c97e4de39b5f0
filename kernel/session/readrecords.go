package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
)

// This file reads the records of a plan's declarations from the checked file: texts with their references, and what
// each mentions.

// A declSpan is where a declaration of the plan stands in the checked file.
type declSpan struct {
	start, end int
	d          *decl
}

// readRecords takes the texts and references of the plan's declarations.
func (p *plan) readRecords(ck *checked) {
	base := ck.fset.File(ck.file.FileStart)
	off := base.Offset
	var spans []declSpan
	add := func(key string, n ast.Node) *decl {
		d := p.decls[key]
		if d != nil {
			spans = append(spans, declSpan{start: off(n.Pos()), end: off(n.End()), d: d})
		}
		return d
	}
	for _, decl := range ck.file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			key := decl.Name.Name
			if decl.Recv != nil {
				id, _, _ := receiver(decl)
				if id == nil {
					continue
				}
				key = id.Name + "." + key
			}
			d := add(key, decl)
			if d == nil || (d.rec.kind != Func && d.rec.kind != Method) {
				continue
			}
			head := ""
			if decl.Doc != nil {
				for _, l := range decl.Doc.List {
					if len(l.Text) > 5 && l.Text[:5] == "//go:" {
						head += l.Text + "\n"
					}
				}
			}
			d.rec.full = text{src: head + string(ck.src[off(decl.Pos()):off(decl.End())])}
			spans[len(spans)-1].start -= len(head) // so that offsets in the text are those in the file less start
			d.rec.types = declaresTypes(decl)
			p.readFixedIn(ck, d.rec, decl)
			d.rec.locals = d.rec.generic && d.rec.types
			if decl.Body != nil {
				d.rec.head = len(head) + off(decl.Body.Pos()) - off(decl.Pos())
			}
		case *ast.GenDecl:
			p.readSpecs(ck, decl, add)
		}
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].start < spans[j].start })
	p.readRefs(ck, spans)
	find := p.find(ck.c)
	for _, d := range p.live() {
		r := d.rec
		switch r.kind {
		case Func, Method:
			var f *types.Func
			if r.kind == Func {
				f, _ = ck.object(r.base).(*types.Func)
			} else {
				f = p.methodObject(ck, d)
			}
			if f != nil {
				r.redecl = signatureText(f.Signature(), ck.pkg, find)
				r.shown = shown(f.Type(), ck.pkg)
			}
		case Const:
			if k, ok := ck.object(r.base).(*types.Const); ok {
				r.redecl = constText(k, ck.pkg, find)
				r.shown = shown(k.Type(), ck.pkg)
			}
		case Type:
			if o := ck.object(r.base); o != nil {
				r.shown = shown(o.Type().Underlying(), ck.pkg)
				r.set = methodNames(o.Type())
			}
		}
		r.unit = p.s.unit + 1
		if r.kind == Var {
			r.deps = map[*record]bool{}
		}
		for _, ref := range r.redecl.refs {
			if ref.rec != nil && ref.rec != d.target() {
				r.deps[ref.rec] = true
			}
		}
	}
	p.readLiterals(ck)
	p.readFixed(ck)
}

// readSpecs takes types and constants. A constant's text has its value, or the one it repeats, with iota replaced.
func (p *plan) readSpecs(ck *checked, g *ast.GenDecl, add func(string, ast.Node) *decl) {
	off := ck.fset.File(ck.file.FileStart).Offset
	var prev *ast.ValueSpec
	for i, sp := range g.Specs {
		switch sp := sp.(type) {
		case *ast.TypeSpec:
			if d := add(sp.Name.Name, sp); d != nil && d.rec.kind == Type {
				d.rec.full = text{src: string(ck.src[off(sp.Pos()):off(sp.End())])}
				d.rec.embeds = p.embedded(ck, sp)
			}
		case *ast.ValueSpec:
			if g.Tok != token.CONST {
				continue
			}
			if len(sp.Values) > 0 || prev == nil {
				prev = sp
			}
			for k, id := range sp.Names {
				d := p.decls[id.Name]
				if d == nil || d.rec.kind != Const || k >= len(prev.Values) {
					continue
				}
				p.readConst(ck, d, id, prev, k, i)
			}
		}
	}
}

// readConst makes the text of one constant.
func (p *plan) readConst(ck *checked, d *decl, id *ast.Ident, sp *ast.ValueSpec, k, iota int) {
	off := ck.fset.File(ck.file.FileStart).Offset
	target := d.target()
	d.rec.deps = map[*record]bool{}
	out := text{src: "const "}
	out.refs = append(out.refs, ref{len(out.src), len(out.src) + len(id.Name), target, ""})
	out.src += id.Name
	part := func(n ast.Node, lead string) {
		out.src += lead
		start := off(n.Pos())
		src := string(ck.src[start:off(n.End())])
		t := text{src: src}
		var iotas []edit
		ast.Inspect(n, func(n ast.Node) bool {
			x, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o := off(x.Pos()) - start
			if r := p.reference(ck, x); r.rec != nil || r.path != "" {
				t.refs = append(t.refs, ref{o, o + len(x.Name), r.rec, r.path})
				if r.rec != nil {
					d.rec.deps[r.rec] = true
				}
			} else if obj := ck.info.Uses[x]; x.Name == "iota" && obj != nil && obj.Pkg() == nil {
				iotas = append(iotas, edit{o, o + 4, itoa(iota)})
			}
			return true
		})
		t = withEdits(t, iotas)
		for _, r := range t.refs {
			out.refs = append(out.refs, ref{r.off + len(out.src), r.end + len(out.src), r.rec, r.path})
		}
		out.src += t.src
	}
	if sp.Type != nil {
		part(sp.Type, " ")
	}
	part(sp.Values[k], " = ")
	d.rec.full = out
}

// withEdits makes edits in a text and moves its references along.
func withEdits(t text, edits []edit) text {
	if len(edits) == 0 {
		return t
	}
	sortEdits(edits)
	shift := func(o int) int {
		n := o
		for _, e := range edits {
			if e.end <= o {
				n += len(e.new) - (e.end - e.off)
			}
		}
		return n
	}
	out := text{src: string(apply([]byte(t.src), edits))}
	for _, r := range t.refs {
		out.refs = append(out.refs, ref{shift(r.off), shift(r.end), r.rec, r.path})
	}
	return out
}

// reference says what an identifier of the checked file refers to outside of its declaration.
func (p *plan) reference(ck *checked, id *ast.Ident) ref {
	obj := ck.info.Uses[id]
	if obj == nil {
		obj = ck.info.Defs[id]
	}
	switch o := obj.(type) {
	case nil:
		return ref{}
	case *types.PkgName:
		return ref{path: o.Imported().Path()}
	default:
		if o.Pkg() == ck.pkg && o.Parent() == ck.pkg.Scope() {
			return ref{rec: p.find(ck.c)(o.Name())}
		}
	}
	return ref{}
}

// readRefs takes the references in the spans.
func (p *plan) readRefs(ck *checked, spans []declSpan) {
	off := ck.fset.File(ck.file.FileStart).Offset
	for i := range spans {
		if r := spans[i].d.rec; r.kind != Const || r.deps == nil {
			r.deps = map[*record]bool{}
		}
	}
	type use struct {
		off int
		id  *ast.Ident
	}
	var uses []use
	for id := range ck.info.Uses {
		uses = append(uses, use{off(id.Pos()), id})
	}
	for id := range ck.info.Defs {
		if ck.info.Uses[id] == nil { // an embedded field is both
			uses = append(uses, use{off(id.Pos()), id})
		}
	}
	sort.Slice(uses, func(i, j int) bool { return uses[i].off < uses[j].off })
	k := 0
	for _, u := range uses {
		for k < len(spans) && spans[k].end <= u.off {
			k++
		}
		if k == len(spans) {
			break
		}
		sp := spans[k]
		if u.off < sp.start || sp.d.rec.kind == Var || sp.d.rec.kind == Const {
			continue
		}
		r := sp.d.rec
		if m := p.methodOf(ck, ck.info.Uses[u.id]); m != nil {
			r.deps[m] = true
			continue
		}
		ref := p.reference(ck, u.id)
		if ref.rec == nil && ref.path == "" {
			continue
		}
		if ref.rec != nil && ref.rec != sp.d.target() {
			r.deps[ref.rec] = true
		}
		// Identifiers that lowering has made stand in no text.
		if end := u.off + len(u.id.Name); end <= len(ck.src) && string(ck.src[u.off:end]) == u.id.Name {
			ref.off, ref.end = u.off-sp.start, end-sp.start
			r.full.refs = append(r.full.refs, ref)
		}
	}
	for _, sp := range spans {
		if sp.d.rec.kind == Type {
			t := sp.d.rec.full
			for i := range t.refs {
				t.refs[i].off += len("type ")
				t.refs[i].end += len("type ")
			}
			sp.d.rec.full = text{src: "type " + t.src, refs: t.refs}
		}
	}
}

// methodOf is the record of a method of a session type.
func (p *plan) methodOf(ck *checked, obj types.Object) *record {
	f, ok := obj.(*types.Func)
	if !ok || f.Pkg() != ck.pkg || f.Signature().Recv() == nil {
		return nil
	}
	t := types.Unalias(f.Signature().Recv().Type())
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	recv := p.find(ck.c)(named.Obj().Name())
	if recv == nil {
		return nil
	}
	if d := p.decls[recv.base+"."+f.Name()]; d != nil && d.rec.recv == recv {
		return d.target()
	}
	return recv.method(f.Name())
}
