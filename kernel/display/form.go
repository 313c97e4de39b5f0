package display

import (
	"math"
	"reflect"
	"strconv"
)

// Form describes the controls that [Interact] shows, for front ends that draw them in a way of their own. The zero Form has
// none.
type Form struct {
	Address string  // takes the values of all fields but the button, in their order: a JSON list of strings, see [Deliver]
	Result  string  // the display_id of what the function returns
	Fields  []Field // in the order in which they stand
}

// Field is one control of a [Form].
type Field struct {
	Kind           FieldKind
	Label          string
	Start          string   // its value at first, as [Form.Address] takes it
	Min, Max, Step float64  // of a slider; Max is a whole number of steps above Min
	Digits         int      // of a slider: how many stand after the point
	Options        []string // of a FieldList, as the user sees them; its value is the index of one
}

// FieldKind says what a [Field] is.
type FieldKind string

// The kinds of a [Field].
const (
	FieldSlider      FieldKind = "slider"
	FieldWholeSlider FieldKind = "whole slider" // for an int
	FieldList        FieldKind = "list"
	FieldCheckbox    FieldKind = "checkbox" // its values are true and false
	FieldText        FieldKind = "text"
	FieldNumber      FieldKind = "number"
	FieldWhole       FieldKind = "whole number"
	FieldButton      FieldKind = "button" // with one, the values are sent when it is clicked and not before
)

// described is the form as data.
func (i *interaction) described() *Form {
	f := &Form{Address: i.address(), Result: i.id}
	for k, c := range i.controls {
		if c.kind == button {
			f.Fields = append(f.Fields, Field{Kind: FieldButton, Label: c.label})
			continue
		}
		f.Fields = append(f.Fields, c.described(i.f.Type().In(k)))
	}
	return f
}

// described is the control of a parameter of the type as data.
func (c Control) described(t reflect.Type) Field {
	f := Field{Kind: FieldText, Label: c.label, Start: c.start}
	x, err := strconv.ParseFloat(c.start, 64)
	switch k := t.Kind(); {
	case c.kind == choice:
		f.Kind, f.Options = FieldList, c.texts()
	case c.kind == slider:
		f.Kind, f.Min, f.Step, f.Digits = FieldSlider, c.min, c.step, max(decimals(c.step), decimals(c.min))
		steps := math.Floor((c.max-c.min)/c.step + 1e-9)
		f.Max, _ = strconv.ParseFloat(strconv.FormatFloat(c.min+steps*c.step, 'f', f.Digits, 64), 64)
		if k == reflect.Int {
			f.Kind = FieldWholeSlider
		}
	case k == reflect.Bool:
		f.Kind = FieldCheckbox
	case k == reflect.Int:
		f.Kind = FieldWhole
	case k == reflect.Float64 && err == nil && !math.IsNaN(x) && !math.IsInf(x, 0): // those are numbers, but not JSON's
		f.Kind = FieldNumber
	}
	return f
}
