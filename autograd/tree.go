package autograd

// Containers of Values: structs, maps, slices, arrays and pointers, nested as one likes.

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// MapTree returns a copy of a container in which each Value is replaced by f of it. Containers are structs with exported
// fields, maps, slices, arrays, pointers and interfaces, nested in any way; all else in them is kept as it is. Values are
// visited in order, those of maps by their keys. It panics with a [*TypeError] at an unexported field that holds Values,
// and at a pointer that leads back to itself.
func MapTree[T any](f func(Value) Value, tree T) T {
	out := reflect.New(reflect.TypeFor[T]()).Elem()
	out.Set(reflect.ValueOf(&tree).Elem())
	w := walker{op: "MapTree", f: f}
	w.walk(out)
	return out.Interface().(T)
}

// MapTrees is [MapTree] for a function of several Values, which are at the same place of several containers; it panics
// with a [*FuncError] if their structures differ.
func MapTrees[T any](f func(vs ...Value) Value, trees ...T) T {
	leaves := make([][]Value, len(trees))
	for i, t := range trees {
		leaves[i] = Leaves(t)
		if len(leaves[i]) != len(leaves[0]) {
			panic(&FuncError{"MapTrees", funcName(f), fmt.Sprintf("the containers hold %d and %d Values", len(leaves[0]), len(leaves[i]))})
		}
	}
	k := 0
	return MapTree(func(Value) Value {
		vs := make([]Value, len(trees))
		for i := range trees {
			vs[i] = leaves[i][k]
		}
		k++
		return f(vs...)
	}, trees[0])
}

// Leaves returns the Values of a container, in the order of [MapTree].
func Leaves[T any](tree T) []Value {
	var out []Value
	MapTree(func(v Value) Value {
		out = append(out, v)
		return v
	}, tree)
	return out
}

// Flatten returns the elements of all Values of a container as one vector, and the inverse, which restores their shapes and
// dtypes. Both can be differentiated.
func Flatten[T any](tree T) (vector Value, unflatten func(vector Value) T) {
	leaves := Leaves(tree)
	flat := make([]Value, len(leaves))
	for i, v := range leaves {
		flat[i] = v.Ravel()
	}
	if len(flat) == 0 {
		vector = Value{a: ndarray.Zeros(0)}
	} else {
		vector = Concatenate(0, flat...)
	}
	return vector, func(vector Value) T {
		start := 0
		return MapTree(func(v Value) Value {
			part := vector.Narrow(0, start, start+v.Size()).Reshape(v.Shape()...).AsType(v.DType())
			start += v.Size()
			return part
		}, tree)
	}
}

// walker replaces the Values of a container in place, copying what it reaches through references.
type walker struct {
	op   string
	f    func(Value) Value
	path []reflect.Value // pointers on the way here
}

func (w *walker) walk(v reflect.Value) {
	t := v.Type()
	if t == valueType {
		v.Set(reflect.ValueOf(w.f(v.Interface().(Value))))
		return
	}
	if !holdsValues(t) {
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if !holdsValues(t.Field(i).Type) {
				continue
			}
			if f := t.Field(i); !f.IsExported() && !(f.Anonymous && f.Type.Kind() == reflect.Struct) {
				panic(&TypeError{Op: w.op, Type: t.String(), Msg: fmt.Sprintf("has the unexported field %s that holds Values; export it (give it a capital letter)", f.Name)})
			}
			w.walk(v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		c := reflect.MakeSlice(t, v.Len(), v.Len())
		reflect.Copy(c, v)
		v.Set(c)
		for i := range c.Len() {
			w.walk(c.Index(i))
		}
	case reflect.Map:
		if v.IsNil() {
			return
		}
		c := reflect.MakeMapWithSize(t, v.Len())
		for _, k := range sortedKeys(v) {
			c.SetMapIndex(k, w.copied(v.MapIndex(k)))
		}
		v.Set(c)
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if slices.ContainsFunc(w.path, func(p reflect.Value) bool { return p.Pointer() == v.Pointer() && p.Type() == t }) {
			panic(&TypeError{Op: w.op, Type: t.String(), Msg: "points back to itself"})
		}
		w.path = append(w.path, reflect.ValueOf(v.Interface()))
		c := reflect.New(t.Elem())
		c.Elem().Set(v.Elem())
		w.walk(c.Elem())
		v.Set(c)
		w.path = w.path[:len(w.path)-1]
	case reflect.Interface:
		if !v.IsNil() {
			v.Set(w.copied(v.Elem()))
		}
	}
}

// copied returns a copy of v with its Values replaced.
func (w *walker) copied(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	w.walk(c)
	return c
}

// sortedKeys returns the keys of a map in an order that is always the same.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		switch {
		case a.CanInt():
			return cmp.Compare(a.Int(), b.Int())
		case a.CanUint():
			return cmp.Compare(a.Uint(), b.Uint())
		case a.CanFloat():
			return cmp.Compare(a.Float(), b.Float())
		}
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	return keys
}

// holders remembers which types can hold Values.
var holders sync.Map // reflect.Type to bool

func holdsValues(t reflect.Type) bool {
	if known, ok := holders.Load(t); ok {
		return known.(bool)
	}
	holds := findValues(t, map[reflect.Type]bool{})
	holders.Store(t, holds)
	return holds
}

func findValues(t reflect.Type, seen map[reflect.Type]bool) bool {
	if t == valueType || t.Kind() == reflect.Interface {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Pointer:
		return findValues(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if findValues(t.Field(i).Type, seen) {
				return true
			}
		}
	}
	return false
}
