package session

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"sort"
	"strings"
)

// Evaluation is an expression, or a statement, made ready to be evaluated in a call.
type Evaluation struct {
	Source string // a cell for [Session.PlanProbe]
	Vars   []int  // numbers of the site's variables that it mentions, in the order of the arguments of the cell's function
	Value  bool   // it may have a value
}

// What stands around the code where it is parsed: as expressions, and as statements.
var (
	asExpressions = [2]string{"package p;func _(){_(", ")}"}
	asStatements  = [2]string{"package p;func _(){", "\n}"}
)

// Evaluate prepares code to be evaluated at a site of code that is watched. The variables of the function are reached
// through pointers, so that x + 1 becomes
//
//	gradbook_debug.Eval(func(_x *int) { gradbook_debug.Result((*_x) + 1) })
//
// and an assignment changes the variable. It fails for a variable whose type cannot be written outside of its function. With a
// nil code, only the session's names are known.
func (o *Observed) Evaluate(site int, code string, value bool) (*Evaluation, error) {
	fset := token.NewFileSet()
	around := asExpressions
	file, err := parser.ParseFile(fset, "", around[0]+code+around[1], 0)
	if value = value && err == nil; !value {
		around = asStatements
		file, err = parser.ParseFile(fset, "", around[0]+code+around[1], 0)
	}
	if err != nil {
		return nil, fmt.Errorf("%q is no expression or statement of Go", code)
	}
	keys := map[*ast.Ident]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				keys[id] = true
			}
		}
		return true
	})
	e := &Evaluation{Value: value}
	w := &typeWriter{imports: map[string]string{}}
	var params []string
	var edits []edit
	at := map[string]int{}
	for _, id := range file.Unresolved {
		off := fset.File(id.Pos()).Offset(id.Pos()) - len(around[0])
		if o == nil || keys[id] || off < 0 {
			continue
		}
		n := o.local(site, id.Name)
		if n < 0 {
			continue
		}
		k, ok := at[id.Name]
		if !ok {
			typ, err := w.write(o.Sites[site].Vars[n], o.pkg)
			if err != nil {
				return nil, err
			}
			k = len(params)
			at[id.Name] = k
			params = append(params, fmt.Sprintf("gradbook_v%d *%s", k, typ))
			e.Vars = append(e.Vars, n)
		}
		edits = append(edits, edit{off, off + len(id.Name), fmt.Sprintf("(*gradbook_v%d)", k)})
	}
	body := string(apply([]byte(code), edits))
	if value {
		body = debugName + ".Result(" + body + ")"
	}
	e.Source = fmt.Sprintf("import %s %q; %s%s.Eval(func(%s) { %s });", debugName, debugPath, w.header(), debugName, strings.Join(params, ", "), body)
	return e, nil
}

// Copy prepares to make a variable of a call one of the session.
func (o *Observed) Copy(site int, name, to string) (*Evaluation, error) {
	n := o.local(site, name)
	if n < 0 {
		return nil, fmt.Errorf("the call has no variable %s", name)
	}
	w := &typeWriter{imports: map[string]string{}}
	typ, err := w.write(o.Sites[site].Vars[n], o.pkg)
	if err != nil {
		return nil, err
	}
	src := fmt.Sprintf("import %s %q; %svar %s %s; %s.Eval(func(gradbook_v0 *%s) { %s = *gradbook_v0 });", debugName, debugPath, w.header(), to, typ, debugName, typ, to)
	return &Evaluation{Source: src, Vars: []int{n}}, nil
}

// local is the number of the variable of that name at a site, or -1.
func (o *Observed) local(site int, name string) int {
	for i, v := range o.Sites[site].Vars {
		if v.Name == name {
			return i
		}
	}
	return -1
}

// typeWriter writes types as a cell can, which has to import what they mention.
type typeWriter struct{ imports map[string]string }

func (w *typeWriter) write(v Local, pkg *types.Package) (string, error) {
	if hasParameter(v.typ) {
		return "", fmt.Errorf("%s has the type of a type parameter: it can be looked at, but not used in an expression", v.Name)
	}
	if what := unnameable(v.typ, pkg); what != "" {
		return "", fmt.Errorf("%s has the type %s: it can be looked at, but not used in an expression", v.Name, what)
	}
	text := types.TypeString(v.typ, func(q *types.Package) string {
		if q == pkg {
			return ""
		}
		if w.imports[q.Path()] == "" {
			w.imports[q.Path()] = fmt.Sprintf("gradbook_p%d", len(w.imports))
		}
		return w.imports[q.Path()]
	})
	if strings.Contains(text, refMark) {
		return "", fmt.Errorf("%s has a type that was redefined since: it can be looked at, but not used in an expression", v.Name)
	}
	return written(text), nil
}

func (w *typeWriter) header() string {
	var lines []string
	for path, name := range w.imports {
		lines = append(lines, fmt.Sprintf("import %s %q; ", name, path))
	}
	sort.Strings(lines)
	return strings.Join(lines, "")
}

// hasParameter reports whether a type mentions a type parameter.
func hasParameter(t types.Type) bool {
	return findPart(t, func(t types.Type) string {
		switch t := t.(type) {
		case *types.TypeParam:
			return t.Obj().Name()
		case *types.Alias: // one of a generic function may stand for a parameter
			if hasParameter(types.Unalias(t)) {
				return t.Obj().Name()
			}
		}
		return ""
	}) != ""
}
