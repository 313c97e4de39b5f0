package directive

import (
	"fmt"
	"slices"
	"strings"
)

// Kind says what a directive takes and does.
type Kind struct {
	Doc      string
	Values   []string // the values allowed; nil: see Arg
	Arg      string   // what the value is; "" with nil Values: it takes none
	Optional bool     // the value may be left out
	V1       bool     // also read in the form of nbdev's first version: "// name", "#name"
	Now      string   // for names of the past: the name of today
	NowValue string   // … and the value it then has
}

var boolean = []string{"true", "false"}

// Known are all directives by name.
var Known = map[string]Kind{
	"default_exp":   {Doc: "the package (and file) that exported cells go to", Arg: "package or package/file", V1: true},
	"export":        {Doc: "write the cell to the package; show it in the docs", Arg: "package or package/file", Optional: true, V1: true},
	"exporti":       {Doc: "write the cell to the package, without docs", Arg: "package or package/file", Optional: true, V1: true},
	"exports":       {Doc: "write the cell to the package; show its source in the docs", Arg: "package or package/file", Optional: true, V1: true},
	"test":          {Doc: "write the cell to the package's tests", Arg: "name", Optional: true},
	"hide":          {Doc: "show neither the cell nor its outputs", V1: true},
	"include":       {Doc: "false: show neither the cell nor its outputs", Values: boolean},
	"hide_line":     {Doc: "at the end of a line: do not show the line"},
	"filter_stream": {Doc: "do not show lines of output that hold one of the words", Arg: "words"},
	"echo":          {Doc: "false: do not show the source", Values: boolean},
	"output":        {Doc: "false: do not show the outputs; asis: show text as Markdown", Values: []string{"true", "false", "asis"}},
	"eval":          {Doc: "false: do not run the cell", Values: boolean},
	"code-fold":     {Doc: "true: the source can be opened; show: it can be closed", Values: []string{"true", "show", "false"}},
	"exec_doc":      {Doc: "run the cell anew when the docs are made"},
	"skip_exec":     {Doc: "run no cell of the notebook when the docs are made"},
	"skip_showdoc":  {Doc: "do not add docs of the exported symbols"},
	"notest":        {Doc: "do not run the cell in tests"},
	"slow":          {Doc: "run the cell in tests with --slow only"},

	"hide_input":      {V1: true, Now: "echo", NowValue: "false"},
	"hide_output":     {V1: true, Now: "output", NowValue: "false"},
	"collapse":        {V1: true, Now: "code-fold", NowValue: "true"},
	"collapse_input":  {V1: true, Now: "code-fold", NowValue: "true"},
	"collapse_show":   {V1: true, Now: "code-fold", NowValue: "show"},
	"export_internal": {V1: true, Now: "exporti"},
	"default_cls_lvl": {V1: true, Now: "skip_showdoc"},
	"collapse_output": {V1: true, Now: "output", NowValue: "true"},
	"all_slow":        {V1: true, Now: "slow"},
	"all_notest":      {V1: true, Now: "notest"},
}

// check words what is wrong with a directive's value, "" if nothing is.
func (k Kind) check(d Directive) string {
	switch {
	case k.Values != nil && !slices.Contains(k.Values, d.Value):
		return fmt.Sprintf("%s takes %s, not %q", d.Name, strings.Join(k.Values, " or "), d.Value)
	case k.Values == nil && k.Arg == "" && d.Value != "" && d.Value != "true":
		return fmt.Sprintf("%s takes no value, but has %q", d.Name, d.Value)
	case k.Arg != "" && !k.Optional && d.Value == "":
		return fmt.Sprintf("%s needs a value: %s", d.Name, k.Arg)
	}
	return ""
}
