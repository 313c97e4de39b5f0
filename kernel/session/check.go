package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/kernel/session/lower"
)

// checked is a composed file after the type check and the lowering of its operators.
type checked struct {
	c       *composer
	src     []byte // as composed
	fset    *token.FileSet
	file    *ast.File
	info    *types.Info
	pkg     *types.Package
	errs    []types.Error
	hints   []string
	edits   []edit // lowering
	missing []string
	idents  map[int]*ast.Ident
}

// check parses and checks a composed file.
func (p *plan) check(c *composer) (*checked, error) {
	ck := &checked{c: c, fset: token.NewFileSet()}
	ck.src = c.file()
	var err error
	ck.file, err = parser.ParseFile(ck.fset, "unit", ck.src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	missing := map[string]bool{}
	res := lower.CheckFile(ck.fset, ck.file, ck.src, lower.Options{
		Config: &types.Config{Importer: p.s, GoVersion: p.s.cfg.LangVersion},
		Qualifier: func(q *types.Package) string {
			if q.Path() == "main" {
				return ""
			}
			if !c.paths[q.Path()] {
				missing[q.Path()] = true
			}
			return p.s.alias(q.Path())
		},
	})
	ck.info, ck.pkg, ck.errs, ck.hints = res.Info, res.Pkg, res.Errors, res.Hints
	for _, e := range res.Edits {
		ck.edits = append(ck.edits, edit{e.Off, e.End, e.New})
	}
	ck.edits = append(ck.edits, ck.parameters()...)
	for path := range missing {
		ck.missing = append(ck.missing, path)
	}
	return ck, nil
}

// requalify adds packages that lowering needs and the file does not import.
func (p *plan) requalify(ck *checked) bool {
	if len(ck.missing) == 0 {
		return false
	}
	p.force = append(p.force, ck.missing...)
	return true
}

// Import makes the session the importer of its own checks.
func (s *Session) Import(path string) (*types.Package, error) {
	if path == rtPath {
		return rtPackage(s.loaded["time"]), nil
	}
	return s.pkg(path)
}

// rtPackage is what cells use of package rt. It spares the import, and keeps the session apart from the engine.
func rtPackage(time *types.Package) *types.Package {
	p := types.NewPackage(rtPath, "rt")
	fn := func(name string, variadic bool, params ...types.Type) {
		var vs []*types.Var
		for _, t := range params {
			vs = append(vs, types.NewParam(token.NoPos, p, "", t))
		}
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(vs...), nil, variadic)
		p.Scope().Insert(types.NewFunc(token.NoPos, p, name, sig))
	}
	fn("Show", true, types.NewSlice(types.Universe.Lookup("any").Type()))
	fn("Poll", false)
	fn("Breakpoint", false)
	if time != nil {
		fn("Sleep", false, time.Scope().Lookup("Duration").Type())
	}
	p.MarkComplete()
	return p
}

// offset is where a position is in the composed text, without the header.
func (ck *checked) offset(pos token.Pos) int {
	return ck.fset.File(pos).Offset(pos) - ck.c.header
}

// judge sorts the errors of a check: those in declarations that were emitted again make these stay what they are; the
// rest are the cell's.
func (p *plan) judge(ck *checked) (changed bool, diags []Diagnostic) {
	var other []types.Error
	for i, e := range ck.errs {
		if e.Soft || strings.HasPrefix(e.Msg, "\t") || p.harmless(ck, e) { // a tab: more about the error before
			continue
		}
		if !e.Pos.IsValid() {
			other = append(other, e)
			continue
		}
		rec, off, ok := ck.c.origin(ck.offset(e.Pos))
		switch {
		case !ok:
			other = append(other, e)
		case rec != nil:
			if p.kept[rec] == "" && p.againOf(rec) {
				p.kept[rec] = readable(e.Msg)
				changed = true
			} else {
				other = append(other, e)
			}
		case p.reselect(ck, off, e.Msg):
			changed = true
		default:
			d := p.c.diagnose(off, p.inWords(off, readable(e.Msg)))
			if i < len(ck.hints) {
				d.Hint = readable(ck.hints[i])
			}
			diags = append(diags, d)
		}
	}
	if len(diags) == 0 && !changed {
		for _, e := range other {
			diags = append(diags, p.c.diagnose(0, readable(e.Msg)))
		}
	}
	// Errors of the cell are told only in a world that fits.
	if changed {
		return true, nil
	}
	return false, capped(diags)
}

// reselect makes v.T mean the embedded field of an old type whose embedded type was retired, and whose field is thus
// called Tˑ1 in units.
func (p *plan) reselect(ck *checked, off int, msg string) bool {
	m := missingField.FindStringSubmatch(msg)
	if m == nil || !strings.HasPrefix(p.c.src[off:], m[2]) || p.reselected[off] {
		return false
	}
	for r := range ck.c.done {
		if r.kind == Type && r.base == m[2] && r.name != r.base {
			p.reselected[off] = true
			p.res.edits = append(p.res.edits, edit{off, off + len(m[2]), r.name})
			return true
		}
	}
	return false
}

// inWords corrects messages that are right about the composed file and odd about the cell: constants, types and
// signatures stand outside of the function that has the cell's variables.
func (p *plan) inWords(off int, msg string) string {
	name, undefined := strings.CutPrefix(msg, "undefined: ")
	if d := p.decls[name]; !undefined || d == nil || d.rec.kind != Var || !p.statements {
		return msg
	}
	for _, it := range p.c.items {
		if g, ok := it.decl.(*ast.GenDecl); ok && g.Tok != token.VAR && off >= it.start && off < it.end {
			return name + " (a variable of the cell) is not constant"
		}
		if off < it.start && it.declares(name) {
			return name + " is set further down: a cell that has statements sets its variables in the order of the text"
		}
	}
	return msg
}

// declares says whether the item is a declaration var with that name.
func (it item) declares(name string) bool {
	g, ok := it.decl.(*ast.GenDecl)
	if !ok || g.Tok != token.VAR {
		return false
	}
	for _, s := range g.Specs {
		for _, id := range s.(*ast.ValueSpec).Names {
			if id.Name == name {
				return true
			}
		}
	}
	return false
}

// againOf says whether the plan emits the record again.
func (p *plan) againOf(r *record) bool {
	d := p.decls[r.key()]
	return d != nil && d.again && d.from == r
}

// harmless says whether an error is no error of a cell: a trailing call with a value is no unused result.
func (p *plan) harmless(ck *checked, e types.Error) bool {
	if p.c.result == nil || !strings.HasSuffix(e.Msg, "is not used") || !e.Pos.IsValid() {
		return false
	}
	rec, off, ok := ck.c.origin(ck.offset(e.Pos))
	r := p.c.result
	return ok && rec == nil && off >= p.c.off(r.Pos()) && off < p.c.off(r.End())
}

var (
	retiredMark = regexp.MustCompile(`([\pL_][\pL\pN_]*?)` + refMark + `\d+`)
	aliasMark   = regexp.MustCompile(`(^|[^\pL\pN_])` + refMark + `(\d+` + refMark + `)?`)
)

// readable puts a checker's message into the user's words: private names become what the user has written.
func readable(msg string) string {
	msg = retiredMark.ReplaceAllString(msg, "old $1")
	msg = aliasMark.ReplaceAllString(msg, "$1")
	msg = strings.ReplaceAll(msg, " in argument to "+rtName+".Show", "")
	return written(msg)
}

func isCycle(msg string) bool { return strings.Contains(msg, "initialization cycle") }
