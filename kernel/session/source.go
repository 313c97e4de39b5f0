package session

import (
	"go/ast"
	"go/token"
	"sort"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// source is the final text of the unit: operators lowered, unused variables used, unused imports gone.
func (p *plan) source(ck *checked) (src []byte, imports []string) {
	edits := append([]edit{}, ck.edits...)
	edits = append(edits, ck.unused()...)
	out := string(apply(ck.src, edits))
	nl := strings.IndexByte(out, '\n')
	header, body := out[:nl], out[nl:]
	kept := []string{}
	for _, spec := range strings.SplitAfter(header, ";") {
		f := strings.Fields(spec)
		if len(f) == 3 && f[0] == "import" && f[1] != "_" && !strings.Contains(body, f[1]+".") {
			continue
		}
		if len(f) == 3 && f[0] == "import" {
			path, _ := strconv.Unquote(strings.TrimSuffix(f[2], ";"))
			imports = append(imports, path)
		}
		kept = append(kept, spec)
	}
	header = strings.Join(kept, "")
	sort.Strings(imports)
	return []byte(header + body), imports
}

// unused makes edits that use variables which nothing uses, and drop labels which nothing jumps to: the compiler
// would refuse them, and a session does not.
func (ck *checked) unused() []edit {
	at := map[token.Pos]bool{}
	for _, e := range ck.errs {
		if e.Soft {
			at[e.Pos] = true
		}
	}
	if len(at) == 0 {
		return nil
	}
	off := ck.fset.File(ck.file.FileStart).Offset
	var out []edit
	insert := func(pos token.Pos, delta int, text string) {
		o := off(pos) + delta
		out = append(out, edit{o, o, text})
	}
	var stack []ast.Node
	ast.Inspect(ck.file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		id, ok := n.(*ast.Ident)
		if !ok || !at[id.Pos()] || len(stack) < 3 {
			return true
		}
		parent, grand := stack[len(stack)-2], stack[len(stack)-3]
		use := "_ = " + id.Name
		switch parent := parent.(type) {
		case *ast.LabeledStmt:
			o := off(parent.Pos())
			out = append(out, edit{o, off(parent.Colon) + 1, ""})
		case *ast.RangeStmt:
			insert(parent.Body.Lbrace, 1, use+";")
		case *ast.ValueSpec:
			if g, ok := grand.(*ast.GenDecl); ok {
				insert(g.End(), 0, "; "+use)
			}
		case *ast.AssignStmt:
			switch g := grand.(type) {
			case *ast.IfStmt:
				insert(g.Body.Lbrace, 1, use+";")
			case *ast.ForStmt:
				insert(g.Body.Lbrace, 1, use+";")
			case *ast.SwitchStmt:
				intoClause(g.Body, insert, use)
			case *ast.TypeSwitchStmt:
				intoClause(g.Body, insert, use)
			case *ast.CommClause:
				if g.Comm == parent {
					insert(g.Colon, 1, use+";")
				} else {
					insert(parent.End(), 0, "; "+use)
				}
			default:
				insert(parent.End(), 0, "; "+use)
			}
		}
		return true
	})
	return out
}

// intoClause puts a statement into the first clause of a switch.
func intoClause(body *ast.BlockStmt, insert func(token.Pos, int, string), stmt string) {
	if len(body.List) > 0 {
		if cc, ok := body.List[0].(*ast.CaseClause); ok {
			insert(cc.Colon, 1, stmt+";")
		}
	}
}
