package ndarray

// Properties of random arrays and views, checked against plain loops over indices.

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawView draws a random view of an array that counts.
func drawView(t *rapid.T, label string, maxDims int) *Array {
	shape := rapid.SliceOfN(rapid.IntRange(0, 5), 0, maxDims).Draw(t, label+" shape")
	x := count(shape...)
	for range rapid.IntRange(0, 3).Draw(t, label+" views") {
		if len(x.shape) == 0 {
			break
		}
		d := rapid.IntRange(0, len(x.shape)-1).Draw(t, "axis")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			x = x.SwapAxes(0, d)
		case 1:
			x = x.Flip(d)
		case 2:
			idx := make([]any, d+1)
			for i := range d {
				idx[i] = Whole()
			}
			idx[d] = RangeStep(rapid.IntRange(-6, 6).Draw(t, "start"), rapid.IntRange(-6, 6).Draw(t, "stop"), rapid.SampledFrom([]int{-2, -1, 1, 2}).Draw(t, "step"))
			x = x.Index(idx...)
		case 3:
			x = x.ExpandDims(d)
		}
	}
	return x
}

// each calls f with every index of x.
func each(x *Array, f func(idx []int)) { eachIndex(x.shape, f) }

func TestSumAgainstLoop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawView(t, "x", 4)
		var axes []int
		for d := range x.shape {
			if rapid.Bool().Draw(t, "reduce") {
				axes = append(axes, d)
			}
		}
		got := Sum(x, append([]int{}, axes...), true)
		want := Zeros(got.shape...)
		each(x, func(idx []int) {
			at := slices.Clone(idx)
			for _, a := range axes {
				at[a] = 0
			}
			want.Set(want.At(at...)+x.At(idx...), at...)
		})
		if !ArrayEqual(got, want) {
			t.Fatalf("sum of %v over %v: got %v, want %v", x, axes, got, want)
		}
	})
}

func TestBinaryAgainstLoop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawView(t, "x", 3)
		// y has x's shape with some axes of length 1, or left out in front.
		y := drawView(t, "y", 0)
		shape := slices.Clone(x.shape)
		for d := range shape {
			if rapid.Bool().Draw(t, "stretch") {
				shape[d] = 1
			}
		}
		y = Add(count(shape...), y)
		if n := len(shape); n > 0 && rapid.Bool().Draw(t, "turn") {
			y = y.Flip(n - 1)
		}
		got := Subtract(x, y)
		back := Subtract(y, x)
		each(x, func(idx []int) {
			at := slices.Clone(idx)
			for d := range at {
				if shape[d] == 1 {
					at[d] = 0
				}
			}
			w := x.At(idx...) - y.At(at...)
			if got.At(idx...) != w || back.At(idx...) != -w {
				t.Fatalf("at %v: got %v and %v, want ±%v", idx, got.At(idx...), back.At(idx...), w)
			}
		})
	})
}

func TestCopiesAreContiguous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawView(t, "x", 4)
		c := x.Copy()
		if !c.IsContiguous() || !slices.Equal(c.shape, x.shape) {
			t.Fatalf("%v: copy has shape %v, strides %v", x.shape, c.shape, c.strides)
		}
		i := 0
		flat := Elements[float64](x)
		each(x, func(idx []int) {
			if x.At(idx...) != c.At(idx...) || flat[i] != x.At(idx...) {
				t.Fatalf("differ at %v", idx)
			}
			i++
		})
	})
}

// TestEinsumAgainstLoop compares with the sum over all letters, for random operands.
func TestEinsumAgainstLoop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const letters = "ijkl"
		lengths := map[rune]int{}
		for _, r := range letters {
			lengths[r] = rapid.IntRange(1, 3).Draw(t, "length")
		}
		spec, all := "", ""
		xs := make([]*Array, rapid.IntRange(1, 3).Draw(t, "operands"))
		axes := make([]string, len(xs))
		for i := range xs {
			var shape []int
			for range rapid.IntRange(0, 3).Draw(t, "dims") {
				r := rune(letters[rapid.IntRange(0, 3).Draw(t, "letter")])
				axes[i] += string(r)
				shape = append(shape, lengths[r])
				if !strings.ContainsRune(all, r) {
					all += string(r)
				}
			}
			xs[i] = count(shape...)
			if rapid.Bool().Draw(t, "backwards") {
				xs[i] = xs[i].Flip()
			}
		}
		out := ""
		var outShape []int
		for _, r := range all {
			if rapid.Bool().Draw(t, "keep") {
				out += string(r)
				outShape = append(outShape, lengths[r])
			}
		}
		spec = strings.Join(axes, ",") + "->" + out
		got := Einsum(spec, xs...)
		want := Zeros(outShape...)
		var shape []int
		for _, r := range all {
			shape = append(shape, lengths[r])
		}
		eachIndex(shape, func(idx []int) {
			of := func(letters string) []int {
				at := make([]int, 0, len(letters))
				for _, r := range letters {
					at = append(at, idx[strings.IndexRune(all, r)])
				}
				return at
			}
			p := 1.0
			for i, x := range xs {
				p *= x.At(of(axes[i])...)
			}
			want.Set(want.At(of(out)...)+p, of(out)...)
		})
		if !ArrayEqual(got, want) {
			t.Fatalf("%s: got %v, want %v", spec, got, want)
		}
	})
}

// TestAddIndexIsAdjoint checks ⟨y, x[i]⟩ = ⟨yᵀ added at i, x⟩ for random index arrays and masks.
func TestAddIndexIsAdjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := count(3, 4, 2)
		if rapid.Bool().Draw(t, "turned") {
			x = count(4, 2, 3).Transpose(2, 0, 1)
		}
		idx := make([]any, 0, 3)
		for d, n := range x.shape {
			switch rapid.IntRange(0, 4).Draw(t, "index") {
			case 0:
				idx = append(idx, rapid.IntRange(-n, n-1).Draw(t, "at"))
			case 1:
				idx = append(idx, RangeStep(rapid.IntRange(-n, n).Draw(t, "start"), rapid.IntRange(-n, n).Draw(t, "stop"), rapid.SampledFrom([]int{1, -1, 2}).Draw(t, "step")))
			case 2:
				idx = append(idx, rapid.SliceOfN(rapid.IntRange(-n, n-1), 3, 3).Draw(t, "list"))
			case 3:
				idx = append(idx, Whole(), NewAxis)
			default:
				if d == 2 {
					idx = append(idx, Ellipsis)
				} else {
					idx = append(idx, Whole())
				}
			}
		}
		part := x.Index(idx...)
		y := Add(count(part.shape...), Weak(1.0))
		g := ZerosLike(x).T().Copy().T()
		g.AddIndex(y, idx...)
		left, right := Sum(Multiply(part, y), nil, false).Float(), Sum(Multiply(g, x), nil, false).Float()
		if left != right {
			t.Fatalf("%v: %v and %v", idx, left, right)
		}
		z := x.Copy()
		z.SetIndex(part, idx...)
		if !ArrayEqual(z, x) {
			t.Fatalf("%v: setting what was read changes the array", idx)
		}
	})
}
