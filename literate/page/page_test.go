package page

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/literate/nb"
)

// convert renders Markdown and fails on warnings unless want warnings.
func convert(t *testing.T, source string) (string, []error) {
	t.Helper()
	var warnings []error
	c := newConverter(t.TempDir(), func(err error) { warnings = append(warnings, err) })
	return c.convert(source, nil), warnings
}

// formula stands for a rendered formula in expectations: <tex> or <<tex>> for a displayed one.
func formulas(page string) string {
	for {
		i := strings.Index(page, "<math ")
		j := strings.Index(page, "</math>")
		if i < 0 || j < 0 {
			return page
		}
		_, rest, _ := strings.Cut(page[i:j], `encoding="application/x-tex">`)
		tex, _, _ := strings.Cut(rest, "</annotation>")
		mark := "‹" + tex + "›"
		if strings.Contains(page[i:j], `display="block"`) {
			mark = "‹" + mark + "›"
		}
		page = page[:i] + mark + page[j+len("</math>"):]
	}
}

func TestMath(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"in a line":           {"Let $x_1$ be.", "<p>Let ‹x_1› be.</p>\n"},
		"emphasis is kept":    {"$a*b*c$ and *d*", "<p>‹a*b*c› and <em>d</em></p>\n"},
		"space inside":        {"like $ (4 \\times 5) + 2 - 4$. I", "<p>like ‹(4 \\times 5) + 2 - 4›. I</p>\n"},
		"braces":              {`$\{x\}$`, "<p>‹\\{x\\}›</p>\n"},
		"prices":              {"from $5 to $10", "<p>from $5 to $10</p>\n"},
		"escaped":             {`\$x$ is`, "<p>$x$ is</p>\n"},
		"in code":             {"`$x$`", "<p><code>$x$</code></p>\n"},
		"over two lines":      {"$a\n+b$ c", "<p>‹a\n+b› c</p>\n"},
		"display in text":     {"y: $$f = x$$ and", "<p>y: ‹‹f = x›› and</p>\n"},
		"display after text":  {"x and y. $$f = x$$", "<p>x and y. ‹‹f = x››</p>\n"},
		"block":               {"$$\nx\n= y\n- z\n$$\nafter", "<div class=\"math\">‹‹x\n= y\n- z››</div>\n<p>after</p>\n"},
		"block in one line":   {"text\n$$x$$\n", "<p>text</p>\n<div class=\"math\">‹‹x››</div>\n"},
		"block in a list":     {"- a\n\n  $$x$$\n", "<ul>\n<li>\n<p>a</p>\n<div class=\"math\">‹‹x››</div>\n</li>\n</ul>\n"},
		"line end in a block": {"$$\\begin{aligned}a\\\\\nb\\end{aligned}$$", "<div class=\"math\">‹‹\\begin{aligned}a\\\\\nb\\end{aligned}››</div>\n"},
		"environment":         {"\\begin{align}\na\n\\end{align}", "<div class=\"math\">‹‹\\begin{align}\na\n\\end{align}››</div>\n"},
		"in a heading":        {"# The $x$", "<h1 id=\"the-x\">The ‹x›</h1>\n"},
		"in a table":          {"| a |\n|---|\n| $x$ |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>‹x›</td>\n</tr>\n</tbody>\n</table>\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, warnings := convert(t, tt.source)
			if got = formulas(got); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if len(warnings) > 0 {
				t.Error(warnings)
			}
		})
	}
	t.Run("warnings", func(t *testing.T) {
		for source, want := range map[string]string{
			`$\frog$`:   `formula "\\frog": \frog is not known`,
			"# $\\frog": "",
			"$$\nx\n":   `formula "x": no $$ ends it`,
		} {
			_, warnings := convert(t, source)
			if got := strings.Trim(fmt.Sprint(warnings), "[]"); got != want {
				t.Errorf("%q: got %s, want %s", source, got, want)
			}
		}
	})
}

func TestANSI(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"plain":         {"a<b", "a&lt;b"},
		"colour":        {"\x1b[31mred\x1b[0m.", `<span class="fg1">red</span>.`},
		"two at once":   {"\x1b[1;32mgo\x1b[m", `<span class="fg2 bold">go</span>`},
		"bright":        {"\x1b[91;107mx", `<span class="fg9 bg15">x</span>`},
		"back to plain": {"\x1b[1;31ma\x1b[22mb\x1b[39mc", `<span class="fg1 bold">a</span><span class="fg1">b</span>c`},
		"256 colours":   {"\x1b[38;5;196mx\x1b[38;5;250my", `<span style="color:#ff0000">x</span><span style="color:#bcbcbc">y</span>`},
		"true colour":   {"\x1b[48;2;1;2;3mx", `<span style="background-color:#010203">x</span>`},
		"other control": {"a\x1b[2Kb\x1b]0;title\x07c\x1b[?25ld", "abcd"},
		"cut off":       {"a\x1b[38;5mb", "ab"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ansiHTML(tt.in); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// render returns the main part of the page for a notebook.
func render(t *testing.T, n *nb.Notebook, dir string) string {
	t.Helper()
	page, warnings := Render(n, Options{Dir: dir, Title: "n"})
	if len(warnings) > 0 {
		t.Fatal(warnings)
	}
	_, rest, _ := strings.Cut(string(page), `<main id="main">`)
	main, _, _ := strings.Cut(rest, "</main>")
	return main
}

func TestDirectives(t *testing.T) {
	const source, output = "visible", "printed"
	tests := map[string]struct {
		directives      string
		input, output   bool
		contains, lacks string
	}{
		"none":                  {"", true, true, "", "<details"},
		"hide":                  {"//| hide\n", false, false, "", ""},
		"hide as of old":        {"#hide\n", false, false, "", ""},
		"include false":         {"//| include: false\n", false, false, "", ""},
		"echo false":            {"//| echo: false\n", false, true, "", ""},
		"output false":          {"//| output: false\n", true, false, "", ""},
		"fold":                  {"//| code-fold: true\n", true, true, "<details class=\"fold\"><summary>", " open"},
		"fold, open":            {"//| code-fold: show\n", true, true, "<details class=\"fold\" open><summary>", ""},
		"output as it is":       {"//| output: asis\n", true, true, "<strong>printed</strong>", "**"},
		"lines of output":       {"//| filter_stream secret\n", true, true, "", "secret"},
		"the directive is gone": {"//| export\n", true, true, "", "export"},
		"hide a line":           {"", true, true, "", "passw"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := nb.New()
			c := n.Add(nb.Code, tt.directives+source+"\npassw //| hide_line\n")
			c.Outputs = []nb.Output{{Type: nb.Stream, Name: "stdout", Text: "**" + output + "**\nsecret\n"}}
			if !strings.Contains(tt.directives, "filter") {
				c.Outputs[0].Text = "**" + output + "**"
			}
			got := render(t, n, "")
			if has := strings.Contains(got, source); has != tt.input {
				t.Errorf("source shown: %v", has)
			}
			if has := strings.Contains(got, output); has != tt.output {
				t.Errorf("output shown: %v", has)
			}
			if !strings.Contains(got, tt.contains) || tt.lacks != "" && strings.Contains(got, tt.lacks) {
				t.Errorf("want %q and not %q in %s", tt.contains, tt.lacks, got)
			}
		})
	}
}

func TestPictures(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a b.png"), []byte("png"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "02.ipynb"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	n := nb.New()
	n.Add(nb.Markdown, "![alt](a%20b.png) <img src=\"a%20b.png\" width=\"3\">\n\n![x](attachment:y.png) [next](02.ipynb#part) ![net](https://example.org/i.png)").Attachments =
		map[string]any{"y.png": map[string]any{"image/png": "aGk=\n"}}
	got := render(t, n, dir)
	for _, want := range []string{
		`<img src="data:image/png;base64,cG5n" alt="alt">`, `<img src="data:image/png;base64,cG5n" width="3">`,
		`<img src="data:image/png;base64,aGk=" alt="x">`, `<a href="02.html#part">`, `src="https://example.org/i.png"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	n.Cells[0].Source = "![gone](gone.png)"
	if _, warnings := Render(n, Options{Dir: dir}); len(warnings) != 1 || !strings.Contains(warnings[0].Error(), "cell 1 (id ") {
		t.Errorf("a missing picture gives %v", warnings)
	}
}

// TestLinks has links within the page and to files; they are checked when the whole page is known.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a b.png"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	n := nb.New()
	id := n.Add(nb.Markdown, "[a](#later) [b](#never) [c](gone.ipynb#x) [d](a%20b.png) [e](https://example.org/none)").ID
	n.Add(nb.Markdown, "# Later")
	_, warnings := Render(n, Options{Dir: dir})
	want := "[cell 1 (id " + id + "): link #never leads nowhere: nothing has that anchor cell 1 (id " + id +
		"): link gone.ipynb#x leads nowhere: there is no such file]"
	if got := fmt.Sprint(warnings); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestOutputs(t *testing.T) {
	tests := map[string]struct {
		output nb.Output
		want   string
	}{
		"best of several": {nb.Output{Type: nb.DisplayData, Data: map[string]any{"text/plain": "p", "text/html": "<b>h</b>"}}, `<div class="html"><b>h</b></div>`},
		"link to a cell":  {nb.Output{Type: nb.DisplayData, Data: map[string]any{"text/html": `<a href="#cell-id=a1">`}}, `<div class="html"><a href="#cell-a1"></div>`},
		"drawing": {nb.Output{Type: nb.DisplayData, Data: map[string]any{"text/plain": "a <curve>", "image/svg+xml": "<?xml version=\"1.0\"?>\n<svg width=\"1\"></svg>\n"}},
			`<div class="picture"><svg role="img" aria-label="a &lt;curve&gt;" width="1"></svg>`},
		"JSON":      {nb.Output{Type: nb.DisplayData, Data: map[string]any{"application/json": map[string]any{"a": true}}}, `<span class="nt">&#34;a&#34;</span>`},
		"stderr":    {nb.Output{Type: nb.Stream, Name: "stderr", Text: "warn\n"}, `<pre class="text stderr" tabindex="0">warn</pre>`},
		"traceback": {nb.Output{Type: nb.ErrorOutput, EName: "Panic", Traceback: []string{"\x1b[31mpanic\x1b[0m", "at"}}, `<pre class="text error" tabindex="0"><span class="fg1">panic</span>` + "\nat</pre>"},
		"no lines":  {nb.Output{Type: nb.ErrorOutput, EName: "Panic", EValue: "boom"}, `<pre class="text error" tabindex="0">Panic: boom</pre>`},
		"formula":   {nb.Output{Type: nb.ExecuteResult, Data: map[string]any{"text/latex": "$$x$$"}}, `<math `},
		"unknown":   {nb.Output{Type: nb.DisplayData, Data: map[string]any{"application/x-own": "?"}}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := newConverter("", func(err error) { t.Error(err) })
			if got := c.outputHTML(tt.output); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestContents(t *testing.T) {
	n := nb.New()
	n.Add(nb.Markdown, "# Title of `x`\n\n> About it\n\n## Same")
	n.Add(nb.Markdown, "## Same\n\n### With [link](https://example.org) and $x$")
	page, warnings := Render(n, Options{Title: "file"})
	if len(warnings) > 0 {
		t.Fatal(warnings)
	}
	got := formulas(string(page))
	for _, want := range []string{
		"<title>Title of x</title>", `<li class="level2"><a href="#same">Same</a></li>`, `<li class="level2"><a href="#same-1">Same</a></li>`,
		`>With link and ‹x›</a></li>`, `<h2 id="same-1">Same</h2>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if strings.Contains(got, "<script") || strings.Contains(got, "<link") {
		t.Error("the page loads something")
	}
}

func ExampleRender() {
	n := nb.New()
	n.Add(nb.Markdown, "# Squares\n\nThe square of $x$.")
	page, warnings := Render(n, Options{})
	fmt.Println(strings.Contains(string(page), "<title>Squares</title>"), len(warnings))
	// Output: true 0
}

func TestIndex(t *testing.T) {
	got := string(Index("Notebooks", []Link{
		{"01.html", "The `x` & $y$", "About <it>", []Section{{"part", "Part </script>", "text"}}},
		{"02.html", "Next", "", nil},
	}))
	for _, want := range []string{
		"<h1>Notebooks</h1>", `<li><a href="01.html">The <code>x</code> &amp; ‹y›</a><p>`, `<li><a href="02.html">Next</a></li>`,
		`{"file":"01.html","page":"The x & y","id":"part","title":"Part`,
	} {
		if !strings.Contains(formulas(strings.ReplaceAll(got, `\u0026`, "&")), want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Count(got, "</script>") != 1 {
		t.Error("a title ended the script")
	}
}

func TestSections(t *testing.T) {
	n := nb.New()
	n.Add(nb.Markdown, "Before.\n\n# One\n\nText & $x^2$.\n\n## Two `x`\n\nMore.")
	n.Add(nb.Code, "//| export\nx := 1")
	n.Add(nb.Code, "//| hide\nsecret")
	n.Add(nb.Markdown, "After.\n\n## Two `x`")
	want := []Section{{"one", "One", "Text & x2. "}, {"two-x", "Two x", "More. x := 1 After. "}, {"two-x-1", "Two x", " "}}
	if diff := cmp.Diff(want, Sections(n)); diff != "" {
		t.Error(diff)
	}
}

func TestSite(t *testing.T) {
	n := nb.New()
	n.Add(nb.Markdown, "# Two")
	site := []Link{{File: "1.html", Title: "One"}, {File: "2.html", Title: "Two"}, {File: "3.html", Title: "`Three`"}}
	page, _ := Render(n, Options{Site: site, File: "2.html"})
	for _, want := range []string{
		`<li class="current"><a href="2.html" aria-current="page">Two</a></li>`, `<a rel="prev" href="1.html">← One</a>`,
		`<a rel="next" href="3.html"><code>Three</code> →</a>`,
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
}

func TestLinkName(t *testing.T) {
	link := func(dest, name string) string {
		return `<p><a href="https://pkg.go.dev/` + dest + `"><code>` + name + "</code></a></p>\n"
	}
	tests := map[string]struct{ source, want string }{
		"standard library": {"`math.Exp`", link("math#Exp", "math.Exp")},
		"a method":         {"`strings.Builder.Len()`", link("strings#Builder.Len", "strings.Builder.Len()")},
		"ours":             {"`autograd.Grad`", link("github.com/gradbook/gradbook/autograd#Grad", "autograd.Grad")},
		"a path":           {"`json.Marshal`", link("encoding/json#Marshal", "json.Marshal")},
		"no package":       {"`node.Recipe`", "<p><code>node.Recipe</code></p>\n"},
		"not exported":     {"`math.exp`", "<p><code>math.exp</code></p>\n"},
		"more than a name": {"`x := math.Exp`", "<p><code>x := math.Exp</code></p>\n"},
		"a link already":   {"[`math.Exp`](x)", "<p><a href=\"x\"><code>math.Exp</code></a></p>\n"},
		"a heading":        {"# `math.Exp`", "<h1 id=\"mathexp\"><code>math.Exp</code></h1>\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, _ := convert(t, tt.source); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestShowDoc(t *testing.T) {
	n := nb.New()
	n.Add(nb.Code, "ShowDoc(Grad)\n// and\nShowDoc(Value.Add)")
	n.Add(nb.Code, "x := ShowDoc(Grad)")
	id := n.Add(nb.Code, "ShowDoc(gone)").ID
	show := func(symbol string) (string, error) {
		if symbol == "gone" {
			return "", errors.New("no such symbol")
		}
		return "docs of **" + symbol + "**", nil
	}
	n.Add(nb.Code, "ShowDoc(gone)").Outputs = []nb.Output{{Type: nb.Stream, Name: "stdout", Text: "what the session knew"}}
	html, warnings := Render(n, Options{ShowDoc: show})
	for _, want := range []string{"docs of <strong>Grad</strong>", "docs of <strong>Value.Add</strong>", "ShowDoc</span>", "what the session knew"} {
		if strings.Count(string(html), want) != 1 {
			t.Errorf("want %q once in\n%s", want, html)
		}
	}
	if want := "[cell 3 (id " + id + "): ShowDoc(gone): no such symbol]"; fmt.Sprint(warnings) != want {
		t.Errorf("warnings %v, want %s", warnings, want)
	}
}
