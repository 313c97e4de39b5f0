package shell

import (
	"strings"
	"testing"
)

// TestQuestion asks about names in cells, as a notebook that runs by itself may too.
func TestQuestion(t *testing.T) {
	s := newShell(t)
	if res := s.Execute(t.Context(), Request{Number: 1, Code: "// half halves.\nfunc half(n int) int { return n / 2 }\nkept := 7"}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	for _, c := range []struct {
		code, want, not string // parts of the page
	}{
		{"?half", "half halves.", "return"},
		{"half?\n", "func half(n int) int", "return"},
		{"??half", "return n / 2", ""},
		{"?kept", "7", ""},
		{"?%whos", "%whos", ""},
		{"?http.Get", "Get issues a GET", ""}, // a package that is compiled first
	} {
		res := s.Execute(t.Context(), Request{Number: 2, Code: c.code}, &transcript{})
		text, _ := res.Page["text/plain"].(string)
		if res.Status != OK || !strings.Contains(text, c.want) || c.not != "" && strings.Contains(text, c.not) {
			t.Errorf("%s: %s %q", c.code, res.EValue, text)
		}
	}
	if res := s.Execute(t.Context(), Request{Number: 3, Code: "?nothing"}, &transcript{}); res.Status != Error || !strings.Contains(res.EValue, "nothing is known of nothing") {
		t.Errorf("?nothing: %+v", res)
	}
}
