package display

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// sortedKeys gives the i-th key of a map in the order of [compareKeys]. Of more than all keys only edge ones at each end can be had,
// for which a map with a million keys need not be sorted.
func sortedKeys(m reflect.Value, all, edge int) (at func(i int) reflect.Value) {
	n := m.Len()
	if n <= all || n <= 2*edge {
		keys := m.MapKeys()
		slices.SortFunc(keys, compareKeys)
		return func(i int) reflect.Value { return keys[i] }
	}
	low := least{n: edge, compare: compareKeys}
	high := least{n: edge, compare: func(a, b reflect.Value) int { return compareKeys(b, a) }}
	for it := m.MapRange(); it.Next(); {
		key := it.Key()
		low.add(key)
		high.add(key)
	}
	low.cut()
	high.cut()
	return func(i int) reflect.Value {
		if i < edge {
			return low.found[i]
		}
		return high.found[n-1-i]
	}
}

// least finds the n least of many values. It keeps up to eight times as many, and cuts them to n whenever that is reached.
type least struct {
	n       int
	compare func(a, b reflect.Value) int
	found   []reflect.Value
	full    bool // found[n-1] is the greatest that may still be among them
}

func (l *least) add(v reflect.Value) {
	if l.full && l.compare(v, l.found[l.n-1]) >= 0 {
		return
	}
	if l.found = append(l.found, v); len(l.found) >= 8*l.n {
		l.cut()
	}
}

// cut sorts what was found, and leaves the n least.
func (l *least) cut() {
	slices.SortFunc(l.found, l.compare)
	if len(l.found) >= l.n {
		l.found, l.full = l.found[:l.n], true
	}
}

// compareKeys orders the keys of a map as fmt does: numbers and strings by value, others by their text.
func compareKeys(a, b reflect.Value) int {
	for a.Kind() == reflect.Interface && b.Kind() == reflect.Interface && !a.IsNil() && !b.IsNil() {
		a, b = a.Elem(), b.Elem()
	}
	if a.Kind() == b.Kind() {
		switch {
		case a.CanInt():
			return cmp.Compare(a.Int(), b.Int())
		case a.CanUint():
			return cmp.Compare(a.Uint(), b.Uint())
		case a.CanFloat():
			return cmp.Compare(a.Float(), b.Float())
		case a.Kind() == reflect.String:
			return strings.Compare(a.String(), b.String())
		case a.Kind() == reflect.Bool:
			return strings.Compare(strconv.FormatBool(a.Bool()), strconv.FormatBool(b.Bool()))
		}
	}
	return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
}
