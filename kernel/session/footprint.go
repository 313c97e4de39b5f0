package session

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Footprint says which names a cell, or a function that it declares, has to do with, as far as its text tells.
type Footprint struct {
	Declares map[string]bool // for the session
	Sets     map[string]bool // declared or perhaps changed: assigned, addressed, receiver or argument of a call
	Uses     map[string]bool // mentioned
	Funcs    map[string]*Footprint
}

func newFootprint() *Footprint {
	return &Footprint{Declares: map[string]bool{}, Sets: map[string]bool{}, Uses: map[string]bool{}, Funcs: map[string]*Footprint{}}
}

// FootprintOf reads a cell; that of a cell which does not parse is empty.
func FootprintOf(src string) *Footprint {
	f := newFootprint()
	c, diags := parseCell(0, src)
	if len(diags) > 0 {
		return f
	}
	for _, it := range c.items {
		switch d := it.decl.(type) {
		case nil:
			if a, ok := it.stmt.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
				for _, x := range a.Lhs {
					f.declare(rootName(x))
				}
			}
			f.read(it.stmt)
		case *ast.FuncDecl:
			body := newFootprint()
			body.read(d)
			name := d.Name.Name
			if d.Recv != nil {
				if t := rootName(d.Recv.List[0].Type); t != "" {
					name = t
				}
			}
			f.declare(name)
			if g := f.Funcs[name]; g != nil {
				g.add(body)
			} else {
				f.Funcs[name] = body
			}
			for n := range body.Uses {
				f.Uses[n] = true
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.ValueSpec:
					for _, n := range s.Names {
						f.declare(n.Name)
					}
				case *ast.TypeSpec:
					f.declare(s.Name.Name)
				}
			}
			f.read(d)
		}
	}
	return f
}

func (f *Footprint) declare(name string) { f.Declares[name], f.Sets[name] = true, true }

func (f *Footprint) add(g *Footprint) {
	for n := range g.Sets {
		f.Sets[n] = true
	}
	for n := range g.Uses {
		f.Uses[n] = true
	}
}

// read notes what a statement or a function's body does.
func (f *Footprint) read(n ast.Node) {
	set := func(xs ...ast.Expr) {
		for _, x := range xs {
			if x != nil {
				f.Sets[rootName(x)] = true
			}
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			f.Uses[n.Name] = true
		case *ast.AssignStmt:
			set(n.Lhs...)
		case *ast.IncDecStmt:
			set(n.X)
		case *ast.SendStmt:
			set(n.Chan)
		case *ast.RangeStmt:
			set(n.Key, n.Value)
		case *ast.UnaryExpr:
			if n.Op == token.AND || n.Op == token.ARROW {
				set(n.X)
			}
		case *ast.CallExpr:
			switch fun := ast.Unparen(n.Fun).(type) {
			case *ast.SelectorExpr:
				set(fun.X)
				if id, ok := fun.X.(*ast.Ident); !ok || !isPackageLike(id.Name, fun.Sel.Name) || !pure[id.Name] {
					set(n.Args...)
				}
			case *ast.Ident:
				switch {
				case types.Universe.Lookup(fun.Name) == nil:
					set(n.Args...)
				case changing[fun.Name] && len(n.Args) > 0:
					set(n.Args[0])
				}
			default:
				set(n.Args...)
			}
		}
		return true
	})
	delete(f.Sets, "")
}

// pure are packages whose functions only read their arguments, as far as it matters; changing are the builtins that do
// not.
var (
	pure     = map[string]bool{"fmt": true, "strings": true, "strconv": true, "math": true, "errors": true, "log": true}
	changing = map[string]bool{"append": true, "clear": true, "close": true, "copy": true, "delete": true}
)

// rootName is the variable that an expression leads into: x of x.a[i], *x and &x; empty if there is none.
func rootName(x ast.Expr) string {
	for {
		switch e := x.(type) {
		case *ast.Ident:
			return e.Name
		case *ast.SelectorExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.IndexListExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.ParenExpr:
			x = e.X
		case *ast.UnaryExpr:
			x = e.X
		case *ast.TypeAssertExpr:
			x = e.X
		default:
			return ""
		}
	}
}
