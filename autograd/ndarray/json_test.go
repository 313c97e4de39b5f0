package ndarray

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestJSONRoundTrip(t *testing.T) {
	kinds := everyKind()
	kinds["odd"] = Of([]float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 5e-324, 0.1})
	for name, x := range kinds {
		b, err := json.Marshal(x)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var y Array
		if err := json.Unmarshal(b, &y); err != nil {
			t.Fatalf("%s: %s: %v", name, b, err)
		}
		if y.DType() != x.DType() || x.Repr() != y.Repr() {
			t.Errorf("%s: wrote %v, read %v", name, x, &y)
		}
	}
}

func TestJSONForms(t *testing.T) {
	for _, c := range []struct{ in, want, fails string }{
		{in: "[[1, 2], [3, 4]]", want: "array([[1, 2],\n       [3, 4]])"},
		{in: "[1, 2.5]", want: "array([1. , 2.5])"},
		{in: "[true, false]", want: "array([ True, False])"},
		{in: " 7", want: "array(7)"},
		{in: "[]", want: "array([], dtype=float64)"},
		{in: `{"dtype":"complex64","shape":[1],"data":[[1,-2]]}`, want: "array([1.-2.j], dtype=complex64)"},
		{in: "[[1], [2, 3]]", fails: "ragged"},
		{in: `["a"]`, fails: "neither"},
		{in: `null`, fails: "neither"},
		{in: `{"dtype":"int32","shape":[1],"data":[1]}`, fails: "unknown dtype"},
		{in: `{"dtype":"int64","shape":[2],"data":[1]}`, fails: "needs 2 elements"},
		{in: `{"dtype":"int64","shape":[-1],"data":[1]}`, fails: "bad shape"},
		{in: `{"dtype":"int64","shape":[1],"data":[1.5]}`, fails: "element 0"},
		{in: `{"dtype":"complex128","shape":[1],"data":[[1,2,3]]}`, fails: "pair"},
	} {
		t.Run(c.in, func(t *testing.T) {
			var x Array
			err := x.UnmarshalJSON([]byte(c.in))
			switch {
			case c.fails != "":
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Errorf("got error %v, want one with %q", err, c.fails)
				}
			case err != nil:
				t.Error(err)
			case x.Repr() != c.want:
				t.Errorf("got %s, want %s", x.Repr(), c.want)
			}
		})
	}
}
