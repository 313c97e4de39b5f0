package ndarray

// Every case of testdata/oracle.json, which testdata/oracle.py makes with NumPy, must give the same type, shape and values
// here, or be refused where NumPy refuses it; with arrays as they are, and again with arrays that are strided views.

import (
	"encoding/json"
	"fmt"
	"math"
	"math/cmplx"
	"os"
	"slices"
	"testing"
)

type oracleCase struct {
	Fn    string            `json:"fn"`
	Args  []json.RawMessage `json:"args"`
	Want  json.RawMessage   `json:"want"`
	Error bool              `json:"error"`
}

// oracleArgs reads the arguments of a case.
type oracleArgs struct {
	t       *testing.T
	raw     []json.RawMessage
	strided bool
}

func get[T any](a oracleArgs, i int) T {
	a.t.Helper()
	var v T
	if err := json.Unmarshal(a.raw[i], &v); err != nil {
		a.t.Fatalf("argument %d: %v", i, err)
	}
	return v
}

func (a oracleArgs) arr(i int) *Array {
	a.t.Helper()
	if string(a.raw[i]) == "null" {
		return nil
	}
	return a.view(get[*Array](a, i))
}

// view returns x, or if wanted an equal array that lies backwards and with gaps in storage, its axes in reverse order.
func (a oracleArgs) view(x *Array) *Array {
	if !a.strided || len(x.shape) == 0 {
		return x
	}
	room := make([]int, len(x.shape))
	idx := make([]any, len(x.shape))
	for d, n := range x.shape {
		room[len(room)-1-d] = 2*n + 1
		idx[d] = RangeStep(2*n-1, -2*n-3, -2)
		if n == 0 {
			idx[d] = Range(0, 0)
		}
	}
	v := New(x.dtype, room...).T().Index(idx...)
	v.CopyFrom(x)
	return v
}

func (a oracleArgs) arrs(i int) []*Array {
	a.t.Helper()
	xs := get[[]*Array](a, i)
	for k := range xs {
		xs[k] = a.view(xs[k])
	}
	return xs
}

func (a oracleArgs) int(i int) int      { a.t.Helper(); return get[int](a, i) }
func (a oracleArgs) ints(i int) []int   { a.t.Helper(); return get[[]int](a, i) }
func (a oracleArgs) bool(i int) bool    { a.t.Helper(); return get[bool](a, i) }
func (a oracleArgs) str(i int) string   { a.t.Helper(); return get[string](a, i) }
func (a oracleArgs) num(i int) float64  { a.t.Helper(); return get[float64](a, i) }
func (a oracleArgs) norm(i int) FFTNorm { a.t.Helper(); return FFTNorm(a.str(i)) }
func (a oracleArgs) dtype(i int) DType  { d, _ := dtypeNamed(a.str(i)); return d }
func (a oracleArgs) axis(i int) int {
	if string(a.raw[i]) == `"flat"` {
		return Flat
	}
	return a.int(i)
}

// number reads a Python number as a weak array.
func (a oracleArgs) number(i int) *Array {
	switch v := get[any](a, i).(type) {
	case bool:
		return Weak(v)
	case []any:
		return Weak(complex(v[0].(float64), v[1].(float64)))
	case float64:
		if v == math.Trunc(v) {
			return Weak(int64(v))
		}
		return Weak(v)
	}
	a.t.Fatalf("argument %d is no number", i)
	return nil
}

// order reads the order of a norm.
func (a oracleArgs) order(i int) any {
	switch v := get[any](a, i).(type) {
	case string:
		switch v {
		case "inf":
			return math.Inf(1)
		case "-inf":
			return math.Inf(-1)
		}
		return v
	default:
		return v
	}
}

// index reads the items between NumPy's brackets.
func (a oracleArgs) index(i int) []any {
	a.t.Helper()
	var list []any
	for _, raw := range get[struct{ Index []json.RawMessage }](a, i).Index {
		var s struct{ Slice []*int }
		var n int
		err := json.Unmarshal(raw, &n)
		switch {
		case string(raw) == `"newaxis"`:
			list = append(list, NewAxis)
		case string(raw) == `"..."`:
			list = append(list, Ellipsis)
		case err == nil:
			list = append(list, n)
		case json.Unmarshal(raw, &s) == nil && s.Slice != nil:
			step := 1
			if s.Slice[2] != nil {
				step = *s.Slice[2]
			}
			list = append(list, Slice{s.Slice[0], s.Slice[1], step})
		default:
			list = append(list, a.view(get[*Array](oracleArgs{t: a.t, raw: []json.RawMessage{raw}}, 0)))
		}
	}
	return list
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestOracle(t *testing.T) {
	data, err := os.ReadFile("testdata/oracle.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		NumPy string
		Cases []oracleCase
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 2000 {
		t.Fatalf("only %d cases", len(file.Cases))
	}
	for i, c := range file.Cases {
		for _, strided := range []bool{false, true} {
			name := fmt.Sprintf("%s/%d", c.Fn, i)
			if strided {
				name += "/strided"
			}
			t.Run(name, func(t *testing.T) { c.run(t, strided) })
		}
	}
}

func (c oracleCase) run(t *testing.T, strided bool) {
	f := oracleFuncs[c.Fn]
	if f == nil {
		t.Fatalf("no function for %s", c.Fn)
	}
	got, err := guard(func() any { return f(oracleArgs{t, c.Args, strided}) })
	call := fmt.Sprintf("%s%.300s", c.Fn, c.Args)
	switch {
	case c.Error && err == nil:
		t.Fatalf("%s\n got %v, NumPy refuses it", call, got)
	case c.Error:
		return
	case err != nil:
		t.Fatalf("%s\n refused: %v", call, err)
	}
	switch got := got.(type) {
	case string:
		var want string
		if err := json.Unmarshal(c.Want, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s\n got:\n%s\nwant:\n%s", call, got, want)
		}
	case *Array:
		var want *Array
		if err := json.Unmarshal(c.Want, &want); err != nil {
			t.Fatal(err)
		}
		if msg := differ(got, want); msg != "" {
			t.Errorf("%s\n%s", call, msg)
		}
	case []*Array:
		var want []*Array
		if err := json.Unmarshal(c.Want, &want); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%s\n got %d arrays, want %d", call, len(got), len(want))
		}
		for i := range got {
			if msg := differ(got[i], want[i]); msg != "" {
				t.Errorf("%s, result %d\n%s", call, i, msg)
			}
		}
	}
}

// guard turns this package's panics into errors; others stay panics.
func guard[T any](f func() T) (v T, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *ShapeError, *DTypeError, *AxisError, *IndexError, *ValueError, *LinAlgError:
			err = r.(error)
		default:
			panic(r)
		}
	}()
	return f(), nil
}

// differ says how got differs from want beyond rounding; empty: not at all.
func differ(got, want *Array) string {
	if got.dtype != want.dtype {
		return fmt.Sprintf("got dtype %s, want %s (values %v, want %v)", got.dtype, want.dtype, got, want)
	}
	if !slices.Equal(got.shape, want.shape) {
		return fmt.Sprintf("got shape %v, want %v", got.shape, want.shape)
	}
	rtol, atol := 1e-12, 2e-14
	if got.dtype.Real() == Float32 {
		rtol, atol = 2e-5, 2e-6
	}
	a, b := ToSlice[complex128](got), ToSlice[complex128](want)
	for i := range a {
		limit := atol + rtol*cmplx.Abs(b[i])
		if !sameFloat(real(a[i]), real(b[i]), limit) || !sameFloat(imag(a[i]), imag(b[i]), limit) {
			return fmt.Sprintf("element %d: got %v, want %v\n got %v\nwant %v", i, a[i], b[i], got, want)
		}
	}
	return ""
}

func sameFloat(a, b, limit float64) bool {
	return a == b || a != a && b != b || math.Abs(a-b) <= limit
}
