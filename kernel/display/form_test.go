package display_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/display"
)

// TestForm has all controls described as data beside their HTML.
func TestForm(t *testing.T) {
	messages := shownBy(t)
	display.Interact(func(x float64, n int, of func(), on bool, text string, y float64, k int, far float64) {},
		display.Range(-1, 1, 0.3).Label("x"), display.Range(0, 9, 2).Label("n").From(4), display.Choice(func() {}).Label("of"), true, "<a>", 0.5, 7, math.Inf(1),
		display.Button("go"))
	m := next(t, messages, display.KindDisplay)
	address, result := next(t, messages, display.KindListen).ID, next(t, messages, display.KindDisplay).ID
	want := &display.Form{Address: address, Result: result, Fields: []display.Field{
		{Kind: display.FieldSlider, Label: "x", Start: "-0.1", Min: -1, Max: 0.8, Step: 0.3, Digits: 1}, // HTML's sliders do not reach 1 either
		{Kind: display.FieldWholeSlider, Label: "n", Start: "4", Max: 8, Step: 2},
		{Kind: display.FieldList, Label: "of", Start: "0", Options: m.Form.Fields[2].Options},
		{Kind: display.FieldCheckbox, Label: "#4", Start: "true"},
		{Kind: display.FieldText, Label: "#5", Start: "<a>"},
		{Kind: display.FieldNumber, Label: "#6", Start: "0.5"},
		{Kind: display.FieldWhole, Label: "#7", Start: "7"},
		{Kind: display.FieldText, Label: "#8", Start: "+Inf"}, // no number of JSON
		{Kind: display.FieldButton, Label: "go"},
	}}
	if diff := cmp.Diff(want, m.Form); diff != "" {
		t.Error(diff)
	}
	if len(m.Form.Fields[2].Options) != 1 {
		t.Errorf("the options are %q", m.Form.Fields[2].Options)
	}
}

// A front end with controls of its own draws a form with them, and sends the values of all fields to its address.
func ExampleForm() {
	var form *display.Form
	results := make(chan display.Message, 1)
	display.Connect(func(m display.Message) {
		switch {
		case m.Form != nil:
			form = m.Form
		case m.Kind == display.KindUpdate:
			results <- m
		}
	}, nil)
	defer display.Disconnect()
	display.Interact(func(x float64, on bool) string { return fmt.Sprint(x, on) }, display.Range(0, 1, 0.25).Label("x"), display.Start(true).Label("on"))
	for _, f := range form.Fields {
		fmt.Printf("%s: a %s at %s\n", f.Label, f.Kind, f.Start)
	}
	display.Deliver(form.Address, []byte(`["0.75", "false"]`))
	m := <-results
	fmt.Println(m.Data[display.MIMEText], m.ID == form.Result)
	// Output:
	// x: a slider at 0.50
	// on: a checkbox at true
	// 0.75 false true
}

// A slider has the bounds and the step of the range, and the digits that its steps need.
func ExampleField() {
	display.Connect(func(m display.Message) {
		if m.Form != nil {
			f := m.Form.Fields[0]
			fmt.Println(f.Kind == display.FieldSlider, f.Min, f.Max, f.Step, f.Digits)
		}
	}, nil)
	defer display.Disconnect()
	display.Interact(func(float64) {}, display.Range(0, 1, 0.125))
	// Output: true 0 1 0.125 3
}
