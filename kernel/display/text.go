package display

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// What a text may grow to.
const (
	maxText  = 20_000 // bytes of a text
	maxItems = 1_000  // elements of a slice, array or map that are all shown
	edge     = 20     // of longer ones: shown at each end
	maxDepth = 12     // levels of nesting
)

// Text gives v as a Go programmer reads it: as %+v of package fmt does, but with pointers followed, functions as
// their signature, channels with their fill, matrices by rows, strings inside of others quoted where it would not be seen where they
// begin and end, wide values broken into lines, and whatever is too long or too deep cut, which the text says. Methods Error, String
// and Format are respected, those of pointers too; cyclic values are safe.
func Text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return cut(v)
	case reflect.Value:
		p := printer{left: maxText}
		return p.layout(p.value(v, 0))
	}
	if s, ok := matrixText(v); ok {
		return s
	}
	if m, ok := pointerTo(reflect.ValueOf(v)); ok {
		if s, ok := matrixText(m.Interface()); ok {
			return s
		}
	}
	p := printer{left: maxText}
	return p.layout(p.value(reflect.ValueOf(v), 0))
}

// cut shortens a text that is too long and says so.
func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	n := maxText
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return fmt.Sprintf("%s…\n(cut: the first %d of %d bytes; print it to see all)", s[:n], n, len(s))
}

// printer turns a value into a tree of texts (see layout.go) of limited size.
type printer struct {
	left int // bytes that may still be written
	path []visit
	full bool // something was left out because of left
}

// visit identifies a value that is being printed, to find cycles.
type visit struct {
	t reflect.Type
	p uintptr
}

func (p *printer) leaf(s string) node {
	if p.left -= len(s) + 1; p.left < 0 && !p.full {
		p.full = true
	}
	return node{text: s}
}

func (p *printer) value(v reflect.Value, depth int) node {
	switch {
	case p.left < 0 || depth > maxDepth:
		return node{text: "…"}
	case !v.IsValid():
		return p.leaf("<nil>")
	}
	if s, ok := p.spoken(v); ok {
		return p.leaf(cut(s))
	}
	switch v.Kind() {
	case reflect.Interface:
		return p.value(v.Elem(), depth)
	case reflect.Pointer:
		return p.pointer(v, depth)
	case reflect.Struct:
		n := node{open: "{", close: "}"}
		for i := range v.NumField() {
			n.kids = append(n.kids, p.value(v.Field(i), depth+1).labelled(v.Type().Field(i).Name))
		}
		return n
	case reflect.Slice, reflect.Array:
		return p.list(v, depth)
	case reflect.Map:
		return p.mapping(v, depth)
	case reflect.Func:
		if v.IsNil() {
			return p.leaf(v.Type().String() + "(nil)")
		}
		return p.leaf(v.Type().String())
	case reflect.Chan:
		if v.IsNil() {
			return p.leaf(v.Type().String() + "(nil)")
		}
		return p.leaf(fmt.Sprintf("%v(len %d, cap %d)", v.Type(), v.Len(), v.Cap()))
	case reflect.String:
		if depth > 0 && unclear(v) {
			return p.quoted(v)
		}
		return p.leaf(cut(v.String()))
	}
	return p.leaf(fmt.Sprintf("%+v", v)) // numbers and booleans; fmt unwraps a reflect.Value
}

// spoken gives what the value's own methods say.
func (p *printer) spoken(v reflect.Value) (s string, ok bool) {
	if !v.CanInterface() || v.Kind() == reflect.Interface {
		return "", false
	}
	switch t := v.Interface().(type) {
	case time.Time:
		return t.Round(0).String(), true // without the monotonic clock's reading
	case json.RawMessage:
		return string(t), json.Valid(t)
	case fmt.Formatter, fmt.Stringer, error:
		if isNil(v) && v.Kind() == reflect.Pointer {
			return "<nil>", true
		}
		return fmt.Sprint(t), true // fmt reports a method that panics
	}
	if m, ok := pointerTo(v); ok && speaks(m.Type()) {
		return fmt.Sprint(m.Interface()), true
	}
	return "", false
}

// unclear reports whether the string v has no clear beginning or end among others: it is empty, or has spaces or what is not printed.
func unclear(v reflect.Value) bool {
	s := v.String()
	return s == "" || strings.ContainsFunc(s, func(r rune) bool { return r == ' ' || !strconv.IsPrint(r) })
}

// quoted writes a string between quotes.
func (p *printer) quoted(v reflect.Value) node {
	s := v.String()
	if len(s) > maxText {
		return p.leaf(cut(s))
	}
	return p.leaf(strconv.Quote(s))
}

func (p *printer) pointer(v reflect.Value, depth int) node {
	if v.IsNil() {
		return p.leaf("<nil>")
	}
	if !p.enter(v) {
		return p.leaf("&(cycle)")
	}
	defer p.leave()
	n := p.value(v.Elem(), depth+1)
	n.prefix("&")
	return n
}

func (p *printer) list(v reflect.Value, depth int) node {
	if v.Kind() == reflect.Slice && v.Len() > 0 {
		if !p.enter(v) {
			return p.leaf("[(cycle)]")
		}
		defer p.leave()
	}
	n := node{open: "[", close: "]", fill: true}
	element := func(i int) node { return p.value(v.Index(i), depth+1) }
	if v.Type().Elem().Kind() == reflect.String && !speaks(v.Type().Elem()) { // all of them are quoted, or none
		quote := false
		p.items(v.Len(), func(i int) { quote = quote || unclear(v.Index(i)) }, func(int) {})
		if quote {
			element = func(i int) node { return p.quoted(v.Index(i)) }
		}
	}
	p.items(v.Len(), func(i int) { n.kids = append(n.kids, element(i)) }, func(more int) {
		n.kids = append(n.kids, node{text: fmt.Sprintf("… %d more …", more)})
	})
	return n
}

func (p *printer) mapping(v reflect.Value, depth int) node {
	if !v.IsNil() && !p.enter(v) {
		return p.leaf("map[(cycle)]")
	} else if !v.IsNil() {
		defer p.leave()
	}
	at := sortedKeys(v, maxItems, edge)
	n := node{open: "map[", close: "]"}
	p.items(v.Len(), func(i int) {
		key := p.value(at(i), depth+1).flat()
		n.kids = append(n.kids, p.value(v.MapIndex(at(i)), depth+1).labelled(key))
	}, func(more int) { n.kids = append(n.kids, node{text: fmt.Sprintf("… %d more …", more)}) })
	return n
}

// items calls each for the indices to be shown of n, and gap with the number of those left out.
func (p *printer) items(n int, each func(i int), gap func(more int)) {
	for i := 0; i < n; i++ {
		if n > maxItems && i == edge {
			gap(n - 2*edge)
			i = n - edge
		}
		if p.left < 0 {
			gap(n - i)
			return
		}
		each(i)
	}
}

// enter notes that what v points to is being printed, and reports whether it was not already.
func (p *printer) enter(v reflect.Value) bool {
	here := visit{v.Type(), v.Pointer()}
	if slices.Contains(p.path, here) {
		return false
	}
	p.path = append(p.path, here)
	return true
}

func (p *printer) leave() { p.path = p.path[:len(p.path)-1] }
