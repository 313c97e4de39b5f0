package anp

// Whether everything is there: each function that HIPS autograd has, and for each name of ours a case of the oracle.

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(name, err)
	}
}

// counterparts are what stands for functions of HIPS autograd that have no NumPy name or take functions.
var counterparts = map[string]string{
	"_original_where":                "Where",
	"array_from_args":                "Stack",
	"concatenate_args":               "Concatenate",
	"linalg._primitive_norm":         "Norm",
	"fft.truncate_pad":               "the parameter n of the transforms",
	"scipy.integrate.odeint":         "Odeint",
	"misc.fixed_points.fixed_point":  "FixedPoint",
	"builtins._make_dict":            "containers: GradOf, MakeVJPOf",
	"builtins.container_take":        "containers: GradOf, MakeVJPOf",
	"builtins.container_untake":      "containers: GradOf, MakeVJPOf",
	"builtins.make_sequence":         "containers: GradOf, MakeVJPOf",
	"builtins.sequence_extend_left":  "append",
	"builtins.sequence_extend_right": "append",
	"result_type":                    "ResultType, whose result is no array",
}

// TestEverythingOfHIPS goes through the registries of HIPS autograd 1.9.1, as testdata/oracle.py wrote them.
func TestEverythingOfHIPS(t *testing.T) {
	var hips struct{ VJP, JVP, NoGrad []string }
	readJSON(t, "testdata/hips.json", &hips)
	if len(hips.VJP) < 200 || len(hips.JVP) < 100 || len(hips.NoGrad) < 50 {
		t.Fatalf("hips.json has %d, %d and %d names", len(hips.VJP), len(hips.JVP), len(hips.NoGrad))
	}
	// imported into HIPS' modules of distributions from its module of special functions
	special := map[string]bool{"psi": true, "digamma": true, "beta": true, "gamma": true}
	for _, name := range append(append(hips.VJP, hips.JVP...), hips.NoGrad...) {
		if Lookup(name) == nil && counterparts[name] == "" && !(strings.HasPrefix(name, "scipy.stats.") && special[name[strings.LastIndexByte(name, '.')+1:]]) {
			t.Errorf("HIPS autograd has %s", name)
		}
	}
	for _, name := range append(hips.VJP, hips.JVP...) {
		if f := Lookup(name); f != nil && f.NoGrad {
			t.Errorf("%s has no derivative here, but in HIPS autograd", name)
		}
	}
}

// notInOracle are the functions whose derivatives are in no case, and why.
var notInOracle = map[string]string{
	"heaviside":      "its derivative is 0, and neither JAX nor HIPS autograd has one",
	"linalg.eig":     "JAX's results are complex where NumPy's are real; rules_test.go checks it by differences",
	"linalg.eigvals": "JAX's results are complex where NumPy's are real; rules_test.go checks it by differences",
}

// TestOracleCoversEverything holds that each function has a case of the oracle, and each that can be differentiated one
// with derivatives.
func TestOracleCoversEverything(t *testing.T) {
	var cases []oracleCase
	readJSON(t, "testdata/oracle.json", &cases)
	covered, derivative := map[*Function]bool{}, map[*Function]bool{}
	for _, c := range cases {
		f := Lookup(c.Name)
		covered[f] = true
		if c.Grads != nil {
			derivative[f] = true
		}
	}
	for _, name := range Names() {
		f := Lookup(name)
		reason := notInOracle[f.Name]
		switch {
		case name != f.Name: // an alias
		case !covered[f]:
			t.Errorf("%s has no case in testdata/oracle.py", name)
		case covered[f] && !f.NoGrad && !derivative[f] && reason == "":
			t.Errorf("%s has no case with derivatives in testdata/oracle.py", name)
		case derivative[f] && reason != "":
			t.Errorf("%s has a case, and a reason why not: %s", name, reason)
		}
	}
}
