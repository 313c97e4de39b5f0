package mathml

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// body returns what stands between semantics and annotation.
func body(t *testing.T, ml string) string {
	t.Helper()
	_, rest, ok := strings.Cut(ml, "<semantics>")
	inner, _, ok2 := strings.Cut(rest, "<annotation")
	if !ok || !ok2 {
		t.Fatalf("no semantics in %s", ml)
	}
	return inner
}

// wellFormed fails unless ml is one well-formed element.
func wellFormed(ml string) error {
	d := xml.NewDecoder(strings.NewReader(ml))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("%w in %s", err, ml)
		}
	}
}

func TestRender(t *testing.T) {
	const minus = `<mo form="prefix" lspace="0" rspace="0">−</mo>`
	const lp, rp = `<mo stretchy="false">(</mo>`, `<mo stretchy="false">)</mo>`
	const thin = `<mspace width="0.167em"/>`
	f := func(name string) string { return `<mi mathvariant="normal">` + name + `</mi>` }
	tests := map[string]struct{ tex, want string }{
		"letter":                 {`x`, `<mi>x</mi>`},
		"number":                 {`12.5`, `<mn>12.5</mn>`},
		"full stop":              {`5.`, `<mrow><mn>5</mn><mo stretchy="false" lspace="0" rspace="0">.</mo></mrow>`},
		"Greek":                  {`\alpha\Gamma`, `<mrow><mi>α</mi><mi mathvariant="normal">Γ</mi></mrow>`},
		"sum":                    {`x+y`, `<mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow>`},
		"unary minus":            {`-x`, `<mrow>` + minus + `<mi>x</mi></mrow>`},
		"minus after relation":   {`y=-x`, `<mrow><mi>y</mi><mo>=</mo>` + minus + `<mi>x</mi></mrow>`},
		"minus after space":      {`x\,-y`, `<mrow><mi>x</mi>` + thin + `<mo>−</mo><mi>y</mi></mrow>`},
		"power":                  {`x^2`, `<msup><mi>x</mi><mn>2</mn></msup>`},
		"index and power":        {`x_i^{2n}`, `<msubsup><mi>x</mi><mi>i</mi><mrow><mn>2</mn><mi>n</mi></mrow></msubsup>`},
		"derivative":             {`f'(x)`, `<mrow><msup><mi>f</mi><mo>′</mo></msup>` + lp + `<mi>x</mi>` + rp + `</mrow>`},
		"prime and power":        {`f''^2`, `<msup><mi>f</mi><mrow><mo>′′</mo><mn>2</mn></mrow></msup>`},
		"fraction":               {`\frac{1}{x}`, `<mfrac><mn>1</mn><mi>x</mi></mfrac>`},
		"fraction without {}":    {`\frac12`, `<mfrac><mn>1</mn><mn>2</mn></mfrac>`},
		"root":                   {`\sqrt{x}`, `<msqrt><mi>x</mi></msqrt>`},
		"cube root":              {`\sqrt[3]{x}`, `<mroot><mi>x</mi><mn>3</mn></mroot>`},
		"function of group":      {`\log(x)`, `<mrow>` + f("log") + lp + `<mi>x</mi>` + rp + `</mrow>`},
		"function of letter":     {`a\log x`, `<mrow><mi>a</mi>` + thin + f("log") + thin + `<mi>x</mi></mrow>`},
		"sum with limits":        {`\sum_{i}^n`, `<munderover><mo movablelimits="true">∑</mo><mi>i</mi><mi>n</mi></munderover>`},
		"limit":                  {`\lim_{x\to0}`, `<munder><mo movablelimits="true" lspace="0" rspace="0">lim</mo><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>`},
		"text":                   {`\text{if } x`, `<mrow><mtext>if` + "\u00a0" + `</mtext><mi>x</mi></mrow>`},
		"escapes":                {`a<b`, `<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>`},
		"blackboard":             {`\mathbb{R}^n`, `<msup><mi>ℝ</mi><mi>n</mi></msup>`},
		"bold":                   {`\mathbf{x}`, `<mi>𝐱</mi>`},
		"upright":                {`\mathrm{d}x`, `<mrow><mi mathvariant="normal">d</mi><mi>x</mi></mrow>`},
		"hat":                    {`\hat{y}`, `<mover accent="true"><mi>y</mi><mo stretchy="false">^</mo></mover>`},
		"named brace":            {`\underbrace{x}_{n}`, `<munder><munder accentunder="true"><mi>x</mi><mo stretchy="true">⏟</mo></munder><mi>n</mi></munder>`},
		"stretching brackets":    {`\left(x\right]`, `<mrow><mo fence="true" form="prefix">(</mo><mi>x</mi><mo fence="true" form="postfix">]</mo></mrow>`},
		"no left bracket":        {`\left.x\right|`, `<mrow><mo fence="true" form="prefix"></mo><mi>x</mi><mo fence="true" form="postfix">|</mo></mrow>`},
		"empty base":             {`{}^2`, `<msup><mrow></mrow><mn>2</mn></msup>`},
		"comment":                {"x% note\ny", `<mrow><mi>x</mi><mi>y</mi></mrow>`},
		"negated":                {`\not=`, "<mo>=\u0338</mo>"},
		"matrix":                 {`\begin{pmatrix}a&b\\c&d\end{pmatrix}`, `<mrow><mo fence="true" form="prefix">(</mo><mtable displaystyle="false"><mtr><mtd style="text-align:center"><mi>a</mi></mtd><mtd style="text-align:center"><mi>b</mi></mtd></mtr><mtr><mtd style="text-align:center"><mi>c</mi></mtd><mtd style="text-align:center"><mi>d</mi></mtd></mtr></mtable><mo fence="true" form="postfix">)</mo></mrow>`},
		"aligned, last line end": {`\begin{aligned}a&=b\\\end{aligned}`, `<mtable displaystyle="true"><mtr><mtd style="text-align:right;padding-left:0;padding-right:0"><mi>a</mi></mtd><mtd style="text-align:left;padding-left:0;padding-right:0"><mrow><mo>=</mo><mi>b</mi></mrow></mtd></mtr></mtable>`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ml, err := Render(tt.tex, false)
			if err != nil {
				t.Fatal(err)
			}
			if got := body(t, ml); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if err := wellFormed(ml); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	tests := map[string]struct{ tex, want string }{
		"unknown command":     {`\frog x`, `formula "\\frog x": \frog is not known`},
		"unknown environment": {`\begin{frog}\end{frog}`, `formula "\\begin{frog}\\end{frog}": environment frog is not known`},
		"open brace":          {`{x`, `formula "{x": } is missing at the end`},
		"stray brace":         {`x}`, `formula "x}": a } without its {`},
		"missing argument":    {`\frac{1}`, `formula "\\frac{1}": \frac: an argument is missing at the end`},
		"missing exponent":    {`x^`, `formula "x^": after ^: an argument is missing at the end`},
		"two exponents":       {`x^2^3`, `formula "x^2^3": two ^ on one symbol`},
		"left alone":          {`\left( x`, `formula "\\left( x": \right is missing at the end`},
		"right alone":         {`x \right)`, `formula "x \\right)": \right without \left`},
		"stray column":        {`a & b`, `formula "a & b": & outside an environment`},
		"end missing":         {`\begin{cases}x`, `formula "\\begin{cases}x": \end is missing at the end`},
		"other end":           {`\begin{cases}x\end{matrix}`, `formula "\\begin{cases}x\\end{matrix}": \begin{cases} is ended by \end{matrix}`},
		"no bracket":          {`\left x\right)`, `formula "\\left x\\right)": \left needs a bracket after it, not "x"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Render(tt.tex, false)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// TestTables renders each command of the tables.
func TestTables(t *testing.T) {
	var all []string
	for c := range letters {
		all = append(all, c)
	}
	for c := range upright {
		all = append(all, c)
	}
	for c := range signs {
		all = append(all, c)
	}
	for c := range functions {
		all = append(all, c+" x")
	}
	for c := range spaces {
		all = append(all, "a"+c+" b")
	}
	for c := range accents {
		all = append(all, c+"{x}_n")
	}
	for c := range alphabets {
		all = append(all, c+"{Ax1}")
	}
	for c := range sizes {
		all = append(all, c+"( x")
	}
	for c := range ignored {
		all = append(all, c+" x")
	}
	for e := range environments {
		spec := ""
		if e == "array" || e == "alignat" {
			spec = "{l|c}"
		}
		all = append(all, `\begin{`+e+`}`+spec+` a & b \\ c & d \end{`+e+`}`)
	}
	for _, tex := range all {
		ml, err := Render(tex, true)
		if err == nil {
			err = wellFormed(ml)
		}
		if err != nil {
			t.Errorf("%s: %v", tex, err)
		}
	}
}

// TestAnything feeds random formulas: an error or a well-formed element, never a panic.
func TestAnything(t *testing.T) {
	pieces := []string{"x", "1", " ", "{", "}", "^", "_", "'", `\frac`, `\sqrt`, "[", "]", `\left`, `\right`, "(", ")", "&", `\\`, `\begin{cases}`,
		`\end{cases}`, `\sum`, `\log`, `\text{a<b}`, `\`, "%", "é", "<", `\hat`, `\mathbf`, `\not`, `\big`}
	rapid.Check(t, func(t *rapid.T) {
		tex := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "tex"), "")
		if ml, err := Render(tex, true); err == nil {
			if err := wellFormed(ml); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func ExampleRender() {
	ml, err := Render(`\frac{dy}{dx}`, false)
	fmt.Println(ml, err)
	// Output:
	// <math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mfrac><mrow><mi>d</mi><mi>y</mi></mrow><mrow><mi>d</mi><mi>x</mi></mrow></mfrac><annotation encoding="application/x-tex">\frac{dy}{dx}</annotation></semantics></math> <nil>
}
