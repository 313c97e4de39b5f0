// Package ipywidgets describes the controls of [display.Interact] as models of ipywidgets, for front ends that draw those:
// VS Code, and JupyterLab with its extension for them. A [View] is one form: its models, what the user has set them to, and the
// answers to the front end's messages. Nothing here sends anything; the kernel opens a comm for each model and hands on
// what comes.
//
// The protocol is described in packages/schema of ipywidgets: messages.md, and the attributes of all models.
package ipywidgets

import "maps"

// Words of the protocol.
const (
	Target        = "jupyter.widget"         // of the comm that each model has
	ControlTarget = "jupyter.widget.control" // of a comm by which a front end asks for all models at once
	Protocol      = "2.1.0"                  // in the metadata of a comm_open
	ControlProto  = "1.0.0"                  // the same on the control target
	ViewMIME      = "application/vnd.jupyter.widget-view+json"
)

// State is what the kernel and the front end both hold of a model, by attribute.
type State map[string]any

// Model is one model. Its ID is that of its comm, too.
type Model struct {
	ID    string
	State State
}

// Versions are those of the modules that the front end has its models in.
type Versions struct {
	Base, Controls string
	tooltip        string            // the attribute with the tooltip of a control's label
	styles         map[string]string // what stands for styles that these modules do not have
}

// The modules of ipywidgets 7 and 8. A front end takes models of its own version; VS Code takes those of 7 from all kernels but
// Python's, whichever it has.
var (
	Version7 = Versions{
		Base: "1.2.0", Controls: "1.5.0", tooltip: "description_tooltip",
		styles: map[string]string{"CheckboxStyle": "DescriptionStyle", "TextStyle": "DescriptionStyle"},
	}
	Version8 = Versions{Base: "2.0.0", Controls: "2.0.0", tooltip: "tooltip"}
)

// modules of the models, and of the views where that is another one.
const (
	base     = "@jupyter-widgets/base"
	controls = "@jupyter-widgets/controls"
	output   = "@jupyter-widgets/output"
)

func (v Versions) of(module string) string {
	return map[string]string{base: v.Base, controls: v.Controls, output: "1.0.0"}[module]
}

// state is that of a model of the name, without its Model, whose view is of another module and name if that is given.
func (v Versions) state(module, name, viewModule, view string, rest State) State {
	s := State{
		"_model_module": module, "_model_module_version": v.of(module), "_model_name": name + "Model",
		"_view_module": viewModule, "_view_module_version": v.of(viewModule), "_view_name": view + "View",
	}
	maps.Copy(s, rest)
	return s
}

func (v Versions) layout(rest State) State { return v.state(base, "Layout", base, "Layout", rest) }

func (v Versions) control(name string, rest State) State {
	return v.state(controls, name, controls, name, rest)
}

func (v Versions) style(name string, rest State) State {
	if other, ok := v.styles[name]; ok {
		name = other
	}
	return v.state(controls, name, base, "Style", rest)
}

// reference is how the state of one model names another.
func reference(id string) string { return "IPY_MODEL_" + id }

// ViewOf is what a display message has under [ViewMIME] to show a model.
func ViewOf(id string) any {
	return map[string]any{"model_id": id, "version_major": 2, "version_minor": 0}
}
