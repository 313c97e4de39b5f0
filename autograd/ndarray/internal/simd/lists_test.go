package simd

import (
	"reflect"
	"testing"
)

// TestLists looks that every level has every kernel, of both types.
func TestLists(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		for _, kernels := range []any{Float64(level), Float32(level)} {
			v := reflect.ValueOf(kernels)
			for i := range v.NumField() {
				if v.Field(i).IsZero() {
					t.Errorf("%v has no %s", v.Type(), v.Type().Field(i).Name)
				}
			}
		}
	})
}
