package shell

import (
	"context"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/kernel/display"
)

func TestShownNames(t *testing.T) {
	for src, want := range map[string]string{
		"ShowDoc(Grad)":                      "Grad",
		"//| echo: false\n\nShowDoc(a.B.C )": "a.B.C",
		"ShowDoc(a)\nShowDoc(b)":             "a b",
		"ShowDoc(a)\nx := 1":                 "",
		"x := ShowDoc(a)":                    "",
		"ShowDoc(1)":                         "",
		"":                                   "",
	} {
		if got := strings.Join(shownNames(src), " "); got != want {
			t.Errorf("%q: got %q, want %q", src, got, want)
		}
	}
}

func TestShowDoc(t *testing.T) {
	s := newShell(t)
	show := func(code string) (string, string) {
		t.Helper()
		var got shownTexts
		res := s.Execute(context.Background(), Request{Code: code}, &got)
		return got.text, plain(strings.Join(res.Traceback, "\n"))
	}
	show("// area returns x².\nfunc area(x float64) float64 { return x * x }")
	for _, c := range []struct{ name, code, out, err string }{
		{"of the session", "ShowDoc(area)", "area returns x².", ""},
		{"of a package", "ShowDoc(strings.Repeat)", "Repeat returns a new string consisting of count copies", ""},
		{"with its example", "ShowDoc(strings.Repeat)", "```text\nbanana\n```", ""},
		{"of nothing", "ShowDoc(nothing)", "", "ShowDoc(nothing): there is no such name in the session, nor in a package that it knows"},
		{"a function of the user's", "func ShowDoc(x int) string { return fmt.Sprint(\"mine \", x) }\nn := 2", "", ""},
		{"which is called", "ShowDoc(n)", "mine 2", ""},
	} {
		out, err := show(c.code)
		if !strings.Contains(out, c.out) || !strings.Contains(err, c.err) || (err != "") != (c.err != "") {
			t.Errorf("%s: got %q and error %q, want %q and %q", c.name, out, err, c.out, c.err)
		}
	}
}

// shownTexts collects the text of all that is displayed.
type shownTexts struct {
	transcript
	text string
}

func (b *shownTexts) Display(m display.Message) {
	for _, kind := range []string{display.MIMEText, display.MIMEMarkdown} {
		if text, ok := m.Data[kind].(string); ok {
			b.text += text + "\n"
		}
	}
}
