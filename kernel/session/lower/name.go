// Names: what a function or type is called in the file, at a place where other names may hide it.

package lower

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// namedOf returns the declared type that t is or points to, nil if there is none.
func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// packageOf returns the package that declares t or what t points to, nil if there is none.
func packageOf(t types.Type) *types.Package {
	if n := namedOf(t); n != nil {
		return n.Obj().Pkg()
	}
	return nil
}

// nameAt returns the text that means the package-level object obj at pos, or says what is in the way.
func (l *lowerer) nameAt(obj types.Object, pos token.Pos) (text, problem string) {
	names, problem := l.qualifiers(obj.Pkg())
	if problem != "" {
		return "", problem
	}
	scope := l.pkg.Scope().Innermost(pos)
	if scope == nil {
		scope = l.pkg.Scope()
	}
	for _, q := range names {
		text, first := obj.Name(), obj.Name()
		if q != "" {
			text, first = q+"."+text, q
		}
		_, seen := scope.LookupParent(first, pos)
		if p, ok := seen.(*types.PkgName); ok && q != "" && p.Imported() == obj.Pkg() || seen == obj {
			return text, ""
		}
		if seen == nil {
			problem = text + " is needed here to lift a number, and " + first + " is not declared"
		} else {
			problem = text + " is needed here to lift a number, and another " + first + " hides it"
		}
	}
	return "", problem
}

// qualifiers returns how the file calls p: aliases, or "" for p's names without one, which goes first.
func (l *lowerer) qualifiers(p *types.Package) (names []string, problem string) {
	if p == nil || p == l.pkg {
		return []string{""}, ""
	}
	if l.opts.Qualifier != nil {
		return []string{l.opts.Qualifier(p)}, ""
	}
	if l.imports == nil {
		l.imports = map[*types.Package][]string{}
		for _, spec := range l.file.Imports {
			obj := l.info.Implicits[spec]
			if spec.Name != nil {
				obj = l.info.Defs[spec.Name]
			}
			if pn, ok := obj.(*types.PkgName); ok && pn.Name() != "_" {
				l.imports[pn.Imported()] = append(l.imports[pn.Imported()], strings.TrimPrefix(pn.Name(), "."))
			}
		}
		for _, names := range l.imports {
			slices.Sort(names)
		}
	}
	if names = l.imports[p]; names == nil {
		return nil, "a number beside a value of package " + p.Name() + " is lifted by that package: import " + p.Path()
	}
	return names, ""
}

// exprAt parses a short expression and puts its names at pos.
func exprAt(text string, pos token.Pos) ast.Expr {
	if pkg, name, ok := strings.Cut(text, "."); !strings.ContainsAny(text, "(*[") { // V or autograd.V
		if !ok {
			return &ast.Ident{NamePos: pos, Name: text}
		}
		return &ast.SelectorExpr{X: &ast.Ident{NamePos: pos, Name: pkg}, Sel: &ast.Ident{NamePos: pos, Name: name}}
	}
	e, err := parser.ParseExpr(text)
	if err != nil {
		panic("lower: emitted " + text + ": " + err.Error())
	}
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			n.NamePos = pos
		case *ast.ParenExpr:
			n.Lparen, n.Rparen = pos, pos
		case *ast.StarExpr:
			n.Star = pos
		case *ast.CallExpr:
			n.Lparen, n.Rparen = pos, pos
		}
		return true
	})
	return e
}
