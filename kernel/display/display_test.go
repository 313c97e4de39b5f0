package display_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math/big"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"

	"github.com/gradbook/gradbook/kernel/display"
)

type point struct{ X, Y int }

type secret struct{ name string }

type celsius float64

func (c celsius) String() string { return fmt.Sprintf("%g°C", float64(c)) }

type list struct {
	Value int
	Next  *list
}

type shape struct{}

func (shape) HTML() string { return "<b>shape</b>" }
func (shape) SVG() string  { return "<svg/>" }
func (shape) PNG() []byte  { return nil }

type figure struct{}

func (figure) MIMEBundle() map[string]any {
	return map[string]any{display.MIMESVG: "<svg/>", display.MIMEText: "a figure"}
}
func (figure) HTML() string { return "not asked for" }

type broken struct{}

func (broken) HTML() string     { panic("out of ink") }
func (broken) Markdown() string { return "*fine*" }

type picky struct{ n int }

func (p *picky) HTML() string { return strings.Repeat("x", p.n) }

type locked struct {
	sync.Mutex
	n int
}

func (l *locked) String() string {
	l.Lock()
	defer l.Unlock()
	return "not asked for"
}

type huge struct{}

func (huge) HTML() string { return strings.Repeat("x", 33<<20) }

type formula struct{}

func (formula) Latex() string { return "x^2" }

func TestText(t *testing.T) {
	cyclicSlice := []any{1, nil}
	cyclicSlice[1] = cyclicSlice
	cyclicMap := map[string]any{}
	cyclicMap["me"] = cyclicMap
	ring := &list{Value: 1}
	ring.Next = ring
	filled := make(chan int, 3)
	filled <- 1
	seven := 7
	var noMap map[string]int
	var noFunc func(int) error
	var noPointer *point
	var noBig *big.Int

	for _, tt := range []struct {
		name string
		v    any
		want string
	}{
		{"nil", nil, ""},
		{"int", 42, "42"},
		{"float", 1.0 / 3, "0.3333333333333333"},
		{"large float", 1e21, "1e+21"},
		{"complex", 1 + 2i, "(1+2i)"},
		{"rune is a number", 'x', "120"},
		{"bool", true, "true"},
		{"string without quotes", "a \"b\"\n", "a \"b\"\n"},
		{"stringer", celsius(21.5), "21.5°C"},
		{"error", errors.New("no such thing"), "no such thing"},
		{"joined errors", errors.Join(errors.New("a"), errors.New("b")), "a\nb"},
		{"duration", 1500 * time.Millisecond, "1.5s"},
		{"time without monotonic clock", time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), "2024-02-29 12:00:00 +0000 UTC"},
		{"big integer", big.NewInt(1).Lsh(big.NewInt(1), 100), "1267650600228229401496703205376"},
		{"nil pointer to a stringer", noBig, "<nil>"},
		{"slice", []int{1, 2, 3}, "[1 2 3]"},
		{"nil slice", []int(nil), "[]"},
		{"bytes", []byte("hi"), "[104 105]"},
		{"strings", []string{"a", "b c"}, `["a" "b c"]`},
		{"words", []string{"a", "b"}, "[a b]"},
		{"empty strings inside", map[string]any{"a key": "", "b": []string{"c"}}, `map["a key":"" b:[c]]`},
		{"strings in fields", secret{"two words"}, `{name:"two words"}`},
		{"method of the pointer", *big.NewInt(7), "7"},
		{"method of the pointer, inside", []url.URL{{Scheme: "https", Host: "go.dev"}}, "[https://go.dev]"},
		{"method of the pointer, a lock", locked{n: 7}, "{Mutex:{_:{} mu:{state:0 sema:0}} n:7}"},
		{"raw JSON", json.RawMessage(`{"a":[1,2]}`), `{"a":[1,2]}`},
		{"raw JSON that is none", json.RawMessage("{"), "[123]"},
		{"rectangle", image.Rect(0, 0, 3, 4), "(0,0)-(3,4)"},
		{"nested slices", [][]float64{{1, 2}, {3}}, "[[1 2] [3]]"},
		{"any", []any{1, "a", nil, 2.5}, "[1 a <nil> 2.5]"},
		{"map is sorted", map[string]int{"b": 2, "a": 1, "c": 3}, "map[a:1 b:2 c:3]"},
		{"map with numbers", map[int]bool{10: true, 9: false}, "map[9:false 10:true]"},
		{"nil map", noMap, "map[]"},
		{"struct", point{1, 2}, "{X:1 Y:2}"},
		{"unexported fields", secret{"s"}, "{name:s}"},
		{"pointer to struct", &point{1, 2}, "&{X:1 Y:2}"},
		{"nil pointer", noPointer, "<nil>"},
		{"pointers inside", []*point{{1, 2}, nil}, "[&{X:1 Y:2} <nil>]"},
		{"pointer to number", &seven, "&7"},
		{"stringers inside", map[string]celsius{"oven": 200}, "map[oven:200°C]"},
		{"function", func(a, b float64) (int, error) { return 0, nil }, "func(float64, float64) (int, error)"},
		{"variadic function", fmt.Println, "func(...interface {}) (int, error)"},
		{"nil function", noFunc, "func(int) error(nil)"},
		{"channel", filled, "chan int(len 1, cap 3)"},
		{"cyclic slice", cyclicSlice, "[1 [(cycle)]]"},
		{"cyclic map", cyclicMap, "map[me:map[(cycle)]]"},
		{"cyclic pointer", ring, "&{Value:1 Next:&(cycle)}"},
		{"matrix", mat.NewDense(2, 2, []float64{1, 10, 0.5, -3}), "⎡  1  10⎤\n⎣0.5  -3⎦"},
		{"vector", mat.NewVecDense(1, []float64{1. / 3}), "[0.333333]"},
		{"empty matrix", &mat.Dense{}, "[] (0×0)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := display.Text(tt.v); got != tt.want {
				t.Errorf("Text(%T)\n got %q\nwant %q", tt.v, got, tt.want)
			}
		})
	}
}

func TestTextMonotonicClock(t *testing.T) {
	if s := display.Text(time.Now()); strings.Contains(s, "m=") {
		t.Errorf("%q shows the monotonic clock", s)
	}
}

// deep is a list of more levels than are shown.
func deep() *list {
	var l *list
	for i := range 100 {
		l = &list{Value: i, Next: l}
	}
	return l
}

func TestTextLimits(t *testing.T) {
	many := make([]int, 100_000)
	for i := range many {
		many[i] = i
	}
	wide := make(map[string]string)
	for i := range 900 {
		wide[fmt.Sprint(i)] = strings.Repeat("x", 100)
	}
	numbered := make(map[int]int)
	for i := range 50_000 {
		numbered[i] = i
	}
	for _, tt := range []struct {
		name  string
		v     any
		wants []string
	}{
		{"long map", numbered, []string{"map[\n  0: 0\n  1: 1\n", "\n  19: 19\n  … 49960 more …\n  49980: 49980\n", "\n  49999: 49999\n]"}},
		{"long slice", many, []string{"[0 1 2", "… 99960 more …", "99999]"}},
		{"long string", strings.Repeat("é", 50_000), []string{"é…\n(cut: the first 20000 of 100000 bytes; print it to see all)"}},
		{"much in a map", wide, []string{"map[", "more …", "(cut after 20000 bytes"}},
		{"deep", deep(), []string{"…"}},
		{"array of arrays", [1000][1000]int{}, []string{"more …", "(cut after"}},
		{"large matrix", mat.NewDense(300, 200, nil), []string{"300×200\n⎡0  0  0  0  0  …  0  0  0  0  0⎤", "⎢…"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := display.Text(tt.v)
			if len(got) > 40_000 {
				t.Errorf("%d bytes", len(got))
			}
			for _, want := range tt.wants {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing in\n%.300s … %s", want, got, got[max(0, len(got)-300):])
				}
			}
		})
	}
}

func TestTextBreaksLines(t *testing.T) {
	type config struct {
		Name  string
		Sizes []int
		Where map[string]point
	}
	got := display.Text([]config{{
		Name:  strings.Repeat("n", 60),
		Sizes: make([]int, 60),
		Where: map[string]point{"a": {1, 2}, "b": {3, 4}},
	}})
	want := `[
  {
    Name: ` + strings.Repeat("n", 60) + `
    Sizes: [0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
     0 0 0 0 0 0 0 0 0 0 0 0]
    Where: map[a:{X:1 Y:2} b:{X:3 Y:4}]
  }
]`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRender(t *testing.T) {
	for _, tt := range []struct {
		name string
		v    any
		want display.Bundle
	}{
		{"nil", nil, nil},
		{"number", 3, display.Bundle{display.MIMEText: "3"}},
		{"bundle", display.Bundle{display.MIMEHTML: "<i>"}, display.Bundle{display.MIMEHTML: "<i>", display.MIMEText: "<i>"}},
		{"MIMEBundle comes first", figure{}, display.Bundle{display.MIMESVG: "<svg/>", display.MIMEText: "a figure"}},
		{"several methods, empty ones left out", shape{}, display.Bundle{display.MIMEHTML: "<b>shape</b>", display.MIMESVG: "<svg/>", display.MIMEText: "{}"}},
		{"a method panics", broken{}, display.Bundle{display.MIMEMarkdown: "*fine*", display.MIMEText: "{}\n(showing a display_test.broken failed: out of ink)"}},
		{"a method of the pointer", picky{n: 3}, display.Bundle{display.MIMEHTML: "xxx", display.MIMEText: "{n:3}"}},
		{"raw JSON", json.RawMessage("[1]"), display.Bundle{display.MIMEJSON: json.RawMessage("[1]"), display.MIMEText: "[1]"}},
		{"rectangle, an image in name only", image.Rect(0, 0, 3, 4), display.Bundle{display.MIMEText: "(0,0)-(3,4)"}},
		{"bytes without a text", display.Bundle{display.MIMEPDF: []byte("%PDF")}, display.Bundle{display.MIMEPDF: []byte("%PDF"), display.MIMEText: "application/pdf (4 bytes)"}},
		{"an empty text", display.Bundle{display.MIMEHTML: ""}, display.Bundle{display.MIMEHTML: "", display.MIMEText: ""}},
		{"a type of one's own without a text", display.Bundle{"application/x-mine": 1}, display.Bundle{"application/x-mine": 1, display.MIMEText: "application/x-mine"}},
		{"nil receiver", (*picky)(nil), display.Bundle{display.MIMEText: "<nil>"}},
		{"too large", huge{}, display.Bundle{display.MIMEText: "{}\n(text/html left out: 33 MB are more than the 32 MB that are shown)"}},
		{"formula", formula{}, display.Bundle{display.MIMELatex: "$$x^2$$", display.MIMEText: "{}"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := display.Render(tt.v)
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestRenderImage(t *testing.T) {
	b := display.Render(image.NewGray(image.Rect(0, 0, 30, 20)))
	if got, want := b[display.MIMEText], "*image.Gray 30×20"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	img, err := png.Decode(bytes.NewReader(b[display.MIMEPNG].([]byte)))
	if err != nil || img.Bounds().Dx() != 30 {
		t.Errorf("decoded: %v, %v", img, err)
	}
	if b := display.Render(image.NewGray(image.Rect(0, 0, 0, 5))); b[display.MIMEPNG] != nil {
		t.Errorf("an empty image has a PNG: %v", b)
	}
}

func TestRenderPlot(t *testing.T) {
	p := plot.New()
	p.Title.Text = "By hand"
	b := display.Render(p)
	if svg, _ := b[display.MIMESVG].(string); !strings.Contains(svg, "By hand</text>") {
		t.Errorf("SVG %.200q", svg)
	}
	if b[display.MIMEText] != "*plot.Plot" {
		t.Errorf("text %q", b[display.MIMEText])
	}
}

type row struct {
	Name string
	Size int
}

type stack []row

func (s *stack) Push(r row) { *s = append(*s, r) }

func byNumber(n int) map[int]row {
	m := make(map[int]row)
	for i := range n {
		m[i] = row{}
	}
	return m
}

func TestRenderTable(t *testing.T) {
	for _, tt := range []struct {
		name string
		v    any
		want []string // nil: no table
	}{
		{"slice", []row{{"a<b", 1}, {"c", 2}}, []string{"<td></td><th>Name</th><th>Size</th>", "<tr><th>0</th><td>a&lt;b</td><td>1</td></tr>", "<th>1</th>"}},
		{"pointers", []*row{{"a", 1}, nil}, []string{"<td>a</td>", `<td colspan="2">&lt;nil&gt;</td>`}},
		{"map", map[string]row{"k": {"a", 1}}, []string{"<th>k</th><td>a</td>"}},
		{"array", [1]row{{"a", 1}}, []string{"<td>a</td>"}},
		{"long", make([]row, 1000), []string{`<td colspan="2">980 more rows</td>`, "<th>999</th>", "<p>1000 rows × 2 columns</p>"}},
		{"lists of strings", [][]string{{"name", "age"}, {"Ann B."}}, []string{"<td></td><th>0</th><th>1</th>", "<td>name</td><td>age</td>", "<td>Ann B.</td><td></td>"}},
		{"records", []map[string]any{{"b": 1, "a": nil}, {"c": "x y"}}, []string{"<th>a</th><th>b</th><th>c</th>", "<td>&lt;nil&gt;</td><td>1</td><td></td>", "<td></td><td></td><td>x y</td>"}},
		{"map of maps", map[string]map[string]int{"x": {"n": 1}, "y": nil}, []string{"<th>x</th><td>1</td>", "<th>y</th><td></td>"}},
		{"map of lists", map[string][]string{"a": {"b"}}, nil},
		{"a map with other keys", []map[int]int{{1: 2}}, nil},
		{"empty rows", [][]string{{}}, nil},
		{"a method of the pointer speaks", []url.URL{{Host: "go.dev"}}, nil},
		{"a type with methods, none of which shows it", stack{{"a", 1}}, []string{"<td>a</td>"}},
		{"long map", byNumber(100), []string{"<th>9</th>", "80 more rows", "<th>90</th>", "<th>99</th>", "<p>100 rows × 2 columns</p>"}},
		{"empty", []row{}, nil},
		{"numbers", []int{1}, nil},
		{"elements that speak", []time.Time{{}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := display.Render(tt.v)[display.MIMEHTML].(string)
			if (got == "") != (tt.want == nil) {
				t.Fatalf("HTML %q", got)
			}
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing in\n%s", want, got)
				}
			}
		})
	}
}

func TestRenderAll(t *testing.T) {
	for _, tt := range []struct {
		name string
		vs   []any
		want string
	}{
		{"none", nil, "map[]"},
		{"no error", []any{nil}, "map[]"},
		{"value and no error", []any{3, nil}, "map[text/plain:3]"},
		{"two", []any{3, "a"}, "map[text/plain:3 a]"},
		{"nil before others", []any{nil, true}, "map[text/plain:<nil> true]"},
		{"lines", []any{"a\nb", 1}, "map[text/plain:a\nb\n1]"},
		{"pictures", []any{figure{}, 2}, "map[text/html:<div><svg/></div>\n<pre style=\"margin:0;padding:0\">2</pre> text/plain:a figure 2]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(map[string]any(display.RenderAll(tt.vs...))); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// recorder is a transport that keeps the messages.
type recorder struct {
	mu       sync.Mutex
	messages []display.Message
}

func (r *recorder) send(m display.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages = append(r.messages, m)
}

// record connects a new recorder for the rest of the test.
func record(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{}
	display.Connect(r.send, func(prompt string, password bool) (string, error) {
		return fmt.Sprintf("%s/%t", prompt, password), nil
	})
	t.Cleanup(display.Disconnect)
	return r
}

func TestShow(t *testing.T) {
	r := record(t)
	display.Show(1, nil, "two")
	display.ShowID("id", point{})
	display.Update("id", nil)
	display.HTML("<b>")
	display.Markdown("*m*")
	display.Latex("x")
	display.SVG("<svg/>")
	display.PNG([]byte{1})
	display.JPEG([]byte{1, 2})
	display.PDF([]byte{1, 2, 3})
	display.JavaScript("1")
	display.JSON(map[string]int{"a": 1})
	display.VegaLite(json.RawMessage(`{"mark":"bar"}`))
	display.Clear(true)
	want := `display_data "" map[text/plain:1] false
display_data "" map[text/plain:two] false
display_data "id" map[text/plain:{X:0 Y:0}] false
update_display_data "id" map[text/plain:] false
display_data "" map[text/html:<b> text/plain:<b>] false
display_data "" map[text/markdown:*m* text/plain:*m*] false
display_data "" map[text/latex:$$x$$ text/plain:x] false
display_data "" map[image/svg+xml:<svg/> text/plain:SVG picture] false
display_data "" map[image/png:[1] text/plain:PNG picture (1 bytes)] false
display_data "" map[image/jpeg:[1 2] text/plain:JPEG picture (2 bytes)] false
display_data "" map[application/pdf:[1 2 3] text/plain:PDF (3 bytes)] false
display_data "" map[application/javascript:1 text/plain:JavaScript] false
display_data "" map[application/json:{"a":1} text/plain:{
  "a": 1
}] false
display_data "" map[application/vnd.vegalite.v5+json:{"mark":"bar"} text/plain:{
  "mark": "bar"
}] false
clear_output "" map[] true
`
	var got strings.Builder
	for _, m := range r.messages {
		for mime, data := range m.Data {
			if raw, ok := data.(json.RawMessage); ok {
				m.Data[mime] = string(raw)
			}
		}
		fmt.Fprintf(&got, "%s %q %v %t\n", m.Kind, m.ID, map[string]any(m.Data), m.Wait)
	}
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func TestInput(t *testing.T) {
	record(t)
	if s, err := display.Input("name?"); s != "name?/false" || err != nil {
		t.Errorf("Input: %q, %v", s, err)
	}
	if s, err := display.Password("key?"); s != "key?/true" || err != nil {
		t.Errorf("Password: %q, %v", s, err)
	}
}

func TestProgressOfBytes(t *testing.T) {
	for _, tt := range []struct {
		total int64
		want  string
	}{
		{0, "0 B"},
		{999, "0 B/999 B"},
		{1000, "0 B/1.00 kB"},
		{52_400, "0 B/52.4 kB"},
		{999_999, "0 B/1.00 MB"},
		{4_194_304, "0 B/4.19 MB"},
		{123_456_789_012, "0 B/123 GB"},
	} {
		r := record(t)
		display.ProgressReader(strings.NewReader(""), tt.total)
		if text := fmt.Sprint(r.messages[0].Data[display.MIMEText]); !strings.HasSuffix(text, tt.want) {
			t.Errorf("of %d bytes: %q, want %q at its end", tt.total, text, tt.want)
		}
	}
}

func TestProgress(t *testing.T) {
	r := record(t)
	sum := 0
	for i, v := range display.ProgressSlice([]int{10, 20, 30}) {
		sum += i * v
	}
	if sum != 80 {
		t.Errorf("the loop saw other values: sum %d", sum)
	}
	first, last := r.messages[0], r.messages[len(r.messages)-1]
	if first.Kind != display.KindDisplay || last.Kind != display.KindUpdate || first.ID == "" || first.ID != last.ID {
		t.Errorf("first %v, last %v", first, last)
	}
	if got, want := last.Data[display.MIMEText], "["+strings.Repeat("█", 30)+"] 3/3"; got != want {
		t.Errorf("at the end %q, want %q", got, want)
	}
	r.messages = nil
	for i := range display.Progress(10) {
		if i == 4 {
			break
		}
	}
	if got := r.messages[len(r.messages)-1].Data[display.MIMEText]; !strings.HasSuffix(got.(string), " 4/10") {
		t.Errorf("after break: %q", got)
	}
}

func TestBarConcurrently(t *testing.T) {
	r := record(t)
	b := display.NewBar("files", 0)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				b.Add(1)
			}
		})
	}
	wg.Wait()
	b.Done()
	b.Done()
	b.Add(1)
	if got := r.messages[len(r.messages)-1].Data[display.MIMEText]; got != "files 8000" {
		t.Errorf("at the end %q", got)
	}
}
