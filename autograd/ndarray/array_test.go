package ndarray

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// count returns 0, 1, 2 … of a shape.
func count(shape ...int) *Array {
	return Arange(0, float64(sizeOf("count", shape)), 1).Reshape(shape...)
}

func TestViewsShareElements(t *testing.T) {
	for _, c := range []struct {
		name string
		view func(x *Array) *Array
		at   []int // of the view's first element, in x
	}{
		{"transpose", func(x *Array) *Array { return x.T() }, []int{0, 0, 0}},
		{"reshape", func(x *Array) *Array { return x.Reshape(6, 4) }, []int{0, 0, 0}},
		{"ravel", func(x *Array) *Array { return x.Ravel() }, []int{0, 0, 0}},
		{"index", func(x *Array) *Array { return x.Index(1, From(1)) }, []int{1, 1, 0}},
		{"reversed", func(x *Array) *Array { return x.Index(Every(-1), Ellipsis, Every(-2)) }, []int{1, 0, 3}},
		{"flip", func(x *Array) *Array { return x.Flip(1) }, []int{0, 2, 0}},
		{"diagonal", func(x *Array) *Array { return x.Diagonal(1, 0, 1) }, []int{0, 1, 0}},
		{"expand, squeeze", func(x *Array) *Array { return x.ExpandDims(0).Squeeze(0) }, []int{0, 0, 0}},
		{"rot90", func(x *Array) *Array { return Rot90(x, 1, 0, 1) }, []int{0, 2, 0}},
		{"split", func(x *Array) *Array { return Split(x, 3, 1)[1] }, []int{0, 1, 0}},
		{"broadcast", func(x *Array) *Array { return x.BroadcastTo(5, 2, 3, 4) }, []int{0, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := count(2, 3, 4)
			v := c.view(x)
			v.Set(-7, make([]int, v.NDim())...)
			if x.At(c.at...) != -7 {
				t.Errorf("writing to the view did not change x at %v: %v", c.at, x)
			}
		})
	}
	x := count(2, 3)
	x.Copy().Fill(9)
	x.Flatten().Fill(9)
	x.T().Reshape(6).Fill(9) // not contiguous, so a copy
	x.Index([]int{0}).Fill(9)
	if !ArrayEqual(x, count(2, 3)) {
		t.Errorf("writing to a copy changed x: %v", x)
	}
}

func TestDestination(t *testing.T) {
	x := count(5)
	if r := Exp(x, x); r != x || x.At(1) != math.E {
		t.Errorf("Exp in place: %v", x)
	}
	x = count(5)
	if Add(x.Index(From(1)), x.Index(Until(-1)), x.Index(From(1))); x.String() != "[0. 1. 3. 5. 7.]" {
		t.Errorf("x[1:] += x[:-1] saw its own results: %v", x)
	}
	x = count(5)
	if Negative(x.Flip(), x); x.String() != "[-4. -3. -2. -1. -0.]" {
		t.Errorf("x = -x[::-1] saw its own results: %v", x)
	}
	x = count(2, 3)
	if x.SetIndex(x.T().Reshape(2, 3), Ellipsis); x.String() != "[[0. 3. 1.]\n [4. 2. 5.]]" {
		t.Errorf("x[...] = x.T: %v", x)
	}
	x = count(3)
	if x.SetIndex(x.Flip(), Ellipsis); x.String() != "[2. 1. 0.]" {
		t.Errorf("x[...] = x[::-1]: %v", x)
	}
	f32, strided := New(Float32, 3), Zeros(2, 3)
	if Add(count(3), Scalar(int64(1)), f32); f32.String() != "[1. 2. 3.]" {
		t.Errorf("into float32: %v", f32)
	}
	if Multiply(count(2), Weak(3.0), strided.Index(Whole(), 1)); strided.String() != "[[0. 0. 0.]\n [0. 3. 0.]]" {
		t.Errorf("into a column: %v", strided)
	}
	b := New(Bool, 3)
	if Less(count(3), Scalar(1.5), b); b.String() != "[ True  True False]" {
		t.Errorf("into bool: %v", b)
	}
	AddInto(strided, count(3))
	AddInto(strided.T(), count(2))
	if strided.String() != "[[0. 1. 2.]\n [1. 5. 3.]]" {
		t.Errorf("AddInto: %v", strided)
	}
}

func TestMisuse(t *testing.T) {
	x := count(2, 3)
	for _, c := range []struct {
		name, want string
		f          func()
	}{
		{"broadcast", "add: shapes (2, 3) and (2,): could not be broadcast together", func() { Add(x, count(2)) }},
		{"matmul", "matmul: shapes (2, 3) and (2, 3): the inner lengths 3 and 2 differ", func() { MatMul(x, x) }},
		{"axis", "sum: axis 2 is out of range for an array of 2 dimensions", func() { Sum(x, []int{2}, false) }},
		{"axis twice", "sum: axis -2 is named twice", func() { Sum(x, []int{0, -2}, false) }},
		{"index", "index: shape (2, 3): index 3 is out of range for axis 1 with size 3", func() { x.Index(0, 3) }},
		{"index type", "cannot be an index", func() { x.Index("a") }},
		{"float index", "cannot be an index", func() { x.Index(count(2)) }},
		{"too many", "3 indices for 2 dimensions", func() { x.Index(0, 0, 0) }},
		{"mask", "a mask of shape (2,) does not fit axes of lengths (3,)", func() { x.Index(Whole(), []bool{true, false}) }},
		{"At", "1 indices for 2 dimensions", func() { x.At(1) }},
		{"complex floor", "floor: not defined for complex128", func() { Floor(Scalar(1i)) }},
		{"complex At", "use AtComplex", func() { Scalar(1i).At() }},
		{"destination shape", "add: shapes (2, 3) and (3,)", func() { Add(x, x, Zeros(3)) }},
		{"destination type", "does not fit the destination's type: float64 and int64", func() { Add(x, x, New(Int64, 2, 3)) }},
		{"int power", "negative integer powers", func() { Power(FromSlice([]int{2}), FromSlice([]int{-1})) }},
		{"reshape", "Reshape: shapes (2, 3) and (4,): differ in size", func() { x.Reshape(4) }},
		{"Of", "does not have the 2 elements", func() { Of([]float64{1, 2}, 3) }},
		{"negative shape", "has a negative dimension", func() { Zeros(-1) }},
		{"ragged", "ragged", func() { FromSlice([][]float64{{1}, {2, 3}}) }},
		{"strings", "elements of type string cannot be array elements", func() { FromSlice([]string{"a"}) }},
		{"nil", "nil is no array", func() { FromSlice(nil) }},
		{"singular", "inv: matrix of shape (2, 2) is singular", func() { Inv(Ones(2, 2)) }},
		{"not square", "det: shape (2, 3): is not square", func() { Det(x) }},
		{"not definite", "is not positive definite", func() { Cholesky(Negative(Eye(2))) }},
		{"NaN svd", "did not converge", func() { SVD(Full(math.NaN(), 2, 2), false) }},
		{"empty max", "an empty array of shape (0,) has no max", func() { Max(Zeros(0), nil, false) }},
		{"Float of many", "Float: shape (2, 3): has not just one element", func() { x.Float() }},
		{"Len of 0-d", "is 0-d", func() { Scalar(1.0).Len() }},
		{"Elements", "float32 and float64", func() { Elements[float32](x) }},
		{"einsum letters", "names 1 axes of an array of 2 dimensions", func() { Einsum("i", x) }},
		{"einsum lengths", `axis 'i' has lengths 2 and 3`, func() { Einsum("ij,i", x, count(3)) }},
		{"zero step", "step must not be 0", func() { Arange(0, 1, 0) }},
		{"pad mode", "unknown mode bad", func() { Pad(x, [][2]int{{1, 1}}, "bad", 0) }},
		{"set complex", "will not convert to a lower kind: complex128 and float64", func() { x.SetIndex(Scalar(1i), 0) }},
		{"dimensions", "has more than 32 dimensions", func() { Zeros(make([]int, 33)...) }},
		{"ResultType", "needs at least one array", func() { ResultType() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := guard(func() any { c.f(); return nil })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

// TestLongRows has rows longer than the buffers through which strided operands go.
func TestLongRows(t *testing.T) {
	x := count(3, 2*chunk+7)
	want := Zeros(x.shape...)
	each(x, func(idx []int) { want.Set(x.At(idx...)+float64(idx[0])-x.At(2-idx[0], idx[1]), idx...) })
	got := Subtract(Add(x.T(), count(3)).T(), x.Flip(0))
	if !ArrayEqual(got, want) {
		t.Error("differs")
	}
	if s := Sum(x.T(), []int{0}, false); s.At(1) != Sum(x.Index(1), nil, false).Float() {
		t.Errorf("sum: %v", s)
	}
	dst := Zeros(2*chunk+7, 3).T()
	if Exp(Multiply(x, Weak(0.0)), dst); !ArrayEqual(dst, Ones(3, 2*chunk+7)) {
		t.Error("strided destination")
	}
}

func TestFormat(t *testing.T) {
	x := Of([]float64{1, -2.5, 1.0 / 3})
	for _, c := range []struct{ format, want string }{
		{"%v", "[ 1.         -2.5         0.33333333]"},
		{"%.3v", "[ 1.    -2.5    0.333]"},
		{"%s", "[ 1.         -2.5         0.33333333]"},
		{"%#v", "array([ 1.        , -2.5       ,  0.33333333])"},
		{"%6.2f", "[  1.00  -2.50   0.33]"},
		{"%g", "[1 -2.5 0.3333333333333333]"},
	} {
		if got := fmt.Sprintf(c.format, x); got != c.want {
			t.Errorf("%s: got %q, want %q", c.format, got, c.want)
		}
	}
	if got := fmt.Sprintf("%03d", FromSlice([]int{1, 22})); got != "[001 022]" {
		t.Errorf("%%03d: %s", got)
	}
	if got := x.Text(PrintOptions{Precision: 1, Threshold: 2, EdgeItems: 1, LineWidth: 75}); got != "[1.  ... 0.3]" {
		t.Errorf("summarised: %s", got)
	}
}

func TestGonum(t *testing.T) {
	x := count(2, 3)
	if m := x.ToDense(); m.At(1, 2) != 5 || !ArrayEqual(FromMatrix(m.T()), x.T()) {
		t.Errorf("matrix: %v", mat.Formatted(m))
	}
	if v := x.Index(1).ToVecDense(); v.AtVec(2) != 5 || !ArrayEqual(FromVector(v), x.Index(1)) {
		t.Errorf("vector: %v", v)
	}
	z := Multiply(x, Scalar(1i))
	if m := z.ToCDense(); m.At(1, 2) != 5i || !ArrayEqual(FromCMatrix(m), z) {
		t.Errorf("complex matrix: %v", m)
	}
}

func TestFromSliceKinds(t *testing.T) {
	for _, c := range []struct {
		in   any
		want string
	}{
		{3, "array(3)"},
		{float32(1.5), "array(1.5, dtype=float32)"},
		{[]int8{1, 2}, "array([1, 2])"},
		{[]uint{1, 2}, "array([1, 2])"},
		{[2][2]bool{{true}, {false, true}}, "array([[ True, False],\n       [False,  True]])"},
		{[]any{1, 2.5, []float64{}}, ""},
		{[]any{1, 2.5, true}, "array([1. , 2.5, 1. ])"},
		{[]any{1, 2i}, "array([1.+0.j, 0.+2.j])"},
		{[][]any{{1}, {2}}, "array([[1],\n       [2]])"},
		{[]*Array{count(2), count(2)}, "array([[0., 1.],\n       [0., 1.]])"},
		{[][3]float32{}, "array([], shape=(0, 3), dtype=float32)"},
		{[]complex64{1i}, "array([0.+1.j], dtype=complex64)"},
	} {
		got, err := guard(func() *Array { return FromSlice(c.in) })
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%v: got %v, want an error", c.in, got)
		case c.want != "" && err != nil:
			t.Errorf("%v: %v", c.in, err)
		case c.want != "" && got.Repr() != c.want:
			t.Errorf("%v: got %s, want %s", c.in, got.Repr(), c.want)
		}
	}
}

func TestFree(t *testing.T) {
	const n = recycleFrom
	for _, dt := range []DType{Float64, Float32} {
		x := FullLike(New(dt, n), 7)
		Free(x)
		if y := New(dt, n); Any(y, nil, false).Truth() {
			t.Errorf("%s: zeros are %v", dt, y)
		}
		Free(FullLike(New(dt, n), 7))
		if y := Negative(Add(New(dt, n), Weak(1.0))); !ArrayEqual(y, FullLike(y, -1)) {
			t.Errorf("%s: results in used storage: %v", dt, y)
		}
		view := New(dt, 2, n).Index(1)
		Free(view, view.Reshape(2, n/2).T(), New(dt, 3), New(Int64, n))
		if view.At(0) != 0 || view.Len() != n {
			t.Errorf("%s: a part of an array was taken", dt)
		}
	}
	x := Ones(n)
	Free(x)
	defer func() {
		if recover() == nil {
			t.Error("using a freed array does not panic")
		}
	}()
	x.At(0)
}
