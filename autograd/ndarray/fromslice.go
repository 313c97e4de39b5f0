package ndarray

// Arrays from any Go numbers, slices and nested slices.

import (
	"fmt"
	"reflect"
)

// FromSlice returns an array of v's elements, copied. v is a number or bool (giving a 0-d array), a slice or Go array of
// them, or a nested one of equal lengths, also of type []any. Go's integers become Int64, the other types keep theirs;
// mixed ones in []any are promoted. An *Array is returned as it is. It panics with a [*ShapeError] for ragged slices and
// with a [*ValueError] for other types.
func FromSlice(v any) *Array {
	switch v := v.(type) {
	case *Array:
		return v
	case float64:
		return Scalar(v)
	case int:
		return Scalar(int64(v))
	case []float64:
		return over(append([]float64(nil), v...), []int{len(v)})
	case []int64:
		return over(append([]int64(nil), v...), []int{len(v)})
	}
	return fromValue(reflect.ValueOf(v))
}

var goTypes = map[reflect.Kind]DType{
	reflect.Bool: Bool, reflect.Float32: Float32, reflect.Float64: Float64,
	reflect.Complex64: Complex64, reflect.Complex128: Complex128,
	reflect.Int: Int64, reflect.Int8: Int64, reflect.Int16: Int64, reflect.Int32: Int64, reflect.Int64: Int64,
	reflect.Uint: Int64, reflect.Uint8: Int64, reflect.Uint16: Int64, reflect.Uint32: Int64, reflect.Uint64: Int64,
}

func fromValue(v reflect.Value) *Array {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	if v.IsValid() && v.CanInterface() {
		if x, ok := v.Interface().(*Array); ok {
			return x
		}
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		if v.Len() > 0 {
			parts := make([]*Array, v.Len())
			for i := range parts {
				parts[i] = fromValue(v.Index(i))
				if !SameShape(parts[i], parts[0]) {
					panic(&ShapeError{"FromSlice", [][]int{parts[0].Shape(), parts[i].Shape()}, "of elements differ: the slice is ragged"})
				}
			}
			return Stack(parts, 0)
		}
		shape, elem := []int{0}, v.Type().Elem()
		for elem.Kind() == reflect.Slice || elem.Kind() == reflect.Array {
			n := 0
			if elem.Kind() == reflect.Array {
				n = elem.Len()
			}
			shape, elem = append(shape, n), elem.Elem()
		}
		if dt, ok := goTypes[elem.Kind()]; ok {
			return New(dt, shape...)
		}
		if elem.Kind() == reflect.Interface {
			return New(Float64, shape...)
		}
	case reflect.Bool:
		return Scalar(v.Bool())
	case reflect.Float32:
		return Scalar(float32(v.Float()))
	case reflect.Float64:
		return Scalar(v.Float())
	case reflect.Complex64:
		return Scalar(complex64(v.Complex()))
	case reflect.Complex128:
		return Scalar(v.Complex())
	default:
		if v.CanInt() {
			return Scalar(v.Int())
		}
		if v.CanUint() {
			return Scalar(int64(v.Uint()))
		}
	}
	if !v.IsValid() {
		panic(&ValueError{"FromSlice", "nil is no array"})
	}
	panic(&ValueError{"FromSlice", fmt.Sprintf("elements of type %s cannot be array elements; use numbers, bools or nested slices of them", v.Type())})
}
