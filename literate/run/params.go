package run

// Parameters, as papermill has them: a cell tagged parameters gives names and defaults; a run may give other values,
// which go into a cell of their own (tagged injected-parameters) right after it.

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
)

// Param is one value for a parameter, as it was given on the command line.
type Param struct{ Name, Value string }

// ParseParam reads name=value.
func ParseParam(s string) (Param, error) {
	name, value, ok := strings.Cut(s, "=")
	if !ok || !token.IsIdentifier(strings.TrimSpace(name)) {
		return Param{}, fmt.Errorf("%q is no parameter: write name=value", s)
	}
	return Param{strings.TrimSpace(name), value}, nil
}

// Inject puts the values into the notebook. It fails if the notebook has no such parameter, or if a value does not
// fit the type of the default.
func Inject(n *nb.Notebook, params []Param) error {
	if len(params) == 0 {
		return nil
	}
	n.Cells = slices.DeleteFunc(n.Cells, func(c *nb.Cell) bool { return c.HasTag(TagInjected) })
	at := slices.IndexFunc(n.Cells, func(c *nb.Cell) bool { return c.Type == nb.Code && c.HasTag(TagParameters) })
	if at < 0 {
		return fmt.Errorf("no cell is tagged %q, so parameter %s has nowhere to go", TagParameters, params[0].Name)
	}
	defaults, err := parameters(n.Cells[at].Source)
	if err != nil {
		return err
	}
	var code strings.Builder
	code.WriteString("// Parameters")
	for _, p := range params {
		i := slices.IndexFunc(defaults, func(d parameter) bool { return d.name == p.Name })
		if i < 0 {
			return fmt.Errorf("no parameter %s; the notebook has %s", p.Name, names(defaults))
		}
		value, err := defaults[i].accept(p.Value)
		if err != nil {
			return err
		}
		fmt.Fprintf(&code, "\n%s = %s", p.Name, value)
	}
	// Add makes the id; then the cell moves to its place.
	c := n.Add(nb.Code, code.String())
	c.Metadata["tags"] = []any{TagInjected}
	n.Cells = slices.Insert(slices.Delete(n.Cells, len(n.Cells)-1, len(n.Cells)), at+1, c)
	return nil
}

// parameter is a variable of the parameters cell. Its type is the name of a basic type, or "" for any other, of which
// the compiler is the judge.
type parameter struct{ name, typ, text string }

// parameters lists the variables that a cell declares at its top level.
func parameters(source string) ([]parameter, error) {
	fset := token.NewFileSet()
	const before = "package p; func _() {"
	file, err := parser.ParseFile(fset, "", before+source+"\n}", parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("the cell tagged %q must hold plain variables: %v", TagParameters, err)
	}
	text := func(n ast.Node) string {
		return (before + source)[fset.Position(n.Pos()).Offset:fset.Position(n.End()).Offset]
	}
	var found []parameter
	add := func(name *ast.Ident, typ, value ast.Expr, whole ast.Node) {
		p := parameter{name: name.Name, text: text(whole)}
		if id, ok := typ.(*ast.Ident); ok {
			p.typ = id.Name
		} else if typ == nil {
			p.typ = typeOf(value)
		}
		found = append(found, p)
	}
	for _, s := range file.Decls[0].(*ast.FuncDecl).Body.List {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for i, l := range s.Lhs {
				if id, ok := l.(*ast.Ident); ok && s.Tok == token.DEFINE && len(s.Lhs) == len(s.Rhs) {
					add(id, nil, s.Rhs[i], s)
				}
			}
		case *ast.DeclStmt:
			decl, _ := s.Decl.(*ast.GenDecl)
			if decl == nil || decl.Tok != token.VAR {
				continue
			}
			for _, spec := range decl.Specs {
				v := spec.(*ast.ValueSpec)
				for i, id := range v.Names {
					var value ast.Expr
					if i < len(v.Values) {
						value = v.Values[i]
					}
					add(id, v.Type, value, s)
				}
			}
		}
	}
	return found, nil
}

// typeOf returns the type that a literal gives to a variable, "" for all but literals.
func typeOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return map[token.Token]string{token.INT: "int", token.FLOAT: "float64", token.STRING: "string", token.CHAR: "rune"}[e.Kind]
	case *ast.UnaryExpr:
		if e.Op == token.SUB || e.Op == token.ADD {
			return typeOf(e.X)
		}
	case *ast.ParenExpr:
		return typeOf(e.X)
	case *ast.Ident:
		if e.Name == "true" || e.Name == "false" {
			return "bool"
		}
	}
	return ""
}

// accept returns the Go expression for a value given as text.
func (p parameter) accept(value string) (string, error) {
	bits := 64
	if i := strings.IndexAny(p.typ, "136"); i > 0 {
		bits, _ = strconv.Atoi(p.typ[i:])
	} else if strings.HasSuffix(p.typ, "8") || p.typ == "byte" {
		bits = 8
	}
	var err error
	switch strings.TrimRight(p.typ, "0123456789") {
	case "string":
		return strconv.Quote(value), nil
	case "int":
		_, err = strconv.ParseInt(value, 0, bits)
	case "uint", "byte":
		_, err = strconv.ParseUint(value, 0, bits)
	case "float":
		_, err = strconv.ParseFloat(value, bits)
	case "bool":
		_, err = strconv.ParseBool(value)
		value = strings.ToLower(value)
		if err == nil && value != "true" && value != "false" {
			value = strconv.FormatBool(value == "1" || value == "t")
		}
	default:
		_, err = parser.ParseExpr(value)
	}
	if err != nil {
		wants := "a Go expression"
		if p.typ != "" {
			wants = "a value of type " + p.typ
		}
		return "", fmt.Errorf("parameter %s takes %s, as in the notebook's `%s`; %q is none", p.name, wants, p.text, value)
	}
	return value, nil
}

func names(params []parameter) string {
	if len(params) == 0 {
		return "none"
	}
	var list []string
	for _, p := range params {
		list = append(list, p.name)
	}
	return strings.Join(list, ", ")
}
