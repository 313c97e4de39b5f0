package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// pollCall asks, in loops and at the entry of functions that may recurse, whether the cell was interrupted. It stands
// on the line of the brace before it.
const pollCall = " " + rtName + ".Poll();"

// polls lists the insertions of polls into a cell.
func polls(c *cell) []edit {
	var out []edit
	insert := func(body *ast.BlockStmt) {
		if body != nil {
			o := c.off(body.Lbrace) + 1
			out = append(out, edit{o, o, pollCall})
		}
	}
	// A function polls before its first statement that calls something: what returns before, as the end of a recursion does,
	// costs nothing.
	enter := func(body *ast.BlockStmt) {
		if defersRecover(body) {
			return
		}
		for i, st := range body.List {
			switch {
			case !calls(st):
			case i == 0:
				insert(body)
				return
			default:
				o := c.off(st.Pos())
				out = append(out, edit{o, o, strings.TrimLeft(pollCall, " ") + " "})
				return
			}
		}
	}
	visit := func(root ast.Node) {
		labels := map[string]token.Pos{}
		ast.Inspect(root, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Body == nil || has(n.Doc, "//go:nosplit") {
					return false
				}
				enter(n.Body)
			case *ast.FuncLit:
				enter(n.Body)
			case *ast.ForStmt:
				insert(n.Body)
			case *ast.RangeStmt:
				insert(n.Body)
			case *ast.LabeledStmt:
				labels[n.Label.Name] = n.Pos()
			case *ast.BranchStmt:
				if n.Tok == token.GOTO && labels[n.Label.Name].IsValid() {
					o := c.off(n.Pos())
					out = append(out, edit{o, o, strings.TrimLeft(pollCall, " ") + " "})
				}
			}
			return true
		})
	}
	for _, it := range c.items {
		if it.decl != nil {
			visit(it.decl)
		} else {
			visit(it.stmt)
		}
	}
	return out
}

// defersRecover says whether a function has a deferred call of recover itself. With an inlined call at its entry, such
// as that of a poll, the compiler gives the deferred call another frame, in which recover finds no panic.
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

// calls says whether the statement calls something that may lead back to it: not a builtin, a predeclared type or a member
// of a package or value that is spelt like one.
func calls(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		switch f := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			found = types.Universe.Lookup(f.Name) == nil
		case *ast.SelectorExpr:
			// strings.Fields cannot come back here; s.walk can. Parser's objects tell a local name from an open one.
			id, ok := f.X.(*ast.Ident)
			found = !ok || id.Obj != nil || !isPackageLike(id.Name, f.Sel.Name)
		case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.InterfaceType, *ast.StructType:
		default:
			found = true
		}
		return !found
	})
	return found
}

func isPackageLike(name, sel string) bool {
	return name == strings.ToLower(name) && token.IsExported(sel) && len(StdPackages(name)) > 0
}

func has(doc *ast.CommentGroup, directive string) bool {
	if doc == nil {
		return false
	}
	for _, l := range doc.List {
		if strings.HasPrefix(l.Text, directive) {
			return true
		}
	}
	return false
}
