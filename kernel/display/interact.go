package display

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
)

// Interact shows controls for the parameters of a function, and below them what it returns, now and whenever the user has
// changed one of them:
//
//	display.Interact(func(a float64, name string) plots.Figure {
//		return plots.FuncAndGrad(curves[name](a), -4, 4)
//	}, display.Range(0, 2, 0.1).Label("a"), []string{"sin", "tanh"})
//
// A parameter is a float64, int, string or bool, or has a [Choice]. Controls stand in the order of the parameters; instead of
// one there may be a slice to choose from, or a first value. Parameters without any get a field, or a checkbox.
//
// The cell does not wait: the function is called on a goroutine that lives on, one call at a time, with the latest values, so
// that it sees variables and functions as later cells leave them. What it shows and prints stands above the result, and goes when it
// is called again. An error that it returns, or a panic, is shown in place of the result; only a panic in the first call fails the
// cell. An interrupt of the kernel ends a call. When the cell is run again, its old controls are forgotten. Where no kernel runs, as
// in exported pages, the first result is shown and the controls are disabled. In VS Code the controls are ipywidgets.
//
// It panics if f is no function that can be called so, or if a control does not fit.
func Interact(f any, controls ...any) {
	i, err := newInteraction(f, controls)
	if err != nil {
		panic(fmt.Errorf("display.Interact: %w", err))
	}
	current().send(Message{Kind: KindDisplay, Data: i.form(), Form: i.described()})
	listen(i.address(), i.take)
	a := &area{id: i.id, kind: KindDisplay}
	first := failure("the first call has failed") // stays if it panics
	defer func() {
		a.finish(first)
		go i.run()
	}()
	if i.manual {
		first = Bundle{MIMEText: ""}
		return
	}
	a.run(func() { first = i.call(i.start()) })
}

// interaction is one call of Interact.
type interaction struct {
	f        reflect.Value
	controls []Control
	manual   bool // it has a button
	id       string
	latest   chan []byte // the values that are yet to be dealt with, at most one message
}

func newInteraction(f any, controls []any) (*interaction, error) {
	i := &interaction{f: reflect.ValueOf(f), id: fmt.Sprintf("interact-%016x", rand.Uint64()), latest: make(chan []byte, 1)}
	if i.f.Kind() != reflect.Func || i.f.IsNil() || i.f.Type().IsVariadic() {
		return nil, fmt.Errorf("%T: it needs a function with a fixed number of parameters", f)
	}
	var given, buttons []Control
	var names []string
	for k, v := range controls {
		c, err := controlOf(v)
		if err != nil {
			return nil, fmt.Errorf("control %d: %w", k+1, err)
		}
		switch c.kind {
		case button:
			buttons = append(buttons, c)
		case naming:
			names = c.names
		default:
			given = append(given, c)
		}
	}
	t := i.f.Type()
	if len(given) > t.NumIn() || len(buttons) > 1 {
		return nil, fmt.Errorf("%d controls and %d buttons: a %v takes at most %d, and one button", len(given), len(buttons), t, t.NumIn())
	}
	for k := range t.NumIn() {
		var c Control
		if k < len(given) {
			c = given[k]
		}
		if c.label == "" && k < len(names) && names[k] != "_" {
			c.label = names[k]
		}
		if c.label == "" {
			c.label = fmt.Sprintf("#%d", k+1)
		}
		c, err := c.fits(t.In(k))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.label, err)
		}
		i.controls = append(i.controls, c)
	}
	i.manual = len(buttons) > 0
	i.controls = append(i.controls, buttons...)
	return i, nil
}

func (i *interaction) address() string { return Address + i.id }

// parameters are the controls but the button.
func (i *interaction) parameters() []Control { return i.controls[:i.f.Type().NumIn()] }

//go:embed interact.js
var interactScript string

// form shows the controls.
func (i *interaction) form() Bundle {
	var texts []string
	var page strings.Builder
	fmt.Fprintf(&page, "<div class=\"%s\"><fieldset disabled style=\"border:0;margin:0;padding:0\">\n", i.id)
	for k, c := range i.controls {
		var t reflect.Type // a button has none
		if c.kind != button {
			t = i.f.Type().In(k)
		}
		texts = append(texts, c.text())
		page.WriteString(c.html(t))
	}
	fmt.Fprintf(&page, "</fieldset></div>\n<script>(%s)(%q, %q)</script>\n", strings.TrimSpace(interactScript), i.id, i.address())
	return Bundle{MIMEText: strings.Join(texts, ", "), MIMEHTML: page.String()}
}

// start is what the controls give at first.
func (i *interaction) start() []string {
	var values []string
	for _, c := range i.parameters() {
		values = append(values, c.start)
	}
	return values
}

// take notes what the controls have sent, in the place of what nobody has dealt with yet. Null is the end.
func (i *interaction) take(values []byte) {
	select {
	case <-i.latest:
	default:
	}
	i.latest <- values
}

// run calls the function until the controls are gone.
func (i *interaction) run() {
	for message := range i.latest {
		if string(message) == "null" {
			return
		}
		var values []string
		if err := json.Unmarshal(message, &values); err != nil {
			Update(i.id, failure(fmt.Sprintf("the controls send %s: %v", message, err)))
			continue
		}
		a := &area{id: i.id, kind: KindUpdate}
		result := make(chan Bundle, 1)
		if !a.run(func() { result <- i.guarded(values) }) {
			result <- failure("interrupted: the call is blocked where nothing can wake it, and goes on unseen")
		}
		select {
		case b := <-result:
			a.finish(b)
		default: // runtime.Goexit
			a.finish(nil)
		}
	}
}

// guarded is call, with a panic shown.
func (i *interaction) guarded(values []string) (b Bundle) {
	defer func() {
		switch v := recover(); v.(type) {
		case nil:
		case interface{ Interrupted() }:
			b = failure("interrupted")
		default:
			b = failure(fmt.Sprintf("panic: %v%s", v, place()))
		}
	}()
	return i.call(values)
}

// call calls the function and renders what it returns.
func (i *interaction) call(values []string) Bundle {
	parameters := i.parameters()
	if len(values) != len(parameters) {
		return failure(fmt.Sprintf("%d values came for %d controls", len(values), len(parameters)))
	}
	var args []reflect.Value
	for k, c := range parameters {
		v, err := c.value(i.f.Type().In(k), values[k])
		if err != nil {
			return failure(c.label + ": " + err.Error())
		}
		args = append(args, v)
	}
	var results []any
	for _, r := range i.f.Call(args) {
		results = append(results, r.Interface())
	}
	if n := len(results); n > 0 {
		if err, ok := results[n-1].(error); ok && err != nil {
			return failure(err.Error())
		}
	}
	if b := RenderAll(results...); len(b) > 0 {
		return b
	}
	return Bundle{MIMEText: ""}
}

// failure shows what went wrong.
func failure(text string) Bundle {
	return Bundle{MIMEText: text, MIMEHTML: `<pre style="color:#c62828">` + html.EscapeString(text) + "</pre>"}
}

// place is the line of user code that the panic which is being recovered came from; empty if it came from elsewhere.
func place() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "main.") {
			return fmt.Sprintf("\nat %s:%d", f.File, f.Line)
		}
		if !more {
			return ""
		}
	}
}
