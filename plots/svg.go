package plots

// A vg.Canvas that writes SVG for notebooks. That of gonum (vg/vgsvg) has one fixed colour for everything, nests groups and
// has no description; this one knows colours that follow the reader's colour scheme ([Tint]), writes texts as texts
// and coordinates of two decimals, tells screen readers what is to be seen, and writes the same bytes each time.

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"html"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svgCanvas collects the elements of a picture; String puts the frame around them.
type svgCanvas struct {
	width, height float64
	body          strings.Builder
	tints         []Tint     // in the order of first use
	used          [][]string // for each of them, of "fill" and "stroke" those that it is used for
	state         svgState
	stack         []svgState
}

var _ vg.CanvasSizer = (*svgCanvas)(nil)

// svgState is what Push saves. A point p is drawn at m·p.
type svgState struct {
	width  vg.Length
	dashes []vg.Length
	offset vg.Length
	color  color.Color
	m      affine
}

// affine is the map (x, y) → (a·x + c·y + e, b·x + d·y + f), as in SVG's matrix().
type affine struct{ a, b, c, d, e, f float64 }

// then returns the map that applies n first.
func (m affine) then(n affine) affine {
	return affine{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m affine) apply(p vg.Point) (x, y float64) {
	return m.a*float64(p.X) + m.c*float64(p.Y) + m.e, m.b*float64(p.X) + m.d*float64(p.Y) + m.f
}

// scale is by how much m makes lengths longer.
func (m affine) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// newSVG returns a canvas of that many pixels; one point of package vg is one pixel.
func newSVG(width, height float64) *svgCanvas {
	c := &svgCanvas{width: width, height: height}
	c.state.m = affine{a: 1, d: -1, f: height} // SVG counts y downwards
	vg.Initialize(c)
	return c
}

func (c *svgCanvas) Size() (x, y vg.Length)                 { return vg.Length(c.width), vg.Length(c.height) }
func (c *svgCanvas) SetLineWidth(w vg.Length)               { c.state.width = w }
func (c *svgCanvas) SetLineDash(d []vg.Length, o vg.Length) { c.state.dashes, c.state.offset = d, o }
func (c *svgCanvas) Push()                                  { c.stack = append(c.stack, c.state) }

func (c *svgCanvas) Pop() {
	c.state = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *svgCanvas) SetColor(clr color.Color) {
	if clr == nil {
		clr = color.Black
	}
	c.state.color = clr
}

func (c *svgCanvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.state.m = c.state.m.then(affine{a: cos, b: sin, c: -sin, d: cos})
}

func (c *svgCanvas) Translate(p vg.Point) {
	c.state.m = c.state.m.then(affine{a: 1, d: 1, e: float64(p.X), f: float64(p.Y)})
}

func (c *svgCanvas) Scale(x, y float64) { c.state.m = c.state.m.then(affine{a: x, d: y}) }

func (c *svgCanvas) Stroke(p vg.Path) {
	width := float64(c.state.width) * c.state.m.scale()
	if width <= 0 || len(p) == 0 {
		return
	}
	c.printf(`<path d="%s" fill="none"%s stroke-width="%s"`, c.path(p), c.paint("stroke"), num(width))
	if len(c.state.dashes) > 0 {
		var d []string
		for _, l := range c.state.dashes {
			d = append(d, num(float64(l)*c.state.m.scale()))
		}
		c.printf(` stroke-dasharray="%s"`, strings.Join(d, " "))
		if c.state.offset != 0 {
			c.printf(` stroke-dashoffset="%s"`, num(float64(c.state.offset)*c.state.m.scale()))
		}
	} else {
		c.printf(` stroke-linecap="round"`)
	}
	c.printf(" stroke-linejoin=\"round\"/>\n")
}

func (c *svgCanvas) Fill(p vg.Path) {
	if len(p) == 3 && p[0].Type == vg.MoveComp && p[1].Type == vg.ArcComp && p[1].Angle == 2*math.Pi && p[2].Type == vg.CloseComp {
		x, y := c.state.m.apply(p[1].Pos)
		c.printf("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"%s/>\n", num(x), num(y), num(float64(p[1].Radius)*c.state.m.scale()), c.paint("fill"))
		return
	}
	if len(p) > 0 {
		c.printf("<path d=\"%s\"%s/>\n", c.path(p), c.paint("fill"))
	}
}

func (c *svgCanvas) FillString(f font.Face, at vg.Point, s string) {
	if f.Font.Size == 0 || strings.TrimSpace(s) == "" {
		return
	}
	x, y := c.state.m.apply(at)
	c.printf(`<text x="%s" y="%s" font-size="%s"`, num(x), num(y), num(float64(f.Font.Size)*c.state.m.scale()))
	if f.Font.Weight > 0 {
		c.printf(` font-weight="bold"`)
	}
	if f.Font.Style != 0 {
		c.printf(` font-style="italic"`)
	}
	if angle := math.Atan2(c.state.m.b, c.state.m.a) * 180 / math.Pi; math.Abs(angle) > 1e-9 {
		c.printf(` transform="rotate(%s %s %s)"`, num(angle), num(x), num(y))
	}
	c.printf("%s>%s</text>\n", c.paint("fill"), html.EscapeString(s))
}

func (c *svgCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		panic(fmt.Errorf("plots: encoding an image: %w", err))
	}
	x0, y0 := c.state.m.apply(r.Min)
	x1, y1 := c.state.m.apply(r.Max)
	// The old xlink:href: Inkscape, by which nbconvert makes PDF of pictures, does not know the plain one before 1.3.
	c.printf(`<image xmlns:xlink="http://www.w3.org/1999/xlink" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" image-rendering="pixelated" xlink:href="data:image/png;base64,%s"/>`+"\n",
		num(min(x0, x1)), num(min(y0, y1)), num(math.Abs(x1-x0)), num(math.Abs(y1-y0)), base64.StdEncoding.EncodeToString(buf.Bytes()))
}

// String returns the whole picture. Alt says what is to be seen to those who cannot.
func (c *svgCanvas) String(alt string) string {
	body := c.body.String()
	h := fnv.New64a()
	h.Write([]byte(alt + body))
	// Style sheets inside a page are for the whole page, so each picture has a class of its own. It follows from the
	// contents: the same figure is the same text.
	class := fmt.Sprintf("gb%012x", h.Sum64()&(1<<48-1))

	var w strings.Builder
	fmt.Fprintf(&w, `<svg xmlns="http://www.w3.org/2000/svg" class="%s" width="%s" height="%s" viewBox="0 0 %[2]s %[3]s" role="img" font-family="%s" style="max-width:100%%;height:auto">`+"\n",
		class, num(c.width), num(c.height), fontFamily)
	if alt != "" {
		fmt.Fprintf(&w, "<title>%s</title>\n", html.EscapeString(alt))
	}
	c.writeStyle(&w, class)
	w.WriteString(body)
	w.WriteString("</svg>\n")
	return w.String()
}

// Selectors of pages whose theme does not follow the reader's colour scheme: those of JupyterLab and nbconvert, of
// Visual Studio Code, and of many other sites.
const (
	darkPages  = `[data-jp-theme-light="false"],.vscode-dark,[data-theme="dark"]`
	lightPages = `[data-jp-theme-light="true"],.vscode-light,[data-theme="light"]`
)

// writeStyle writes the style sheet that changes the colours: in an image by the reader's colour scheme, in a page by
// its theme. The elements have the light colours as attributes, too, for viewers that know no variables.
func (c *svgCanvas) writeStyle(w *strings.Builder, class string) {
	if len(c.tints) == 0 {
		return
	}
	var light, dark, uses strings.Builder
	for i, t := range c.tints {
		fmt.Fprintf(&light, "--c%d:%s;", i, hex(t.Light))
		fmt.Fprintf(&dark, "--c%d:%s;", i, hex(t.Dark))
		for _, kind := range c.used[i] {
			fmt.Fprintf(&uses, ".%s .%c%d{%s:var(--c%d)}", class, kind[0], i, kind, i)
		}
	}
	fmt.Fprintf(w, "<style>.%s{%s}@media(prefers-color-scheme:dark){.%[1]s{%[3]s}}:is(%[4]s) .%[1]s{%[3]s}:is(%[5]s) .%[1]s{%[2]s}%[6]s</style>\n",
		class, light.String(), dark.String(), darkPages, lightPages, uses.String())
}

func (c *svgCanvas) printf(format string, args ...any) { fmt.Fprintf(&c.body, format, args...) }

// paint writes the current colour as a stroke or fill.
func (c *svgCanvas) paint(kind string) string {
	n := color.NRGBAModel.Convert(c.state.color).(color.NRGBA)
	s := fmt.Sprintf(` %s="%s"`, kind, hex(n))
	if n.A != 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, kind, num(float64(n.A)/255))
	}
	if t, ok := c.state.color.(Tint); ok {
		i := slices.Index(c.tints, t)
		if i < 0 {
			i = len(c.tints)
			c.tints = append(c.tints, t)
			c.used = append(c.used, nil)
		}
		if !slices.Contains(c.used[i], kind) {
			c.used[i] = append(c.used[i], kind)
		}
		s += fmt.Sprintf(` class="%c%d"`, kind[0], i)
	}
	return s
}

// path writes the data of a path.
func (c *svgCanvas) path(p vg.Path) string {
	var w strings.Builder
	point := func(command string, ps ...vg.Point) {
		w.WriteString(command)
		for i, p := range ps {
			if i > 0 {
				w.WriteByte(' ')
			}
			x, y := c.state.m.apply(p)
			w.WriteString(num(x) + " " + num(y))
		}
	}
	for _, e := range p {
		switch e.Type {
		case vg.MoveComp:
			point("M", e.Pos)
		case vg.LineComp:
			point("L", e.Pos)
		case vg.CurveComp:
			command := "Q"
			if len(e.Control) == 2 {
				command = "C"
			}
			point(command, append(slices.Clone(e.Control), e.Pos)...)
		case vg.ArcComp:
			c.arc(point, e, w.Len() == 0)
		case vg.CloseComp:
			w.WriteByte('Z')
		}
	}
	return w.String()
}

// arc writes an arc as Bézier curves of at most a quarter turn, which every transformation keeps right. With k =
// 4/3·tan(angle/4) the error is below 0.03 % of the radius.
func (c *svgCanvas) arc(point func(string, ...vg.Point), e vg.PathComp, first bool) {
	at := func(angle, out float64) vg.Point {
		sin, cos := math.Sincos(angle)
		r := float64(e.Radius)
		return vg.Point{X: e.Pos.X + vg.Length(r*(cos-out*sin)), Y: e.Pos.Y + vg.Length(r*(sin+out*cos))}
	}
	start := "L"
	if first {
		start = "M"
	}
	point(start, at(e.Start, 0))
	n := max(1, int(math.Ceil(math.Abs(e.Angle)/(math.Pi/2)-1e-9)))
	step := e.Angle / float64(n)
	k := 4. / 3 * math.Tan(step/4)
	for i := range n {
		a := e.Start + float64(i)*step
		point("C", at(a, k), at(a+step, -k), at(a+step, 0))
	}
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// num writes a coordinate with at most two decimals.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
