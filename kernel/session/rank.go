package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// What a Go programmer means most often comes first: names of the type that is expected where the cursor is, then names
// of packages that everybody uses, then the rest by the alphabet.

// common are the names of packages that are written most, in the order in which they are proposed.
var common = map[string]string{
	"fmt":           "Println Printf Sprintf Errorf Sprint Print Fprintf Fprintln Sscanf",
	"os":            "ReadFile WriteFile Open Create Args Getenv Stdin Stdout Stderr",
	"math":          "Sqrt Abs Pow Pi Exp Log Sin Cos Inf",
	"time":          "Now Since Duration Second Millisecond Minute Hour Sleep Time",
	"strings":       "Split Join Contains Replace ReplaceAll TrimSpace Fields HasPrefix Builder",
	"strconv":       "Itoa Atoi ParseFloat ParseInt Quote FormatInt FormatFloat ParseBool",
	"errors":        "New Is As Join Unwrap",
	"sync":          "WaitGroup Mutex RWMutex Once OnceValue Pool Map",
	"sync/atomic":   "Int64 Int32 Bool Pointer Value AddInt64",
	"context":       "Background WithCancel WithTimeout Context WithValue TODO",
	"io":            "ReadAll Reader Writer EOF Copy Discard",
	"sort":          "Slice Strings Ints Float64s Sort",
	"slices":        "Sort SortFunc Contains Max Min Reverse Index Sorted Collect",
	"maps":          "Keys Values Clone Collect",
	"bufio":         "NewReader NewScanner NewWriter Scanner",
	"bytes":         "Buffer NewReader NewBuffer Equal Contains",
	"encoding/json": "Marshal Unmarshal MarshalIndent NewDecoder NewEncoder",
	"net/http":      "Get HandleFunc ListenAndServe StatusOK Request ResponseWriter Client NewRequest Error",
	"path/filepath": "Join Base Dir Ext Glob WalkDir Abs",
	"regexp":        "MustCompile Compile MatchString QuoteMeta",
	"math/rand":     "Intn Float64 Perm Shuffle NormFloat64 New NewSource",
	"math/rand/v2":  "IntN Float64 N Perm Shuffle NormFloat64 New NewPCG",
	"reflect":       "TypeOf ValueOf DeepEqual TypeFor",
	"runtime":       "GC NumGoroutine GOMAXPROCS ReadMemStats NumCPU",
}

// popular is where a name of a package stands among its common ones, from 1; 0 if it is none.
func popular(path, name string) int {
	for i, n := range strings.Fields(common[path]) {
		if n == name {
			return i + 1
		}
	}
	return 0
}

// expected is the type that an expression at the placeholder should have; nil if anything may stand there.
func (v *view) expected() types.Type {
	n := len(v.stack) - 1
	if v.selected() != nil {
		n-- // the whole of x.name
	}
	for n > 0 {
		if _, ok := v.stack[n-1].(*ast.ParenExpr); !ok {
			break
		}
		n--
	}
	if n < 1 {
		return nil
	}
	x, _ := v.stack[n].(ast.Expr)
	t := v.wantedBy(v.stack[:n], x)
	if t == nil || t == types.Typ[types.Invalid] || types.IsInterface(t) && t.Underlying().(*types.Interface).Empty() {
		return nil
	}
	if b, ok := t.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		return nil
	}
	return t
}

// wantedBy is the type that the innermost of some nodes wants of an expression in it.
func (v *view) wantedBy(around []ast.Node, x ast.Expr) types.Type {
	info := v.ck.info
	switch p := around[len(around)-1].(type) {
	case *ast.CallExpr:
		sig, ok := typeOf(info, p.Fun).(*types.Signature)
		if !ok {
			return nil
		}
		for i, a := range p.Args {
			if a == x {
				return parameter(sig, i)
			}
		}
	case *ast.AssignStmt:
		for i, r := range p.Rhs {
			if r == x && p.Tok != token.DEFINE && len(p.Lhs) == len(p.Rhs) {
				return typeOf(info, p.Lhs[i])
			}
		}
	case *ast.ValueSpec:
		if p.Type != nil && p.Type != x {
			return typeOf(info, p.Type)
		}
	case *ast.KeyValueExpr:
		lit, ok := around[max(len(around)-2, 0)].(*ast.CompositeLit)
		if !ok || p.Value != x {
			return nil
		}
		switch t := core(typeOf(info, lit)).(type) {
		case *types.Struct:
			for f := range t.Fields() {
				if id, ok := p.Key.(*ast.Ident); ok && f.Name() == id.Name {
					return f.Type()
				}
			}
		case *types.Map:
			return t.Elem()
		}
	case *ast.CompositeLit:
		if t, ok := core(typeOf(info, p)).(*types.Slice); ok {
			return t.Elem()
		}
	case *ast.BinaryExpr:
		switch {
		case p.Op == token.SHL || p.Op == token.SHR:
			return nil
		case p.X == x:
			return typeOf(info, p.Y)
		}
		return typeOf(info, p.X)
	case *ast.IndexExpr:
		if t, ok := core(typeOf(info, p.X)).(*types.Map); ok && p.Index == x {
			return t.Key()
		}
	case *ast.SendStmt:
		if t, ok := core(typeOf(info, p.Chan)).(*types.Chan); ok && p.Value == x {
			return t.Elem()
		}
	case *ast.IfStmt, *ast.ForStmt:
		return types.Typ[types.Bool]
	case *ast.ReturnStmt:
		return v.result(around, p, x)
	}
	return nil
}

// result is the type of the result that an expression of a return is.
func (v *view) result(around []ast.Node, p *ast.ReturnStmt, x ast.Expr) types.Type {
	for i := len(around) - 1; i >= 0; i-- {
		var t *ast.FuncType
		switch f := around[i].(type) {
		case *ast.FuncLit:
			t = f.Type
		case *ast.FuncDecl:
			t = f.Type
		default:
			continue
		}
		if sig, ok := typeOf(v.ck.info, t).(*types.Signature); ok {
			for k, r := range p.Results {
				if r == x && k < sig.Results().Len() {
					return sig.Results().At(k).Type()
				}
			}
		}
		return nil
	}
	return nil
}

func typeOf(info *types.Info, x ast.Expr) types.Type {
	t := info.TypeOf(x)
	if t == nil || t == types.Typ[types.Invalid] {
		return nil
	}
	return t
}

// core is what a literal of a type, or of a pointer to it, is made of.
func core(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying()
}

func parameter(sig *types.Signature, i int) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 {
		if s, ok := sig.Params().At(n - 1).Type().(*types.Slice); ok {
			return s.Elem()
		}
		return nil
	}
	if i >= n {
		return nil
	}
	return sig.Params().At(i).Type()
}

// fits reports whether an object, or what it returns, can stand where a type is expected.
func fits(o types.Object, want types.Type) bool {
	switch o := o.(type) {
	case *types.Var, *types.Const:
		return assignable(o.Type(), want)
	case *types.Func:
		sig := o.Signature()
		if _, ok := want.Underlying().(*types.Signature); ok {
			return assignable(types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic()), want)
		}
		return sig.Results().Len() == 1 && assignable(sig.Results().At(0).Type(), want)
	}
	return false
}

func assignable(t, want types.Type) bool {
	return t != nil && t != types.Typ[types.Invalid] && types.AssignableTo(t, want)
}

// fitsText is [fits] for a name of the session, whose type is known as text.
func fitsText(kind Kind, shown, want string) bool {
	if want == "" {
		return false
	}
	shown, _, _ = strings.Cut(shown, " = ")
	if kind == Func && !strings.HasPrefix(want, "func(") {
		return strings.HasSuffix(shown, ") "+want)
	}
	return (kind == Var || kind == Const || kind == Func) && shown == want
}
