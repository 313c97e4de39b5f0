package display

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"image/png"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// maxData is the largest representation in bytes that [Render] hands on. A front end that gets more freezes, and the
// notebook file carries it for ever.
const maxData = 32 << 20

// maxPixels is the largest image that [Render] encodes.
const maxPixels = 64 << 20

// Render gives the representations of v that its type allows. Every bundle has text/plain; only nil gives an empty
// bundle, which shows nothing.
//
// The first of these that applies decides what else there is:
//
//   - a [Bundle] is taken as it is;
//   - a method MIMEBundle() map[string]any gives the bundle;
//   - methods HTML, Markdown, Latex, SVG, JavaScript (returning string), PNG, JPEG, GIF, PDF ([]byte) and JSON give
//     one representation each;
//   - an [image.Image] is shown as PNG, a *plot.Plot of gonum as SVG, a [json.RawMessage] as a tree;
//   - a slice, array or map of structs or of maps with strings as keys, and a [][]string, gives an HTML table, one row an element.
//
// Methods of pointers count for values as well. The text is that of [Text]. A method that panics does not spoil the others: the text says which one did.
func Render(v any) Bundle {
	if v == nil {
		return nil
	}
	if b, ok := v.(Bundle); ok {
		return complete(maps.Clone(b), func() string { return "" })
	}
	b := Bundle{}
	var notes []string
	guard := func(f func()) {
		defer func() {
			if r := recover(); r != nil {
				notes = append(notes, fmt.Sprintf("(showing a %T failed: %v)", v, r))
			}
		}()
		f()
	}
	if !isNil(reflect.ValueOf(v)) {
		guard(func() { rich(b, v, guard) })
	}
	for mime, data := range b {
		if n := size(data); n > maxData {
			delete(b, mime)
			notes = append(notes, fmt.Sprintf("(%s left out: %d MB are more than the %d MB that are shown)", mime, n>>20, maxData>>20))
		}
	}
	b = complete(b, func() string { return Text(v) })
	if len(notes) > 0 {
		b[MIMEText] = strings.TrimSpace(fmt.Sprint(b[MIMEText], "\n", strings.Join(notes, "\n")))
	}
	return b
}

// RenderAll gives one bundle for the results of a call. One value is rendered by [Render]; of several, the texts stand
// beside each other as [fmt.Println] would write them (below each other where one has several lines), and pictures and
// tables below each other. A nil at the end, usually an error that did not happen, is not shown.
func RenderAll(values ...any) Bundle {
	for len(values) > 0 && values[len(values)-1] == nil {
		values = values[:len(values)-1]
	}
	switch len(values) {
	case 0:
		return nil
	case 1:
		return Render(values[0])
	}
	var texts, parts []string
	separator, rich := " ", false
	for _, v := range values {
		b := Render(v)
		if b == nil {
			b = Bundle{MIMEText: "<nil>"}
		}
		t := fmt.Sprint(b[MIMEText])
		if strings.Contains(t, "\n") {
			separator = "\n"
		}
		texts = append(texts, t)
		part, ok := asHTML(b)
		rich = rich || ok
		parts = append(parts, part)
	}
	all := Bundle{MIMEText: strings.Join(texts, separator)}
	if rich {
		all[MIMEHTML] = strings.Join(parts, "\n")
	}
	return all
}

// rich adds to b what the methods and the type of v give; guard calls a function that may panic.
func rich(b Bundle, v any, guard func(func())) {
	if m, ok := v.(interface{ MIMEBundle() map[string]any }); ok {
		for mime, data := range m.MIMEBundle() {
			b[mime] = data
		}
		return
	}
	switch t := v.(type) {
	case image.Rectangle, *image.Uniform: // images too, in the sense of the package
	case image.Image:
		renderImage(b, t)
	case json.RawMessage:
		if json.Valid(t) {
			b[MIMEJSON] = t
		}
	}
	r := reflect.ValueOf(v)
	for _, m := range methods {
		guard(func() {
			if data, ok := m.call(v); ok {
				b[m.mime] = data
			}
		})
	}
	if len(b) == 0 {
		if p, ok := pointerTo(r); ok {
			rich(b, p.Interface(), guard)
		}
	}
	if len(b) == 0 {
		renderPlot(b, v)
	}
	if len(b) == 0 && !speaks(r.Type()) {
		if t := tableOf(r); t != "" {
			b[MIMEHTML] = t
		}
	}
}

// renderImage encodes img as PNG; its text says the size, because the pixels as numbers help nobody.
func renderImage(b Bundle, img image.Image) {
	size := img.Bounds().Size()
	b[MIMEText] = fmt.Sprintf("%T %d×%d", img, size.X, size.Y)
	switch {
	case size.X <= 0 || size.Y <= 0:
		return
	case size.X > maxPixels/size.Y:
		b[MIMEText] = fmt.Sprintf("%s (too large to show: scale it down to less than %d million pixels)", b[MIMEText], maxPixels>>20)
		return
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		panic(err)
	}
	b[MIMEPNG] = buf.Bytes()
}

// renderPlot draws what has the method WriterTo of gonum's *plot.Plot. It is found by reflection, so that nobody pays for the
// import who does not use it: vg.Length, the type of width and height, is theirs.
func renderPlot(b Bundle, v any) {
	const width, height = 480, 300 // points, as vg.Length counts
	m := reflect.ValueOf(v).MethodByName("WriterTo")
	if !m.IsValid() {
		return
	}
	t := m.Type()
	if t.NumIn() != 3 || t.In(0).Kind() != reflect.Float64 || t.In(1) != t.In(0) || t.In(2).Kind() != reflect.String ||
		t.NumOut() != 2 || t.Out(0) != reflect.TypeFor[io.WriterTo]() || t.Out(1) != reflect.TypeFor[error]() {
		return
	}
	out := m.Call([]reflect.Value{reflect.ValueOf(float64(width)).Convert(t.In(0)), reflect.ValueOf(float64(height)).Convert(t.In(0)), reflect.ValueOf("svg")})
	if err, ok := out[1].Interface().(error); ok {
		panic(err)
	}
	var svg strings.Builder
	if _, err := out[0].Interface().(io.WriterTo).WriteTo(&svg); err != nil {
		panic(err)
	}
	b[MIMESVG], b[MIMEText] = svg.String(), fmt.Sprintf("%T", v)
}

// complete makes sure that b has a text.
func complete(b Bundle, text func() string) Bundle {
	if _, ok := b[MIMEText].(string); ok || b == nil {
		return b
	}
	s := text()
	for _, mime := range []string{MIMEMarkdown, MIMELatex, MIMEHTML} {
		if s != "" {
			break
		}
		s, _ = b[mime].(string)
	}
	for _, mime := range slices.Sorted(maps.Keys(b)) {
		if s != "" {
			break
		}
		switch data := b[mime].(type) {
		case []byte:
			s = fmt.Sprintf("%s (%d bytes)", mime, len(data))
		case string: // one that is empty takes away what was shown
		default:
			s = mime
		}
	}
	b[MIMEText] = s
	return b
}

// size is the number of bytes of data, 0 for what only encoding/json can tell.
func size(data any) int {
	switch d := data.(type) {
	case string:
		return len(d)
	case []byte:
		return len(d)
	case json.RawMessage:
		return len(d)
	}
	return 0
}

// asHTML gives the best representation that can stand beside others in HTML; ok is false if that is plain text.
func asHTML(b Bundle) (part string, ok bool) {
	for _, mime := range []string{MIMEHTML, MIMESVG} {
		if s, ok := b[mime].(string); ok {
			return "<div>" + s + "</div>", true
		}
	}
	for _, mime := range []string{MIMEPNG, MIMEJPEG, MIMEGIF} {
		if data, ok := b[mime].([]byte); ok {
			return fmt.Sprintf(`<div><img alt="%s" src="data:%s;base64,%s"></div>`, html.EscapeString(fmt.Sprint(b[MIMEText])), mime,
				base64.StdEncoding.EncodeToString(data)), true
		}
	}
	return `<pre style="margin:0;padding:0">` + html.EscapeString(fmt.Sprint(b[MIMEText])) + "</pre>", false
}

// delimited puts a formula without delimiters between $$, since front ends find mathematics by them.
func delimited(s string) string {
	if s == "" || strings.Contains(s, "$") || strings.Contains(s, `\begin`) || strings.Contains(s, `\[`) || strings.Contains(s, `\(`) {
		return s
	}
	return "$$" + s + "$$"
}

// speaks reports whether values of the type say themselves how they read.
func speaks(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[fmt.Stringer]()) || t.Implements(reflect.TypeFor[error]()) || t.Implements(reflect.TypeFor[fmt.Formatter]())
}

// pointerTo gives a pointer to a copy of v if its type has methods which only pointers can call, as url.URL's String: in a program the
// compiler takes the address. What holds a lock is not copied.
func pointerTo(v reflect.Value) (reflect.Value, bool) {
	if !v.IsValid() || !v.CanInterface() || !hasPointerMethods(v.Type()) {
		return reflect.Value{}, false
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p, true
}

func hasPointerMethods(t reflect.Type) bool {
	return t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && t.Name() != "" &&
		reflect.PointerTo(t).NumMethod() > t.NumMethod() && !locks(t)
}

// locks reports whether values of the type contain a [sync.Locker].
func locks(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		if reflect.PointerTo(t).Implements(reflect.TypeFor[sync.Locker]()) {
			return true
		}
		for i := range t.NumField() {
			if locks(t.Field(i).Type) {
				return true
			}
		}
	case reflect.Array:
		return locks(t.Elem())
	}
	return false
}

// isNil reports whether v is a nil of a type that has one.
func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer:
		return v.IsNil()
	}
	return false
}
