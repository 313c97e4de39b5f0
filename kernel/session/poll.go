package session

import (
	"go/ast"
	"go/token"
	"strings"
)

// pollCall asks in loops whether the cell was interrupted. It stands on the line of the brace before it. Calls need none:
// package rt tells how functions are stopped at their entry.
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
	visit := func(root ast.Node) {
		labels := map[string]token.Pos{}
		ast.Inspect(root, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Body == nil || has(n.Doc, "//go:nosplit") {
					return false
				}
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
