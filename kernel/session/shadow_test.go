package session

import (
	"go/token"
	"go/types"
	"strings"
	"testing"
)

func TestPrivateNames(t *testing.T) {
	seen := map[string]string{}
	for _, name := range types.Universe.Names() {
		p := privateNames[name]
		switch {
		case len(p) != len(name):
			t.Errorf("%s is called %q, which has another length", name, p)
		case !token.IsIdentifier(p):
			t.Errorf("%s is called %q, which is no identifier", name, p)
		case seen[p] != "":
			t.Errorf("%s and %s are both called %q", name, seen[p], p)
		case written("(*"+p+").f") != "(*"+name+").f":
			t.Errorf("%q is written as %q", p, written(p))
		}
		seen[p] = name
	}
}

func TestShadowedNamesAreTold(t *testing.T) {
	s := newSession(t)
	runCells(t, s, "max := 3", "type error struct{ code int }", "func f(e error) error { return e }")
	var names []string
	for _, v := range s.Vars() {
		names = append(names, v.Name+" "+v.Type)
	}
	if got, want := strings.Join(names, "; "), "error struct{code int}; f func(e error) error; max int"; got != want {
		t.Errorf("variables %q, want %q", got, want)
	}
	if in := s.Inspect("max", 2); in == nil || in.Signature != "var max int" || in.Source != "max := 3" {
		t.Errorf("inspection of max: %+v", in)
	}
	if in := s.Inspect("f(error{1})", 3); in == nil || in.Name != "error" || in.Cell == 0 {
		t.Errorf("inspection of error: %+v", in)
	}
	var found []Completion
	for _, c := range s.Complete("ma", 2).Items {
		if c.Text == "max" {
			found = append(found, c)
		}
	}
	if len(found) != 1 || found[0] != (Completion{"max", "variable", "int"}) {
		t.Errorf("completions of ma: %+v", found)
	}
}
