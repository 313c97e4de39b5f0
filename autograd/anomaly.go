package autograd

// DetectAnomaly: finding the operation that made the first NaN or infinity, and arrays that were changed under a trace.

import (
	"fmt"
	"hash/maphash"
	"math"
	"reflect"
	"runtime"
	"strings"
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// AnomalyError says which operation made a NaN or an infinity out of finite numbers, or found its arguments changed.
type AnomalyError struct {
	Primitive string
	Where     string // file:line of the caller, outside of this package
	Msg       string
}

// Error returns "log at main.go:12: result is -Inf: …".
func (e *AnomalyError) Error() string {
	return fmt.Sprintf("%s at %s: %s", e.Primitive, e.Where, e.Msg)
}

// DetectAnomaly returns f with a watch on it: the first operation in it, or in the backward pass through it, that makes
// a NaN or an infinity out of finite numbers panics with an [*AnomalyError] which names it and the line that called it.
// So does an operation whose arrays were changed in place between the forward and the backward pass. It costs several
// times the time of f.
//
//	Grad(DetectAnomaly(f))(x)
func DetectAnomaly[F any](f F) F {
	return operator("DetectAnomaly", f, allArgs, func(call func([]Value) Value, args []Value) Value {
		w := &watch{seen: map[*Node]observation{}, seed: maphash.MakeSeed()}
		boxed := false
		for _, v := range args {
			for ; v.n != nil; v = v.node("DetectAnomaly").value {
				v.n.tape.watch, boxed = w, true
			}
		}
		if boxed {
			return call(args)
		}
		t := newTape(false) // nobody differentiates: trace it just to see each operation
		t.watch = w
		duals := append([]Value(nil), args...)
		for i, v := range args {
			if v.DType().IsInexact() {
				duals[i] = t.root("DetectAnomaly", i, v).box()
			}
		}
		ans, _ := t.open(call(duals), "DetectAnomaly")
		return ans
	})
}

// watch looks at every node of a trace.
type watch struct {
	mu   sync.Mutex
	seen map[*Node]observation
	seed maphash.Seed
}

// observation is what a watch remembers of a node until the backward pass.
type observation struct {
	where string
	sum   uint64 // of the elements of its arguments
}

// node checks a new node.
func (w *watch) node(n *Node) {
	if n.prim == nil {
		return
	}
	o := observation{userLine(), w.checksum(n)}
	w.mu.Lock()
	w.seen[n] = o
	w.mu.Unlock()
	if what := nonFinite(n.value); what != "" {
		args := n.Recipe().Args
		if n.tape.forward {
			args = nil
		}
		for _, v := range args {
			if nonFinite(v) != "" {
				return // it only passes on what it was given
			}
		}
		kinds := make([]string, len(args))
		for i, v := range args {
			kinds[i] = describe(v)
		}
		panic(&AnomalyError{n.prim.name, o.where, fmt.Sprintf("the result has %s; the arguments were %s", what, strings.Join(kinds, " and "))})
	}
}

// edited tells of an edited array where the node that used it was made.
func (w *watch) edited(n *Node) {
	w.mu.Lock()
	defer w.mu.Unlock()
	panic(&AnomalyError{n.prim.name, w.seen[n].where, editedMsg})
}

// cotangent checks what a VJP rule gave.
func (w *watch) cotangent(n *Node, argnum int, g Value) {
	w.mu.Lock()
	o := w.seen[n]
	w.mu.Unlock()
	if w.checksum(n) != o.sum { // edited through a slice
		w.edited(n)
	}
	if what := nonFinite(g); what != "" {
		panic(&AnomalyError{n.prim.name, o.where, fmt.Sprintf("the gradient with respect to argument %d has %s", argnum, what)})
	}
}

func (w *watch) checksum(n *Node) uint64 {
	var h maphash.Hash
	h.SetSeed(w.seed)
	for _, v := range append(n.Recipe().Args, n.value) {
		if v.a != nil {
			for _, z := range ndarray.ToSlice[complex128](v.a) {
				maphash.WriteComparable(&h, [2]uint64{math.Float64bits(real(z)), math.Float64bits(imag(z))})
			}
		}
	}
	return h.Sum64()
}

// nonFinite names what is not finite in v, "" if all is.
func nonFinite(v Value) string {
	if v.a == nil {
		switch {
		case math.IsNaN(v.f):
			return "a NaN"
		case math.IsInf(v.f, 0):
			return "an infinity"
		}
		return ""
	}
	switch {
	case !v.a.DType().IsInexact() || ndarray.All(ndarray.IsFinite(v.a), nil, false).Truth():
		return ""
	case ndarray.Any(ndarray.IsNaN(v.a), nil, false).Truth():
		return "a NaN"
	}
	return "an infinity"
}

// describe writes a number, or the kind of an array.
func describe(v Value) string {
	if v.a == nil {
		return fmt.Sprint(v.f)
	}
	return v.kind()
}

// userLine returns the file and line of the nearest caller outside of this module's autograd packages.
func userLine() string {
	pkg := reflect.TypeFor[Value]().PkgPath()
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		ours := strings.HasPrefix(f.Function, pkg+".") || strings.HasPrefix(f.Function, pkg+"/anp.")
		if !ours || strings.HasSuffix(f.File, "_test.go") {
			return fmt.Sprintf("%s:%d", f.File[strings.LastIndexByte(f.File, '/')+1:], f.Line)
		}
		if !more {
			return "[unknown line]"
		}
	}
}
