package autograd

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestFormat(t *testing.T) {
	box := NewBox(1.5, 1<<61, NewRoot(V(0)))
	for _, c := range []struct {
		format string
		v      Value
		want   string
	}{
		{"%v", V(4), "4"}, {"%s", V(0.25), "0.25"}, {"%.3f", V(1.0 / 3), "0.333"}, {"%6.2f", V(1), "  1.00"}, {"%5v", V(4), "    4"},
		{"%d", V(4), "4"}, {"%e", V(4), "4.000000e+00"}, {"%v", box, "ArrayBox(1.5)"}, {"%.2f", box, "ArrayBox(1.50)"},
		{"%v", V([]float64{1, 2.5}), "[1.  2.5]"}, {"%v", truth(true), "True"},
	} {
		if got := fmt.Sprintf(c.format, c.v); got != c.want {
			t.Errorf("%s gives %q, want %q", c.format, got, c.want)
		}
	}
	if got := V(4).MIMEBundle()["text/plain"]; got != "4" {
		t.Errorf("text/plain is %v", got)
	}
}

func TestJSON(t *testing.T) {
	for _, v := range []Value{V(0.1), V([]float64{1, 2}), V([][]float64{{1}, {2}}), V([]int{1, 2})} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back Value
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if back.DType() != v.DType() || !slices.Equal(back.Shape(), v.Shape()) || !ndarray.ArrayEqual(back.Array(), v.Array()) {
			t.Errorf("%v comes back as %v from %s", v, back, data)
		}
	}
	var v Value
	if err := json.Unmarshal([]byte(`"x"`), &v); err == nil {
		t.Error("no error for a string")
	}
}

func TestVSpace(t *testing.T) {
	s := VSpaceOf(V([]complex128{1, 2}))
	if s.Size() != 4 || len(s.StandardBasis()) != 4 || !slices.Equal(s.Shape(), []int{2}) || s.DType() != ndarray.Complex128 {
		t.Errorf("space is %+v", s)
	}
	same(t, "basis", s.StandardBasis()[3], []complex128{0, 1i})
	same(t, "zeros", s.Zeros(), []complex128{0, 0})
	same(t, "ones", s.Ones(), []complex128{1, 1})
	x, y := V([]complex128{1i, 2}), V([]complex128{3i, 4})
	near(t, "inner product", s.InnerProd(x, y).Float(), 11)
	near(t, "by the covector", pairing(s.Covector(x), y), 11)
	if v := s.Randn(rand.New(rand.NewPCG(1, 2))); v.DType() != s.DType() || v.Len() != 2 {
		t.Errorf("random element is %v", v)
	}
	if text := panicText(func() { VSpaceOf(V([]int{1})) }); text == "" {
		t.Error("integers have no space")
	}
}
