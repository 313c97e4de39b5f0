package ndarray

// Printing as NumPy prints: columns aligned, long arrays summarised, lines broken. The layout follows numpy's
// core/arrayprint.py (array2string); number.go formats single numbers.

import (
	"fmt"
	"io"
	"strings"
)

// PrintOptions says how an array is printed. [DefaultPrint] has NumPy's settings.
type PrintOptions struct {
	Precision int  // most digits after the point
	Threshold int  // arrays of more elements than this are summarised
	EdgeItems int  // items at both ends of each axis of a summary
	LineWidth int  // characters a line
	Suppress  bool // no exponents for small numbers
	Commas    bool // commas between the elements, as in Python's repr
}

// DefaultPrint returns the options that [Array.String] uses.
func DefaultPrint() PrintOptions {
	return PrintOptions{Precision: 8, Threshold: 1000, EdgeItems: 3, LineWidth: 75}
}

// String returns what Python's print shows of such an array.
func (x *Array) String() string { return x.Text(DefaultPrint()) }

// Text returns x printed under the given options.
func (x *Array) Text(o PrintOptions) string {
	if len(x.shape) == 0 {
		return scalarText(x)
	}
	return x.layout(o, "")
}

// Repr returns what Python's repr shows, such as array([1., 2.]): with commas, and the type where it is not plain.
func (x *Array) Repr() string {
	const prefix = "array("
	o := DefaultPrint()
	o.Commas = true
	var list string
	switch {
	case len(x.shape) == 0:
		list = x.formatter(o, x)(x.offset)
	default:
		o.LineWidth-- // for the closing parenthesis
		list = x.layout(o, prefix)
		o.LineWidth++
	}
	var extras []string
	if x.Size() == 0 && len(x.shape) > 1 || x.Size() > o.Threshold {
		extras = append(extras, "shape="+shapeString(x.shape))
	}
	if x.dtype == Float32 || x.dtype == Complex64 || x.Size() == 0 {
		extras = append(extras, "dtype="+x.dtype.String())
	}
	if len(extras) == 0 {
		return prefix + list + ")"
	}
	text, extra := prefix+list+",", strings.Join(extras, ", ")+")"
	spacer := " "
	if last := len(text) - (strings.LastIndexByte(text, '\n') + 1); last+len(extra)+1 > o.LineWidth {
		spacer = "\n" + strings.Repeat(" ", len(prefix))
	}
	return text + spacer + extra
}

// GoString returns [Array.Repr], for the verb %#v.
func (x *Array) GoString() string { return x.Repr() }

// Format prints x for the verbs of package fmt: %v and %s as [Array.String] (%.3v with three digits), %#v and %+v as
// [Array.Repr]; with %e, %f, %g, %d and so on each element is printed under that verb.
func (x *Array) Format(f fmt.State, verb rune) {
	switch verb {
	case 'v', 's':
		if f.Flag('#') || f.Flag('+') {
			io.WriteString(f, x.Repr())
			return
		}
		o := DefaultPrint()
		if p, ok := f.Precision(); ok {
			o.Precision = p
		}
		io.WriteString(f, x.Text(o))
	default:
		verbText := fmt.FormatString(f, verb)
		word := func(at int) string { return fmt.Sprintf(verbText, x.class().item(x, at)) }
		if len(x.shape) == 0 {
			io.WriteString(f, word(x.offset))
			return
		}
		l := newLayout(x, DefaultPrint(), "")
		io.WriteString(f, l.text(x, word, ""))
	}
}

// layout prints an array of at least one dimension; prefix is what stands before it on the first line.
func (x *Array) layout(o PrintOptions, prefix string) string {
	if x.Size() == 0 {
		return "[]"
	}
	l := newLayout(x, o, prefix)
	shown := x
	if l.edge > 0 {
		shown = x.edges(l.edge)
	}
	return l.text(x, x.formatter(o, shown), prefix)
}

// formatter returns the function that prints the element at a place of x's storage, with the column width that the shown
// elements need.
func (x *Array) formatter(o PrintOptions, shown *Array) func(at int) string {
	switch x.dtype {
	case Float64, Float32:
		p := newFloatText(ToSlice[float64](shown), o, x.dtype == Float32, false)
		return func(at int) string { return p.text(real(x.complexAt(at))) }
	case Complex64, Complex128:
		single := x.dtype == Complex64
		re := newFloatText(ToSlice[float64](Real(shown)), o, single, false)
		im := newFloatText(ToSlice[float64](Imag(shown)), o, single, true)
		return func(at int) string {
			v := x.complexAt(at)
			i := im.text(imag(v))
			n := len(strings.TrimRight(i, " "))
			return re.text(real(v)) + i[:n] + "j" + i[n:]
		}
	}
	width := 0
	word := func(at int) string { return plainText(x, at) }
	flat := shown.Copy()
	for i := range flat.Size() {
		width = max(width, len(plainText(flat, i)))
	}
	return func(at int) string { return fmt.Sprintf("%*s", width, word(at)) }
}

// plainText prints an integer or a bool, in Python's spelling.
func plainText(x *Array, at int) string {
	switch x.dtype {
	case Int64:
		return fmt.Sprint(elems[int64](x)[at])
	default:
		if elems[bool](x)[at] {
			return "True"
		}
		return "False"
	}
}

// edges returns the first and last n items along each axis.
func (x *Array) edges(n int) *Array {
	for d, s := range x.shape {
		if s > 2*n {
			x = Concatenate([]*Array{x.narrow(d, 0, n), x.narrow(d, s-n, n)}, d)
		}
	}
	return x
}

// layout of nested brackets.
type bracketLayout struct {
	sep  string
	edge int // 0: not summarised
	line int
}

func newLayout(x *Array, o PrintOptions, prefix string) bracketLayout {
	l := bracketLayout{sep: " ", line: o.LineWidth}
	if o.Commas {
		l.sep = ", "
	}
	if x.Size() > o.Threshold {
		l.edge = o.EdgeItems
	}
	return l
}

func (l bracketLayout) text(x *Array, word func(at int) string, prefix string) string {
	if x.Size() == 0 {
		return "[]"
	}
	var b strings.Builder
	l.write(&b, x, word, " "+strings.Repeat(" ", len(prefix)), l.line)
	return b.String()
}

// write prints x within brackets; indent is what following lines begin with, width what a line may hold.
func (l bracketLayout) write(b *strings.Builder, x *Array, word func(at int) string, indent string, width int) {
	n := x.shape[0]
	lead, trail := 0, n
	if l.edge > 0 && n > 2*l.edge {
		lead, trail = l.edge, l.edge
	}
	b.WriteByte('[')
	if len(x.shape) > 1 {
		sep := strings.TrimRight(l.sep, " ") + strings.Repeat("\n", len(x.shape)-1)
		item := func(i int) { l.write(b, x.sub([]int{i}), word, indent+" ", width-1) }
		for i := range lead {
			item(i)
			b.WriteString(sep + indent)
		}
		if lead > 0 {
			b.WriteString("..." + sep + indent)
		}
		for i := n - trail; i < n; i++ {
			item(i)
			if i < n-1 {
				b.WriteString(sep + indent)
			}
		}
		b.WriteByte(']')
		return
	}
	room := width - max(len(strings.TrimRight(l.sep, " ")), 1)
	line := indent
	first := true
	put := func(w string) {
		if len(line)+len(w) > room && len(line) > len(indent) {
			b.WriteString(strings.TrimRight(cut(line, indent, first), " ") + "\n")
			line, first = indent, false
		}
		line += w
	}
	at := func(i int) string { return word(x.offset + i*x.strides[0]) }
	for i := range lead {
		put(at(i))
		line += l.sep
	}
	if lead > 0 {
		put("...")
		line += l.sep
	}
	for i := n - trail; i < n; i++ {
		put(at(i))
		if i < n-1 {
			line += l.sep
		}
	}
	b.WriteString(cut(line, indent, first))
	b.WriteByte(']')
}

// cut removes the indent of the first line, in whose place the brackets stand.
func cut(line, indent string, first bool) string {
	if first {
		return line[len(indent):]
	}
	return line
}
