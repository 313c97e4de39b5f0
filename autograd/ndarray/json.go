package ndarray

// JSON: {"dtype": "float64", "shape": [2, 3], "data": [1, 2, 3, 4, 5, 6]}, elements in row-major order; NaN and infinities
// as "NaN", "Infinity" and "-Infinity", complex numbers as pairs. Nested lists of numbers are read as well.

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
)

type jsonArray struct {
	DType string            `json:"dtype"`
	Shape []int             `json:"shape"`
	Data  []json.RawMessage `json:"data"`
}

// MarshalJSON returns the dtype, the shape and the elements; see the file comment of json.go for the form.
func (x *Array) MarshalJSON() ([]byte, error) {
	shape, err := json.Marshal(append([]int{}, x.shape...))
	if err != nil {
		return nil, err
	}
	b := fmt.Appendf(nil, `{"dtype":%q,"shape":%s,"data":[`, x.dtype.String(), shape)
	c := x.Contiguous()
	for i := range c.Size() {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendElement(b, c, c.offset+i)
	}
	return append(b, "]}"...), nil
}

func appendElement(b []byte, x *Array, at int) []byte {
	switch x.dtype {
	case Bool:
		return strconv.AppendBool(b, elems[bool](x)[at])
	case Int64:
		return strconv.AppendInt(b, elems[int64](x)[at], 10)
	}
	bits := 64
	if x.dtype.Real() == Float32 {
		bits = 32
	}
	v := x.complexAt(at)
	if !x.dtype.IsComplex() {
		return appendFloat(b, real(v), bits)
	}
	b = appendFloat(append(b, '['), real(v), bits)
	b = appendFloat(append(b, ','), imag(v), bits)
	return append(b, ']')
}

func appendFloat(b []byte, v float64, bits int) []byte {
	switch {
	case v != v:
		return append(b, `"NaN"`...)
	case math.IsInf(v, 1):
		return append(b, `"Infinity"`...)
	case math.IsInf(v, -1):
		return append(b, `"-Infinity"`...)
	}
	return strconv.AppendFloat(b, v, 'g', -1, bits)
}

// UnmarshalJSON reads what [Array.MarshalJSON] writes, or a number or nested list of numbers or bools, which becomes an
// array as by [FromSlice]: Int64 if all are integers, else Float64.
func (x *Array) UnmarshalJSON(data []byte) (err error) {
	for len(data) > 0 && (data[0] == ' ' || data[0] == '\n' || data[0] == '\t' || data[0] == '\r') {
		data = data[1:]
	}
	if len(data) == 0 || data[0] != '{' {
		return x.fromList(data)
	}
	var j jsonArray
	if err := json.Unmarshal(data, &j); err != nil {
		return fmt.Errorf("ndarray: reading JSON: %w", err)
	}
	dt, ok := dtypeNamed(j.DType)
	if !ok {
		return fmt.Errorf("ndarray: reading JSON: unknown dtype %q", j.DType)
	}
	n, err := checkedSize(j.Shape)
	if err != nil {
		return fmt.Errorf("ndarray: reading JSON: %w", err)
	}
	if n != len(j.Data) {
		return fmt.Errorf("ndarray: reading JSON: shape %s needs %d elements, there are %d", shapeString(j.Shape), n, len(j.Data))
	}
	y := New(dt, j.Shape...)
	for i, raw := range j.Data {
		if err := y.parseElement(i, raw); err != nil {
			return fmt.Errorf("ndarray: reading JSON: element %d: %w", i, err)
		}
	}
	x.become(y)
	return nil
}

// become makes x the array y, whose header nobody else has.
func (x *Array) become(y *Array) {
	version := x.Version()
	x.edited()
	x.deferred.Store(nil)
	x.dtype, x.weak, x.contig, x.offset, x.f64, x.rest, x.base = y.dtype, false, y.contig, y.offset, y.f64, y.rest, nil
	x.setShape(y.shape)
	copy(x.strides, y.strides)
	x.edits.Store(version + 1)
}

// checkedSize returns the product of a shape that came from outside.
func checkedSize(shape []int) (int, error) {
	n := 1
	if len(shape) > MaxDims {
		return 0, fmt.Errorf("%d dimensions are more than %d", len(shape), MaxDims)
	}
	for _, s := range shape {
		if s < 0 || s > 0 && n > math.MaxInt/16/s {
			return 0, fmt.Errorf("bad shape %s", shapeString(shape))
		}
		n *= s
	}
	return n, nil
}

func dtypeNamed(name string) (DType, bool) {
	for d := range dtypes {
		if dtypes[d].name == name {
			return DType(d), true
		}
	}
	return 0, false
}

func (x *Array) parseElement(i int, raw []byte) error {
	switch x.dtype {
	case Bool:
		return json.Unmarshal(raw, &elems[bool](x)[i])
	case Int64:
		return json.Unmarshal(raw, &elems[int64](x)[i])
	case Float32, Float64:
		v, err := parseFloat(raw)
		x.setComplex(i, complex(v, 0))
		return err
	}
	var pair []json.RawMessage
	if err := json.Unmarshal(raw, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return fmt.Errorf("a complex number is a pair, not %s", raw)
	}
	re, err1 := parseFloat(pair[0])
	im, err2 := parseFloat(pair[1])
	x.setComplex(i, complex(re, im))
	if err1 != nil {
		return err1
	}
	return err2
}

func parseFloat(raw []byte) (float64, error) {
	switch string(raw) {
	case `"NaN"`:
		return math.NaN(), nil
	case `"Infinity"`:
		return math.Inf(1), nil
	case `"-Infinity"`:
		return math.Inf(-1), nil
	}
	var v float64
	err := json.Unmarshal(raw, &v)
	return v, err
}

func (x *Array) fromList(data []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) == nil && len(data) > 0 && data[0] == '[' {
		parts := make([]*Array, len(list))
		for i, raw := range list {
			parts[i] = new(Array)
			if err := parts[i].UnmarshalJSON(raw); err != nil {
				return err
			}
			if !slices.Equal(parts[i].shape, parts[0].shape) {
				return fmt.Errorf("ndarray: reading JSON: ragged list: shapes %s and %s", shapeString(parts[0].shape), shapeString(parts[i].shape))
			}
		}
		if len(parts) == 0 {
			x.become(Zeros(0))
			return nil
		}
		if len(parts[0].shape) >= MaxDims {
			return fmt.Errorf("ndarray: reading JSON: more than %d dimensions", MaxDims)
		}
		x.become(Stack(parts, 0))
		return nil
	}
	var b bool
	if json.Unmarshal(data, &b) == nil && len(data) > 0 && data[0] != 'n' {
		x.become(Scalar(b))
		return nil
	}
	if n, err := strconv.ParseInt(string(data), 10, 64); err == nil {
		x.become(Scalar(n))
		return nil
	}
	v, err := parseFloat(data)
	if err != nil || string(data) == "null" {
		return fmt.Errorf("ndarray: reading JSON: %.40q is neither an array object, a list, a number nor a bool", data)
	}
	x.become(Scalar(v))
	return nil
}
