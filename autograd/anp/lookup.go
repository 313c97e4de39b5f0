package anp

// Lookup: functions by their NumPy and SciPy names, with NumPy's keyword arguments, for tools and for tests against NumPy.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Function is a function under its NumPy name.
type Function struct {
	Name   string   // as in "linalg.solve" or "scipy.special.erf"
	Params []string // the names of its parameters, in order
	NoGrad bool     // it has no derivative; its results are constants
	need   int      // how many of them must be given
	call   func(a *arguments) []autograd.Value
}

// Lookup returns the function with a NumPy name ("sum", "linalg.solve", "fft.rfft") or a SciPy name
// ("scipy.special.erf"), or nil if there is none.
func Lookup(name string) *Function { return functions[name] }

// Names returns all names that [Lookup] knows, sorted.
func Names() []string {
	out := make([]string, 0, len(functions))
	for name := range functions {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Call applies the function. args come in order, kwargs by name; both are what autograd.V takes for arrays, ints and
// []int for axes and shapes, strings for modes, and nil for Python's None. Functions with several results return several
// Values. Misuse gives an error.
func (f *Function) Call(args []any, kwargs map[string]any) (results []autograd.Value, err error) {
	defer autograd.Catch(&err)
	a := &arguments{name: f.Name, given: map[string]any{}}
	if len(args) > len(f.Params) {
		return nil, fmt.Errorf("%s: takes at most %d arguments (%s), got %d", f.Name, len(f.Params), strings.Join(f.Params, ", "), len(args))
	}
	for i, x := range args {
		a.given[f.Params[i]] = x
	}
	for name, x := range kwargs {
		if !slices.Contains(f.Params, name) {
			return nil, fmt.Errorf("%s: has no parameter %q; it has %s", f.Name, name, strings.Join(f.Params, ", "))
		}
		if _, twice := a.given[name]; twice {
			return nil, fmt.Errorf("%s: got %q twice", f.Name, name)
		}
		a.given[name] = x
	}
	for _, name := range f.Params[:f.need] {
		if _, ok := a.given[name]; !ok {
			return nil, fmt.Errorf("%s: needs %q", f.Name, name)
		}
	}
	return f.call(a), nil
}

// functions is the table of lookup_table.go by name, aliases included.
var functions = map[string]*Function{}

// row is one line of the table: names of which the first is the main one, and parameters, the optional ones after "|".
type row struct {
	names, params string
	call          func(a *arguments) []autograd.Value
}

// registerFunctions fills in functions; the init of lookup_scipy.go calls it when the table is complete.
func registerFunctions() {
	for i, r := range append(nogradTable, table...) {
		names := strings.Fields(r.names)
		required, optional, _ := strings.Cut(r.params, "|")
		f := &Function{Name: names[0], call: r.call, need: len(strings.Fields(required)), NoGrad: i < len(nogradTable),
			Params: append(strings.Fields(required), strings.Fields(optional)...)}
		for _, name := range names {
			if functions[name] != nil {
				panic("anp: two functions are named " + name)
			}
			functions[name] = f
		}
	}
}

// arguments are those of one call. Its methods convert them and panic with a [*ndarray.ValueError] where they can't.
type arguments struct {
	name  string
	given map[string]any
}

func (a *arguments) bad(param string, x any, want string) {
	panic(&ndarray.ValueError{Op: a.name, Msg: fmt.Sprintf("%s must be %s, not %T", param, want, x)})
}

// has reports whether a parameter was given and is not None.
func (a *arguments) has(param string) bool { return a.given[param] != nil }

func (a *arguments) v(param string) autograd.Value { return autograd.V(a.given[param]) }

// or is v with a default.
func (a *arguments) or(param string, def float64) autograd.Value {
	if !a.has(param) {
		return autograd.V(def)
	}
	return a.v(param)
}

func (a *arguments) vs(param string) []autograd.Value {
	switch x := a.given[param].(type) {
	case []autograd.Value:
		return x
	case []any:
		out := make([]autograd.Value, len(x))
		for i := range x {
			out[i] = autograd.V(x[i])
		}
		return out
	}
	a.bad(param, a.given[param], "a list of arrays")
	return nil
}

func (a *arguments) int(param string, def int) int {
	switch x := a.given[param].(type) {
	case nil:
		return def
	case int:
		return x
	case float64:
		if x == float64(int(x)) {
			return int(x)
		}
	case autograd.Value:
		return x.Int()
	}
	a.bad(param, a.given[param], "an integer")
	return 0
}

// ints takes an integer or a list of them; nil is nil.
func (a *arguments) ints(param string) []int {
	switch x := a.given[param].(type) {
	case nil:
		return nil
	case []int:
		return x
	case int, float64, autograd.Value:
		return []int{a.int(param, 0)}
	case []any:
		out := make([]int, len(x))
		for i, n := range x {
			out[i] = (&arguments{name: a.name, given: map[string]any{param: n}}).int(param, 0)
		}
		return out
	}
	a.bad(param, a.given[param], "an integer or a list of integers")
	return nil
}

// pairs takes lists of integers, as pad_width and the axes of tensordot are; ok is false for anything else.
func (a *arguments) pairs(param string) (out [][]int, ok bool) {
	switch x := a.given[param].(type) {
	case [][]int:
		return x, true
	case [][2]int:
		for _, p := range x {
			out = append(out, p[:])
		}
		return out, true
	case []any:
		for _, p := range x {
			if _, isList := p.([]any); !isList {
				return nil, false
			}
			out = append(out, (&arguments{name: a.name, given: map[string]any{param: p}}).ints(param))
		}
		return out, true
	}
	return nil, false
}

// axis takes an integer, or None for the flattened array.
func (a *arguments) axis(def int) int {
	if x, given := a.given["axis"]; given && x == nil {
		return ndarray.Flat
	}
	return a.int("axis", def)
}

func (a *arguments) bool(param string, def bool) bool {
	switch x := a.given[param].(type) {
	case nil:
		return def
	case bool:
		return x
	}
	a.bad(param, a.given[param], "true or false")
	return false
}

func (a *arguments) float(param string, def float64) float64 {
	if !a.has(param) {
		return def
	}
	return a.v(param).Float()
}

func (a *arguments) text(param, def string) string {
	switch x := a.given[param].(type) {
	case nil:
		return def
	case string:
		return x
	}
	a.bad(param, a.given[param], "a string")
	return ""
}

func (a *arguments) norm() ndarray.FFTNorm { return ndarray.FFTNorm(a.text("norm", "backward")) }

// offset returns an optional diagonal.
func (a *arguments) offset() int { return a.int("offset", 0) }

// reduced applies a reduction with the parameters axis and keepdims.
func (a *arguments) reduced(f func(x autograd.Value, axis ...int) autograd.Value) []autograd.Value {
	if a.bool("keepdims", false) {
		f = KeepDims(f)
	}
	return one(f(a.v("a"), a.ints("axis")...))
}

func one(v autograd.Value) []autograd.Value { return []autograd.Value{v} }
