package plots

// Data as users have it: slices of numbers, Values, arrays.

import (
	"fmt"
	"reflect"

	"github.com/gradbook/gradbook/autograd"
)

// valueOf lifts data to a Value, with an error that names the function that it was given to.
func valueOf(op string, data any) (v autograd.Value) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Errorf("plots.%s: can't draw a %T: give numbers in a slice, a Value or an array (%v)", op, data, r))
		}
	}()
	if m, ok := data.(interface {
		Dims() (r, c int)
		At(i, j int) float64
	}); ok { // a matrix of gonum
		r, c := m.Dims()
		rows := make([][]float64, r)
		for i := range rows {
			rows[i] = make([]float64, c)
			for j := range rows[i] {
				rows[i][j] = m.At(i, j)
			}
		}
		data = rows
	}
	if t := reflect.TypeOf(data); t != nil && t.Kind() == reflect.Slice && t.Elem() == reflect.TypeFor[autograd.Value]() && reflect.ValueOf(data).Len() == 0 {
		return autograd.V([]float64{})
	}
	v = autograd.GetVal(autograd.V(data))
	if v.IsComplex() {
		panic("it is complex: draw its real and imaginary parts")
	}
	return v
}

// floats returns the numbers of data with one axis.
func floats(op string, data any) []float64 {
	v := valueOf(op, data)
	if v.NDim() > 1 {
		panic(fmt.Errorf("plots.%s: the data has shape %v: it must have one axis", op, v.Shape()))
	}
	return v.Floats()
}

// rows returns the numbers of data with two axes, by rows.
func rows(op string, data any) [][]float64 {
	v := valueOf(op, data)
	if v.NDim() != 2 || v.Size() == 0 {
		panic(fmt.Errorf("plots.%s: the data has shape %v: it must have two axes and at least one element", op, v.Shape()))
	}
	all, columns := v.Floats(), v.Dim(1)
	list := make([][]float64, v.Dim(0))
	for i := range list {
		list[i] = all[i*columns : (i+1)*columns]
	}
	return list
}

// seriesOf returns one list of numbers, or several if data has two axes (or is a slice of slices of different lengths).
func seriesOf(op string, data any) [][]float64 {
	if v := reflect.ValueOf(data); v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Slice {
		list := make([][]float64, v.Len())
		for i := range list {
			list[i] = floats(op, v.Index(i).Interface())
		}
		return list
	}
	if valueOf(op, data).NDim() == 2 {
		return rows(op, data)
	}
	return [][]float64{floats(op, data)}
}

// extent returns the range of the finite ones of numbers; ok is false if there are none.
func extent(lists ...[]float64) (lo, hi float64, ok bool) {
	for _, list := range lists {
		for _, x := range list {
			if !finite(x) {
				continue
			}
			if !ok {
				lo, hi, ok = x, x, true
			}
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	return lo, hi, ok
}
