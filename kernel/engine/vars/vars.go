// Package vars describes the session's variables for the front end's variable viewer: name, type, value as a short text,
// and what they consist of. Cells do not import it themselves; package shell adds the calls.
package vars

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gradbook/gradbook/kernel/display"
)

// MIME is the type under which [List] and [Children] display their JSON: a list of [Entry].
const MIME = "application/vnd.gradbook.variables+json"

// Var is a variable: its name and a pointer to it.
type Var struct {
	Name string
	Ptr  any
}

// Entry describes a variable or a part of one. Kids is the number of its parts.
type Entry struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Value string `json:"value"`
	Kids  int    `json:"kids"`
}

// Limits of what a viewer is shown.
const (
	maxValue = 200  // bytes of a value's text
	maxKids  = 1000 // parts of one value
)

// List displays variables.
func List(vs ...Var) { show(Entries(vs...)) }

// Children displays the parts of a variable, or of the part to which the path leads by the numbers of parts.
func Children(ptr any, path ...int) { show(PartsOf(ptr, path...)) }

// Entries describes variables.
func Entries(vs ...Var) []Entry {
	entries := make([]Entry, len(vs))
	for i, v := range vs {
		entries[i] = describe(v.Name, reflect.ValueOf(v.Ptr).Elem())
	}
	return entries
}

// PartsOf describes the parts of a variable, or of the part to which the path leads.
func PartsOf(ptr any, path ...int) []Entry {
	v := reflect.ValueOf(ptr).Elem()
	entries := []Entry{}
	for _, i := range path {
		kids := parts(v)
		if i < 0 || i >= len(kids) {
			return entries // the value has changed since
		}
		v = kids[i].value
	}
	for _, k := range parts(v) {
		entries = append(entries, describe(k.name, k.value))
	}
	return entries
}

func show(entries []Entry) {
	display.Show(display.Bundle{MIME: entries, display.MIMEText: ""})
}

func describe(name string, v reflect.Value) Entry {
	e := Entry{Name: name, Value: "nil"}
	if !v.IsValid() {
		return e
	}
	e.Type = typeName(v.Type())
	if v.Kind() == reflect.Interface && !v.IsNil() {
		e.Type = fmt.Sprintf("%s(%s)", e.Type, typeName(v.Elem().Type()))
	}
	e.Value, e.Kids = short(v), count(v)
	return e
}

var ownPackage = regexp.MustCompile(`\bmain\.`)

// typeName is a type as cells write it: the session's own without their package.
func typeName(t reflect.Type) string { return ownPackage.ReplaceAllString(t.String(), "") }

// short is a value on one line of limited length.
func short(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return limited(fmt.Sprintf("%q", v.String()))
	}
	if v.CanInterface() && v.Kind() != reflect.Interface {
		if text := display.Text(v.Interface()); text != "" {
			return limited(strings.Join(strings.Fields(text), " "))
		}
	}
	return limited(strings.Join(strings.Fields(display.Text(v)), " "))
}

func limited(s string) string {
	if len(s) <= maxValue {
		return s
	}
	n := maxValue
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// part is an element, a field, or what a key of a map leads to.
type part struct {
	name  string
	value reflect.Value
}

// target is what parts are looked for in: behind pointers and interfaces.
func target(v reflect.Value) reflect.Value {
	for depth := 0; depth < 8 && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface); depth++ {
		v = v.Elem()
	}
	return v
}

// count is how many parts a value has.
func count(v reflect.Value) int {
	switch v = target(v); v.Kind() {
	case reflect.Struct:
		return v.NumField()
	case reflect.Slice, reflect.Array, reflect.Map:
		return min(v.Len(), maxKids)
	}
	return 0
}

// parts lists them: fields and elements in their order, keys of maps sorted by their text.
func parts(v reflect.Value) []part {
	var out []part
	switch v = target(v); v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, part{v.Type().Field(i).Name, v.Field(i)})
		}
	case reflect.Slice, reflect.Array:
		for i := range min(v.Len(), maxKids) {
			out = append(out, part{fmt.Sprintf("[%d]", i), v.Index(i)})
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			out = append(out, part{"[" + short(it.Key()) + "]", it.Value()})
		}
		slices.SortFunc(out, func(a, b part) int {
			return cmp.Or(cmp.Compare(len(a.name), len(b.name))*numeric(a, b), strings.Compare(a.name, b.name))
		})
		out = out[:min(len(out), maxKids)]
	}
	return out
}

// numeric is 1 if both keys are numbers, which sort by their length first.
func numeric(a, b part) int {
	digit := func(p part) bool { return p.name[1] >= '0' && p.name[1] <= '9' }
	if digit(a) && digit(b) {
		return 1
	}
	return 0
}
