package session

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// This file makes code that a debugger can watch. It works on the final text of a unit, which is plain Go: each function
// gets a frame, and each statement says before it runs where it is and which variables are in scope. The comment of package
// debugger shows the result.

const (
	debugPath = "github.com/gradbook/gradbook/kernel/engine/debugger"
	debugName = "gradbook_debug"
	frameName = refMark + "frame"
)

// Observed is what is known of the code of a unit that a debugger can watch.
type Observed struct {
	ID    int
	Sites []Site // by number

	pkg *types.Package
}

// Site is a statement.
type Site struct {
	Cell, Line int
	Func       string
	Entry      bool    // not a statement, but the beginning of the function
	Vars       []Local // in scope, outer ones first; the debugger has their pointers in this order
}

// Local is a variable of a function.
type Local struct {
	Name string
	typ  types.Type
}

// observe instruments the unit.
func (p *plan) observe(u *Unit, id int) error {
	w := &watcher{fset: token.NewFileSet(), code: &Observed{ID: id}}
	file, err := parser.ParseFile(w.fset, "unit", u.Source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("reading the unit: %w", err)
	}
	w.info = &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: p.s, GoVersion: p.s.cfg.LangVersion, Error: func(error) {}} // it was checked; what is left is soft
	w.pkg, _ = conf.Check("main", w.fset, []*ast.File{file}, w.info)
	w.code.pkg = w.pkg
	w.file(file)
	if len(w.code.Sites) == 0 {
		return nil
	}
	src := string(apply(u.Source, w.edits))
	head, body, _ := strings.Cut(src, "\n")
	head += " import " + debugName + " " + strconv.Quote(debugPath) + ";"
	body = strings.TrimRight(body, "\n") + fmt.Sprintf("\n//line session:1\nvar %s = %s.Code{ID: %d, Armed: []uint32{%d: 0}}\n", w.variable(), debugName, id, len(w.code.Sites)-1)
	u.Source, u.Imports, u.Observed = []byte(head+"\n"+body), append(u.Imports, debugPath), w.code
	return nil
}

// watcher instruments one file.
type watcher struct {
	fset  *token.FileSet
	info  *types.Info
	pkg   *types.Package
	code  *Observed
	edits []edit
	lits  int // function literals of the declaration so far
	fn    function
}

// function is the one that is being instrumented.
type function struct {
	name     string
	from, to token.Pos
	uses     map[types.Object]bool // of a literal: what it mentions; of the variables of outer functions only these are its
}

func (w *watcher) variable() string { return fmt.Sprintf("%scode%d", refMark, w.code.ID) }

func (w *watcher) insert(p token.Pos, delta int, text string) {
	o := w.fset.File(p).Offset(p) + delta
	w.edits = append(w.edits, edit{o, o, text})
}

func (w *watcher) file(f *ast.File) {
	for _, d := range f.Decls {
		w.lits = 0
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil && !has(d.Doc, "//go:nosplit") {
				w.function(function{name: declName(d), from: d.Pos(), to: d.End()}, d.Type, d.Body)
			}
		case *ast.GenDecl:
			w.fn = function{name: entry}
			w.literals(d)
		}
	}
}

var (
	entryFunc   = regexp.MustCompile(`^cell_\d+$`)
	watchedFile = regexp.MustCompile(`^cell\[(\d+)\]$`)
)

// entry is the name of the function that has a cell's statements.
const entry = "(cell)"

// declName is a function's name as a reader of a call stack knows it.
func declName(d *ast.FuncDecl) string {
	name := d.Name.Name
	if d.Recv == nil {
		if entryFunc.MatchString(name) {
			return entry
		}
	} else if base, ptr, _ := receiver(d); base != nil {
		name = methodSymbol(base.Name, ptr, name)
	}
	return readable(name)
}

// function instruments a function, with the literals in it.
func (w *watcher) function(fn function, typ *ast.FuncType, body *ast.BlockStmt) {
	outer := w.fn
	defer func() { w.fn = outer }()
	w.fn = fn
	first := -1
	for _, s := range body.List {
		if w.ours(s) {
			continue
		}
		if n, ok := w.site(s.Pos()); ok {
			first = n
			break
		}
	}
	if first < 0 || defersRecover(body) {
		w.literals(body)
		return
	}
	w.code.Sites[first].Entry = true
	w.insert(body.Lbrace, 1, fmt.Sprintf(" %s := %s.Enter(&%s, %d); defer %s.Leave();", frameName, debugName, w.variable(), first, frameName))
	w.list(body.List)
	if typ.Results.NumFields() > 0 || fn.name == entry {
		return // a statement more would be one too many
	}
	if _, ok := body.List[len(body.List)-1].(*ast.ReturnStmt); !ok {
		w.insert(body.Rbrace, 0, "; "+w.call(body.Rbrace, true)) // its last values can be seen there
	}
}

// literals instruments the function literals in a node.
func (w *watcher) literals(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if ok {
			w.literal(lit)
		}
		return !ok
	})
}

func (w *watcher) literal(lit *ast.FuncLit) {
	w.lits++
	fn := function{name: fmt.Sprintf("%s.func%d", strings.SplitN(w.fn.name, ".func", 2)[0], w.lits), from: lit.Pos(), to: lit.End(), uses: map[types.Object]bool{}}
	ast.Inspect(lit, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			fn.uses[w.info.Uses[id]] = true
		}
		return true
	})
	w.function(fn, lit.Type, lit.Body)
}

// list instruments statements. One that can only be reached from the one before it, where nothing was declared, need not
// name the variables.
func (w *watcher) list(list []ast.Stmt) {
	fresh := true
	for _, s := range list {
		if w.statement(s, fresh) {
			fresh = !simple(s)
		}
	}
}

// simple reports whether the variables after a statement are those before it, and no label stands in it.
func simple(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return s.Tok != token.DEFINE
	case *ast.ExprStmt, *ast.SendStmt, *ast.IncDecStmt, *ast.GoStmt, *ast.DeferStmt:
		return true
	}
	return false
}

// statement instruments a statement, and reports whether it says where it is.
func (w *watcher) statement(s ast.Stmt, fresh bool) bool {
	switch s := s.(type) {
	case *ast.BlockStmt:
		w.list(s.List)
		return true
	case *ast.CaseClause:
		for _, e := range s.List {
			w.literals(e)
		}
		w.list(s.Body)
		return true
	case *ast.CommClause:
		if s.Comm != nil {
			w.literals(s.Comm)
		}
		w.list(s.Body)
		return true
	case *ast.LabeledStmt:
		switch s.Stmt.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			w.insert(s.Pos(), 0, w.call(s.Pos(), true))
			w.inside(s.Stmt)
		default:
			w.statement(s.Stmt, true)
		}
		return true
	}
	if w.ours(s) {
		return false
	}
	call := w.call(s.Pos(), fresh)
	if call == "" {
		w.inside(s)
		return false
	}
	w.insert(s.Pos(), 0, call)
	w.inside(s)
	if d, ok := s.(*ast.DeferStmt); ok && mayRecover(d) {
		w.insert(s.End(), 0, "; defer "+frameName+".Raised()")
	}
	return true
}

// ours reports whether a statement was added by the session, or does nothing: no debugger stops there.
func (w *watcher) ours(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.EmptyStmt:
		return true
	case *ast.IfStmt: // a loop's step that is 0
		return len(s.Body.List) == 1 && isPoll(s.Body.List[0])
	case *ast.AssignStmt:
		if len(s.Lhs) == 1 && len(s.Rhs) == 1 {
			l, ok := s.Lhs[0].(*ast.Ident)
			_, ok2 := s.Rhs[0].(*ast.Ident)
			return ok && ok2 && l.Name == "_"
		}
	case *ast.DeclStmt:
		g, ok := s.Decl.(*ast.GenDecl)
		return ok && g.Tok != token.VAR
	}
	return isPoll(s)
}

// mayRecover reports whether what is deferred may call recover.
func mayRecover(d *ast.DeferStmt) bool {
	lit, ok := d.Call.Fun.(*ast.FuncLit)
	if !ok {
		id, ok := d.Call.Fun.(*ast.Ident)
		return !ok || types.Universe.Lookup(id.Name) == nil
	}
	found := false
	ast.Inspect(lit, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == "recover"
		return !found
	})
	return found
}

// defersRecover says whether a function has a deferred call of recover itself. Were another call deferred beside it, the
// compiler would give it a frame in which it finds no panic.
func defersRecover(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if _, lit := n.(*ast.FuncLit); lit {
			return false
		}
		if d, ok := n.(*ast.DeferStmt); ok {
			id, ok := d.Call.Fun.(*ast.Ident)
			found = found || ok && id.Name == "recover"
		}
		return !found
	})
	return found
}

// inside instruments the statements and function literals in a statement.
func (w *watcher) inside(s ast.Stmt) {
	ast.Inspect(s, func(n ast.Node) bool {
		if n == s {
			return true
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			w.literal(n)
		case *ast.BlockStmt:
			w.list(n.List)
			if loop(s) && !slices.ContainsFunc(n.List, func(s ast.Stmt) bool { return !w.ours(s) }) {
				w.insert(n.Rbrace, 0, "; "+w.call(s.Pos(), true)) // a loop without statements must stop as well
			}
		case *ast.IfStmt: // after else
			w.insert(n.Pos(), 0, "{ "+w.call(n.Pos(), true))
			w.inside(n)
			w.insert(n.End(), 0, " }")
		default:
			return true
		}
		return false
	})
}

func loop(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	}
	return false
}

// call is the call that says where execution is; empty if that is in no cell.
func (w *watcher) call(p token.Pos, fresh bool) string {
	n, ok := w.site(p)
	if !ok {
		return ""
	}
	locals, objs := w.scope(p)
	w.code.Sites[n].Vars = locals
	switch {
	case !fresh:
		return fmt.Sprintf("%s.At(%d); ", frameName, n)
	case len(objs) == 0:
		return fmt.Sprintf("%s.In(%d); ", frameName, n)
	}
	return fmt.Sprintf("%s.In(%d, &%s); ", frameName, n, strings.Join(objs, ", &"))
}

// site adds a site without variables.
func (w *watcher) site(p token.Pos) (n int, ok bool) {
	at := w.fset.Position(p)
	m := watchedFile.FindStringSubmatch(at.Filename)
	if m == nil {
		return 0, false
	}
	cell, _ := strconv.Atoi(m[1])
	w.code.Sites = append(w.code.Sites, Site{Cell: cell, Line: at.Line, Func: w.fn.name})
	return len(w.code.Sites) - 1, true
}

// scope lists the variables in scope at a position, and their names in the unit.
func (w *watcher) scope(p token.Pos) (locals []Local, names []string) {
	inner := w.pkg.Scope().Innermost(p)
	var found []*types.Var
	for s := inner; s != nil && s.Parent() != w.pkg.Scope(); s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok || strings.HasPrefix(name, refMark) {
				continue
			}
			if _, o := inner.LookupParent(name, p); o != v {
				continue // it is declared below, or hidden
			}
			if own := v.Pos() >= w.fn.from && v.Pos() < w.fn.to; own || w.fn.uses[v] {
				found = append(found, v)
			}
		}
	}
	slices.SortFunc(found, func(a, b *types.Var) int { return int(a.Pos() - b.Pos()) })
	for _, v := range found {
		locals, names = append(locals, Local{Name: written(v.Name()), typ: v.Type()}), append(names, v.Name())
	}
	return locals, names
}
