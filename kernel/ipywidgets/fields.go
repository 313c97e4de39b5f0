package ipywidgets

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// kind says how a field of a form is a model.
type kind struct {
	model, style string
	value        string // the attribute that the user changes; empty: none
	state        func(f display.Field) State
}

// kinds is the table of all controls.
var kinds = map[display.FieldKind]kind{
	display.FieldSlider: {"FloatSlider", "SliderStyle", "value", func(f display.Field) State {
		return State{"min": f.Min, "max": f.Max, "step": f.Step, "value": number(f.Start), "readout_format": fmt.Sprintf(".%df", f.Digits)}
	}},
	display.FieldWholeSlider: {"IntSlider", "SliderStyle", "value", func(f display.Field) State {
		return State{"min": f.Min, "max": f.Max, "step": f.Step, "value": number(f.Start)}
	}},
	display.FieldList: {"Dropdown", "DescriptionStyle", "index", func(f display.Field) State {
		return State{"_options_labels": f.Options, "index": number(f.Start)}
	}},
	display.FieldCheckbox: {"Checkbox", "CheckboxStyle", "value", func(f display.Field) State {
		on, _ := strconv.ParseBool(f.Start)
		return State{"value": on}
	}},
	display.FieldText: {"Text", "TextStyle", "value", func(f display.Field) State {
		return State{"value": f.Start, "continuous_update": true}
	}},
	display.FieldNumber: {"FloatText", "DescriptionStyle", "value", func(f display.Field) State {
		return State{"value": number(f.Start), "step": nil, "continuous_update": true}
	}},
	display.FieldWhole: {"IntText", "DescriptionStyle", "value", func(f display.Field) State {
		return State{"value": number(f.Start), "continuous_update": true}
	}},
	display.FieldButton: {"Button", "ButtonStyle", "", func(display.Field) State { return State{} }},
}

// number is what a field is set to at first, whose control gives numbers only.
func number(s string) json.Number {
	x, _ := strconv.ParseFloat(s, 64)
	return json.Number(strconv.FormatFloat(x, 'f', -1, 64))
}

// textOf is what the front end has set a field to, as a [display.Form] has values. What cannot be one, such as null for an empty
// field of numbers, becomes a text that the program refuses with an error in place of the result.
func textOf(f display.Field, value json.RawMessage) string {
	var v any
	d := json.NewDecoder(strings.NewReader(string(value)))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return string(value)
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		x, err := v.Float64()
		if slider := f.Kind == display.FieldSlider || f.Kind == display.FieldWholeSlider; slider && err == nil {
			return strconv.FormatFloat(x, 'f', f.Digits, 64) // 0.30000000000000004 is 0.3
		}
		return v.String()
	}
	return string(value)
}
