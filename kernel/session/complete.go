package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"
)

// Completion is one candidate. Type is "function", "type", "variable", "constant", "package", "keyword", "field" or
// "method"; Signature is what to show beside it.
type Completion struct{ Text, Type, Signature string }

// Completions answers a completion request: the text between the byte offsets Start and End is to be replaced. Wanted are the
// packages which could have a say in it, but were not compiled yet.
type Completions struct {
	Start, End int
	Items      []Completion
	Wanted     []string
}

// Complete proposes completions at the byte offset cursor of a cell that is being written: members of packages and
// values, fields in composite literals, and the names in sight: those of blocks, of the cell, of the session, then
// packages, then dot-imported names, then the language's.
func (s *Session) Complete(code string, cursor int) (out Completions) {
	s.mu.Lock()
	defer s.mu.Unlock()
	done := s.asking()
	defer func() { out.Wanted = done() }()
	start, end := word(code, cursor)
	cursor = min(max(cursor, 0), len(code))
	prefix := code[start:cursor]
	out = Completions{Start: start, End: end}
	if prefix != "" && prefix[0] >= '0' && prefix[0] <= '9' || inLiteral(code, start) {
		return out
	}
	l := &lister{s: s, prefix: strings.ToLower(prefix), seen: map[string]bool{}}
	v := s.look(code, start, end, placeholder)
	l.expect(v)
	dot := strings.HasSuffix(strings.TrimRight(code[:start], " \t\r\n"), ".")
	switch {
	case v != nil && v.selected() != nil:
		l.members(v, v.selected())
	case dot:
		// A member of something that cannot be understood: no guess is better than a wrong one.
	default:
		if v != nil {
			l.fields(v)
			l.inScope(v)
		}
		l.session()
		l.packages()
		l.language()
	}
	out.Items = l.sorted(prefix)
	return out
}

// inLiteral says whether the offset is within a string, a rune or a comment.
func inLiteral(code string, off int) bool {
	in := false
	toks := scan(code[:off], func(_ int, msg string) { in = in || strings.Contains(msg, "not terminated") })
	if n := len(toks); n > 0 && !in {
		// Scanning does not tell comments; a // on the line after the last token begins one.
		last := toks[n-1]
		rest := code[last.off:off]
		if i := strings.Index(rest, "//"); i >= 0 && last.tok != token.STRING && !strings.Contains(rest[i:], "\n") {
			return true
		}
	} else if n == 0 && strings.HasPrefix(strings.TrimSpace(code[:off]), "//") && !strings.Contains(strings.TrimSpace(code[:off]), "\n") {
		return true
	}
	return in
}

// A lister gathers candidates; rank keeps nearer names before farther ones.
type lister struct {
	s      *Session
	prefix string
	seen   map[string]bool
	items  []Completion
	ranks  []int
	want   types.Type // that is expected at the cursor; nil: any
	text   string     // the same as text, as [record] has it
	path   string     // of the package whose source is read
}

// expect takes over the type that is expected at a placeholder.
func (l *lister) expect(v *view) {
	if v == nil {
		return
	}
	if l.want = v.expected(); l.want != nil {
		l.text = shown(l.want, v.ck.pkg)
	}
}

// fitting is added to the rank of what has the expected type, usual to that of a package's common names.
const (
	fitting = -100
	usual   = -20
)

func (l *lister) add(rank int, c Completion) {
	c.Text = written(c.Text)
	if l.seen[c.Text] || strings.HasPrefix(c.Text, refMark) || c.Text == "_" || !strings.HasPrefix(strings.ToLower(c.Text), l.prefix) {
		return
	}
	l.seen[c.Text] = true
	l.items = append(l.items, c)
	l.ranks = append(l.ranks, rank)
}

// sorted orders candidates: those with the prefix's own spelling first, then by rank and name.
func (l *lister) sorted(prefix string) []Completion {
	idx := make([]int, len(l.items))
	for i := range idx {
		idx[i] = i
	}
	sort.SliceStable(idx, func(i, j int) bool {
		a, b := idx[i], idx[j]
		if x, y := strings.HasPrefix(l.items[a].Text, prefix), strings.HasPrefix(l.items[b].Text, prefix); x != y {
			return x
		}
		if l.ranks[a] != l.ranks[b] {
			return l.ranks[a] < l.ranks[b]
		}
		return l.items[a].Text < l.items[b].Text
	})
	out := make([]Completion, len(idx))
	for i, k := range idx {
		out[i] = l.items[k]
	}
	return out
}

// object adds a types.Object.
func (l *lister) object(rank int, o types.Object, pkg *types.Package) {
	c := Completion{Text: o.Name()}
	switch o := o.(type) {
	case *types.Func:
		c.Type = "function"
		if o.Signature().Recv() != nil {
			c.Type = "method"
		}
		c.Signature = shown(o.Type(), pkg)
	case *types.Builtin:
		c.Type = "function"
	case *types.TypeName:
		c.Type = "type"
		if b, ok := o.Type().Underlying().(*types.Basic); !ok || b.Name() != o.Name() {
			c.Signature = shown(o.Type().Underlying(), pkg)
		}
	case *types.Const:
		c.Type = "constant"
		c.Signature = shown(o.Type(), pkg) + " = " + o.Val().String()
	case *types.PkgName:
		c.Type, c.Signature = "package", o.Imported().Path()
	case *types.Var:
		c.Type = "variable"
		if o.IsField() {
			c.Type = "field"
		}
		c.Signature = shown(o.Type(), pkg)
	case *types.Nil:
		c.Type = "constant"
	default:
		return
	}
	if l.want != nil && fits(o, l.want) {
		rank += fitting
	}
	l.add(rank, c)
}

// members adds what can be selected from an expression.
func (l *lister) members(v *view, x ast.Expr) {
	info, pkg := v.ck.info, v.ck.pkg
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if pn, ok := info.Uses[id].(*types.PkgName); ok {
			for _, name := range pn.Imported().Scope().Names() {
				if o := pn.Imported().Scope().Lookup(name); o.Exported() {
					rank := 0
					if n := popular(pn.Imported().Path(), name); n > 0 {
						rank = usual + n
					}
					l.object(rank, o, pkg)
				}
			}
			return
		}
	}
	tv, ok := info.Types[x]
	if !ok || tv.Type == nil {
		return
	}
	if tv.IsType() { // method expressions
		l.methods(tv.Type, pkg)
		return
	}
	l.structFields(tv.Type, pkg)
	l.methods(tv.Type, pkg)
	if _, ptr := tv.Type.Underlying().(*types.Pointer); !ptr && !types.IsInterface(tv.Type) {
		l.methods(types.NewPointer(tv.Type), pkg)
	}
}

func (l *lister) methods(t types.Type, pkg *types.Package) {
	ms := types.NewMethodSet(t)
	for i := range ms.Len() {
		if o := ms.At(i).Obj(); o.Exported() || o.Pkg() == pkg {
			l.object(1, o, pkg)
		}
	}
}

// structFields adds the fields of a struct, or of what a pointer points to, embedded ones included.
func (l *lister) structFields(t types.Type, pkg *types.Package) {
	seen := map[types.Type]bool{}
	var visit func(t types.Type, rank int)
	visit = func(t types.Type, rank int) {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || seen[t] {
			return
		}
		seen[t] = true
		for f := range st.Fields() {
			if f.Exported() || f.Pkg() == pkg {
				l.object(rank, f, pkg)
			}
		}
		for f := range st.Fields() {
			if f.Embedded() {
				visit(f.Type(), rank+2)
			}
		}
	}
	visit(t, 0)
}

// fields adds the fields of the composite literal that the placeholder is a key of.
func (l *lister) fields(v *view) {
	for i := len(v.stack) - 2; i >= 0 && i >= len(v.stack)-3; i-- {
		if kv, ok := v.stack[i].(*ast.KeyValueExpr); ok && kv.Value == v.stack[i+1] {
			return // a value is no key
		}
		lit, ok := v.stack[i].(*ast.CompositeLit)
		if !ok {
			continue
		}
		tv := v.ck.info.Types[lit]
		if tv.Type == nil {
			return
		}
		if st, ok := tv.Type.Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f.Exported() || f.Pkg() == v.ck.pkg {
					l.object(-1, f, v.ck.pkg)
				}
			}
		}
		return
	}
}

// inScope adds the names of the blocks around the placeholder and of the cell.
func (l *lister) inScope(v *view) {
	depth := 0
	for sc := v.scope; sc != nil && sc != types.Universe; sc = sc.Parent() {
		for _, name := range sc.Names() {
			o := sc.Lookup(name)
			if sc != v.ck.pkg.Scope() && o.Pos() > v.id.Pos() {
				continue
			}
			if strings.HasPrefix(name, "cell_") || strings.Contains(name, refMark) || name == rtName {
				continue
			}
			l.object(min(depth, 3), o, v.ck.pkg)
		}
		depth++
	}
	for _, d := range v.p.order {
		if d.rec.recv == nil {
			l.add(4, Completion{Text: d.rec.base, Type: kindWord(d.rec.kind), Signature: d.rec.shown})
		}
	}
}

func kindWord(k Kind) string {
	switch k {
	case Func, Method:
		return "function"
	case Type:
		return "type"
	case Const:
		return "constant"
	}
	return "variable"
}

// session adds the session's names.
func (l *lister) session() {
	for name, r := range l.s.recs {
		rank := 5
		if fitsText(r.kind, r.shown, l.text) {
			rank += fitting
		}
		l.add(rank, Completion{Text: name, Type: kindWord(r.kind), Signature: r.shown})
	}
	for name, path := range l.s.imports {
		l.add(6, Completion{Text: name, Type: "package", Signature: path})
	}
}

// packages adds packages that need no import, those of the standard library once two letters are written, and
// dot-imported names.
func (l *lister) packages() {
	l.s.leftOut(placeholder, nil)
	for name, path := range l.s.named {
		l.add(7, Completion{Text: name, Type: "package", Signature: path})
	}
	for _, path := range append(append([]string{}, l.s.dots...), l.s.cfg.Preload.Dot...) {
		if p, err := l.s.pkg(path); err == nil {
			for _, n := range p.Scope().Names() {
				if o := p.Scope().Lookup(n); o.Exported() {
					l.object(8, o, nil)
				}
			}
		}
	}
	if len(l.prefix) >= 2 {
		for name, paths := range stdPackages {
			l.add(9, Completion{Text: name, Type: "package", Signature: paths[0]})
		}
	}
}

// language adds keywords and predeclared names.
func (l *lister) language() {
	if l.prefix == "" {
		return
	}
	for t := token.BREAK; t <= token.VAR; t++ {
		l.add(10, Completion{Text: t.String(), Type: "keyword"})
	}
	for _, name := range types.Universe.Names() {
		l.object(10, types.Universe.Lookup(name), nil)
	}
}
