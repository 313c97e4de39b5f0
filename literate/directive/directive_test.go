package directive

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	tests := map[string]struct {
		source string
		want   Cell
	}{
		"none":             {"// a comment\nx := 1", Cell{Body: "// a comment\nx := 1", First: 1}},
		"export":           {"//| export\nfunc f() {}", Cell{Directives: []Directive{{"export", "", 1}}, Body: "func f() {}", First: 2}},
		"value":            {"//| default_exp core", Cell{Directives: []Directive{{"default_exp", "core", 1}}, First: 2}},
		"Quarto":           {"//| echo: false\n//| code-fold: show\n\nx", Cell{Directives: []Directive{{"echo", "false", 1}, {"code-fold", "show", 2}}, Body: "x", First: 4}},
		"space before bar": {"// | hide\nx", Cell{Directives: []Directive{{"hide", "", 1}}, Body: "x", First: 2}},
		"Python's sign":    {"#| hide\nx", Cell{Directives: []Directive{{"hide", "", 1}}, Body: "x", First: 2}},
		"v1 Python":        {"# default_exp core", Cell{Directives: []Directive{{"default_exp", "core", 1}}, First: 2}},
		"v1 without space": {"#hide\nx", Cell{Directives: []Directive{{"hide", "", 1}}, Body: "x", First: 2}},
		"v1 Go":            {"// export\nx", Cell{Directives: []Directive{{"export", "", 1}}, Body: "x", First: 2}},
		"v1 old name":      {"// hide_input\nx", Cell{Directives: []Directive{{"echo", "false", 1}}, Body: "x", First: 2}},
		"cgo is not ours":  {"//export\nx", Cell{Body: "//export\nx", First: 1}},
		"prose is not":     {"// export the value to a file\nx", Cell{Body: "// export the value to a file\nx", First: 1}},
		"below the top":    {"x\n//| export", Cell{Body: "x\n//| export", First: 1}},
		"blank lines stay": {"\n\nx", Cell{Body: "\n\nx", First: 1}},
		"misspelt":         {"//| exprot\nx", Cell{Body: "x", First: 2, Problems: []Problem{{1, `directive "exprot" is not known; did you mean "export"?`}}}},
		"unknown":          {"//| frobnicate\nx", Cell{Body: "x", First: 2, Problems: []Problem{{1, `directive "frobnicate" is not known`}}}},
		"bad value":        {"//| eval: maybe\nx", Cell{Body: "x", First: 2, Problems: []Problem{{1, `eval takes true or false, not "maybe"`}}}},
		"no value":         {"//| default_exp\nx", Cell{Body: "x", First: 2, Problems: []Problem{{1, "default_exp needs a value: package or package/file"}}}},
		"a value too many": {"//| hide me\nx", Cell{Body: "x", First: 2, Problems: []Problem{{1, `hide takes no value, but has "me"`}}}},
		"the user's flag":  {"//| gpu\nx", Cell{Directives: []Directive{{"gpu", "", 1}}, Body: "x", First: 2}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Parse(tt.source, "gpu")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCode(t *testing.T) {
	for source, want := range map[string]string{
		"#hide\n//| export\n#| echo: false\nx": "\n//| export\n\nx",
		"# no directive\nx":                    "# no directive\nx",
		"x\n#hide":                             "x\n#hide",
	} {
		if got := Code(source); got != want {
			t.Errorf("%q: got %q, want %q", source, got, want)
		}
	}
}

// TestTable holds the rows of the table against each other.
func TestTable(t *testing.T) {
	for name, k := range Known {
		if k.Now == "" {
			if k.Doc == "" {
				t.Errorf("%s has no doc", name)
			}
			continue
		}
		now, ok := Known[k.Now]
		if !ok || now.Now != "" {
			t.Errorf("%s points to %s, which is no directive of today", name, k.Now)
		}
		if p := now.check(Directive{Name: k.Now, Value: k.NowValue}); p != "" {
			t.Errorf("%s: %s", name, p)
		}
	}
}

func ExampleParse() {
	c := Parse("//| export\n//| echo: false\nfunc Square(x float64) float64 { return x * x }")
	fmt.Println(c.Has("export"), c.Is("echo", "false"))
	fmt.Println(c.Body)
	// Output:
	// true true
	// func Square(x float64) float64 { return x * x }
}
