package display

import (
	"errors"
	"fmt"
	"html"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Control is what a user moves or fills in for a parameter of a function, see [Interact]. The zero Control is the field or the
// checkbox that fits the parameter's type.
type Control struct {
	kind           controlKind
	label          string
	min, max, step float64
	options        reflect.Value // a slice
	start          string        // as the front end would send it
	names          []string
}

type controlKind int

const (
	byType controlKind = iota // a checkbox for bool, else a field
	slider
	choice
	button
	naming // no control: see Names
)

// Range is a slider from min to max, which is in the middle at first. It panics unless min < max and step > 0.
func Range(min, max, step float64) Control {
	if !(min < max) || !(step > 0) || math.IsInf(max-min, 0) {
		panic(fmt.Errorf("display.Range(%v, %v, %v): it needs min < max and a step above 0", min, max, step))
	}
	c := Control{kind: slider, min: min, max: max, step: step}
	return c.From(min + math.Floor((max-min)/2/step+1e-9)*step)
}

// Choice lets the user choose one of the options, at first the first, which are shown as [Text] shows them. It panics if
// there are none.
func Choice[T any](options ...T) Control {
	if len(options) == 0 {
		panic(errors.New("display.Choice: there is nothing to choose from"))
	}
	return Control{kind: choice, options: reflect.ValueOf(options), start: "0"}
}

// Start is a field with a number or a text at first, or a checkbox.
func Start(v any) Control { return Control{}.From(v) }

// Button belongs to no parameter: with it the function runs when the button is clicked, and not before.
func Button(label string) Control { return Control{kind: button, label: label} }

// Names is no control: it tells how the parameters of the function are called, which labels those that have no [Control.Label]. In
// cells it need not be given: the session knows the names, and adds them.
func Names(names ...string) Control { return Control{kind: naming, names: names} }

// Label returns the control with a text before it; without one there is the name of the parameter, or its number.
func (c Control) Label(label string) Control {
	c.label = label
	return c
}

// From returns the control with another value at first. It panics if a [Choice] has no such option.
func (c Control) From(v any) Control {
	r := reflect.ValueOf(v)
	switch {
	case c.kind == choice:
		i := slices.IndexFunc(c.texts(), func(s string) bool { return s == Text(v) })
		if i < 0 {
			panic(fmt.Errorf("display: %v is none of the options %v", v, c.options))
		}
		c.start = strconv.Itoa(i)
	case c.kind == slider && (r.CanInt() || r.CanFloat()):
		c.start = strconv.FormatFloat(r.Convert(reflect.TypeFor[float64]()).Float(), 'f', max(decimals(c.step), decimals(c.min)), 64)
	default:
		c.start = fmt.Sprint(v)
	}
	return c
}

// decimals is how many digits x has after the point.
func decimals(x float64) int {
	_, after, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	return len(after)
}

// controlOf makes a control of what [Interact] takes as one.
func controlOf(v any) (Control, error) {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Struct:
		if c, ok := v.(Control); ok {
			return c, nil
		}
	case reflect.Slice:
		if r.Len() > 0 {
			return Control{kind: choice, options: r, start: "0"}, nil
		}
		return Control{}, errors.New("a list without elements leaves nothing to choose from")
	case reflect.Bool, reflect.String, reflect.Int, reflect.Float64:
		return Start(v), nil
	}
	return Control{}, fmt.Errorf("a %T is no control: Range, Choice, Start, Button, a list, or a first value is one", v)
}

// fits makes sure that the control gives values of the type.
func (c Control) fits(t reflect.Type) (Control, error) {
	k := t.Kind()
	switch {
	case c.kind == choice && c.options.Type().Elem().AssignableTo(t):
		return c, nil
	case c.kind == choice:
		return c, fmt.Errorf("the options are of type %v, the parameter is a %v", c.options.Type().Elem(), t)
	case c.kind == slider && k != reflect.Int && k != reflect.Float64:
		return c, fmt.Errorf("a Range is for float64 and int, the parameter is a %v", t)
	case k != reflect.Int && k != reflect.Float64 && k != reflect.String && k != reflect.Bool:
		return c, fmt.Errorf("a %v needs a Choice: other controls are for float64, int, string and bool", t)
	case c.start == "" && k == reflect.Bool:
		c.start = "false"
	case c.start == "" && k != reflect.String:
		c.start = "0"
	}
	if c.kind == slider && k == reflect.Int && (c.step != math.Trunc(c.step) || c.min != math.Trunc(c.min)) {
		return c, fmt.Errorf("a Range for an int has whole numbers as min and step, not %v and %v", c.min, c.step)
	}
	_, err := c.value(t, c.start)
	return c, err
}

// value is what the front end sends, as a value of the parameter's type.
func (c Control) value(t reflect.Type, s string) (reflect.Value, error) {
	if c.kind == choice {
		i, err := strconv.Atoi(s)
		if err != nil || i < 0 || i >= c.options.Len() {
			return reflect.Value{}, fmt.Errorf("there is no option %q", s)
		}
		return c.options.Index(i), nil
	}
	var v any
	var err error
	switch t.Kind() {
	case reflect.Float64:
		v, err = strconv.ParseFloat(s, 64)
	case reflect.Int:
		v, err = strconv.Atoi(s)
	case reflect.Bool:
		v, err = strconv.ParseBool(s)
	default:
		v = s
	}
	if err != nil {
		return reflect.Value{}, fmt.Errorf("%q is no %v", s, t)
	}
	return reflect.ValueOf(v).Convert(t), nil
}

// texts are the options as the user sees them.
func (c Control) texts() []string {
	texts := make([]string, c.options.Len())
	for i := range texts {
		texts[i] = Text(c.options.Index(i).Interface())
	}
	return texts
}

// text tells the control and its first value where there is no HTML.
func (c Control) text() string {
	switch c.kind {
	case button:
		return "[" + c.label + "]"
	case choice:
		i, _ := strconv.Atoi(c.start)
		return c.label + " = " + c.texts()[i]
	}
	return c.label + " = " + c.start
}

// html draws the control for a parameter of the type.
func (c Control) html(t reflect.Type) string {
	start, label := html.EscapeString(c.start), html.EscapeString(c.label)
	var input string
	switch {
	case c.kind == button:
		return fmt.Sprintf("<button type=\"button\">%s</button>\n", label)
	case c.kind == slider:
		num := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
		input = fmt.Sprintf(`<input type="range" min="%s" max="%s" step="%s" value="%s" style="width:20em"> <output>%s</output>`,
			num(c.min), num(c.max), num(c.step), start, start)
	case c.kind == choice:
		var b strings.Builder
		for i, text := range c.texts() {
			selected := ""
			if strconv.Itoa(i) == c.start {
				selected = " selected"
			}
			fmt.Fprintf(&b, `<option value="%d"%s>%s</option>`, i, selected, html.EscapeString(text))
		}
		input = "<select>" + b.String() + "</select>"
	case t.Kind() == reflect.Bool:
		checked := ""
		if on, _ := strconv.ParseBool(c.start); on {
			checked = " checked"
		}
		input = `<input type="checkbox"` + checked + ">"
	case t.Kind() == reflect.String:
		input = `<input type="text" value="` + start + `">`
	default:
		input = `<input type="number" step="any" value="` + start + `">`
	}
	return fmt.Sprintf("<label style=\"display:flex;gap:0.7em;align-items:center\"><span style=\"min-width:4em\">%s</span> %s</label>\n", label, input)
}
