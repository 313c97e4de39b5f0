package session

import (
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"strings"
)

// displayPath is the package whose Interact gets to know how its function's parameters are called.
const displayPath = "github.com/gradbook/gradbook/kernel/display"

// comments are those of a piece of Go without strings.
var comments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)

// parameters adds to each call display.Interact(f, …) the names of f's parameters, which the compiled code no longer has:
// display.Interact(f, …, display.Names("x", "n")).
func (ck *checked) parameters() []edit {
	var out []edit
	ast.Inspect(ck.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 || call.Ellipsis.IsValid() {
			return true
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return true
		}
		f, ok := ck.info.Uses[sel.Sel].(*types.Func)
		if !ok || f.Pkg() == nil || f.Pkg().Path() != displayPath || f.Name() != "Interact" {
			return true
		}
		t := ck.info.TypeOf(call.Args[0])
		if t == nil {
			return true
		}
		sig, ok := t.Underlying().(*types.Signature)
		if !ok || sig.Params().Len() == 0 {
			return true
		}
		var names []string
		for v := range sig.Params().Variables() {
			names = append(names, fmt.Sprintf("%q", v.Name()))
		}
		offset := func(n ast.Node) (from, to int) {
			return ck.fset.Position(n.Pos()).Offset, ck.fset.Position(n.End()).Offset
		}
		from, to := offset(sel.X)
		_, last := offset(call.Args[len(call.Args)-1])
		end := ck.fset.Position(call.Rparen).Offset
		comma := ", "
		if strings.Contains(comments.ReplaceAllString(string(ck.src[last:end]), ""), ",") {
			comma = ""
		}
		out = append(out, edit{end, end, fmt.Sprintf("%s%s.Names(%s)", comma, ck.src[from:to], strings.Join(names, ", "))})
		return true
	})
	return out
}
