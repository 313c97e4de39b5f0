package ipywidgets

import (
	"fmt"
	"html"
	"unicode/utf8"

	"github.com/gradbook/gradbook/kernel/display"
)

// View is a form as models.
type View struct {
	Form   display.Form
	Box    string // id of the model that shows the controls
	Result string // id of the model that shows the result; empty: there is none

	models []*Model          // each after those that it refers to
	byID   map[string]*Model // the same
	fields map[string]int    // by the id of a field's model, which field it is
	values []string          // of the fields but the button
	manual bool              // there is a button
}

// New makes the models of a form, with ids that newID gives. With result there is one for what the function returns, too.
func New(f display.Form, v Versions, result bool, newID func() string) (*View, error) {
	w := &View{Form: f, byID: map[string]*Model{}, fields: map[string]int{}}
	add := func(s State) string {
		m := &Model{ID: newID(), State: s}
		w.models = append(w.models, m)
		w.byID[m.ID] = m
		return m.ID
	}
	plain := add(v.layout(nil))
	wide := add(v.layout(State{"width": "30em"}))
	width := State{"description_width": labelWidth(f.Fields)}
	var children []string
	for i, field := range f.Fields {
		k, ok := kinds[field.Kind]
		if !ok {
			return nil, fmt.Errorf("a control of the unknown kind %q", field.Kind)
		}
		s := v.control(k.model, k.state(field))
		if k.value == "" {
			w.manual = true
			s["description"], s["tooltip"] = field.Label, field.Label
			s["style"], s["layout"] = reference(add(v.style(k.style, nil))), reference(add(v.layout(State{"width": "max-content", "min_width": "10em"})))
		} else {
			w.values = append(w.values, field.Start)
			// Version 7 takes a label as HTML, and has no word for it; 8 asks for that word.
			s["description"], s["description_allow_html"] = html.EscapeString(field.Label), true
			s[v.tooltip] = field.Label
			s["style"], s["layout"] = reference(add(v.style(k.style, width))), reference(wide)
		}
		id := add(s)
		w.fields[id] = i
		children = append(children, reference(id))
	}
	w.Box = add(v.control("VBox", State{"children": children, "layout": reference(plain)}))
	if result {
		w.Result = add(v.state(output, "Output", output, "Output", State{"outputs": []any{}, "msg_id": "", "layout": reference(plain)}))
	}
	return w, nil
}

// labelWidth is that of all labels, so that the controls stand below each other.
func labelWidth(fields []display.Field) string {
	longest := 4
	for _, f := range fields {
		longest = max(longest, utf8.RuneCountInString(f.Label))
	}
	return fmt.Sprintf("%dch", min(longest, 30)+1)
}

// Models are those of the view, each after those that it refers to.
func (w *View) Models() []Model {
	all := make([]Model, len(w.models))
	for i, m := range w.models {
		all[i] = *m
	}
	return all
}
