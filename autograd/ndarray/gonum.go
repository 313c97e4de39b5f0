package ndarray

// To and from gonum's matrices.

import "gonum.org/v1/gonum/mat"

// FromMatrix returns an array of shape (rows, columns) with m's elements, copied.
func FromMatrix(m mat.Matrix) *Array {
	rows, cols := m.Dims()
	x := Zeros(rows, cols)
	for i := range rows {
		for j := range cols {
			x.f64[i*cols+j] = m.At(i, j)
		}
	}
	return x
}

// FromVector returns a one-dimensional array with v's elements, copied.
func FromVector(v mat.Vector) *Array {
	x := Zeros(v.Len())
	for i := range x.f64 {
		x.f64[i] = v.AtVec(i)
	}
	return x
}

// FromCMatrix returns a Complex128 array of shape (rows, columns) with m's elements, copied.
func FromCMatrix(m mat.CMatrix) *Array {
	rows, cols := m.Dims()
	data := make([]complex128, 0, rows*cols)
	for i := range rows {
		for j := range cols {
			data = append(data, m.At(i, j))
		}
	}
	return Of(data, rows, cols)
}

// ToDense returns gonum's matrix of x, which must have two dimensions, none of them empty (a vector becomes a column). It
// shares x's elements where x is a contiguous Float64 array.
func (x *Array) ToDense() *mat.Dense {
	if len(x.shape) == 1 {
		x = x.ExpandDims(1)
	}
	if len(x.shape) != 2 || x.Size() == 0 {
		panic(&ShapeError{"ToDense", [][]int{x.Shape()}, "is not that of a matrix with elements"})
	}
	return mat.NewDense(x.shape[0], x.shape[1], Elements[float64](x.AsType(Float64)))
}

// ToVecDense returns gonum's vector of x, which must have one dimension, not empty. It shares x's elements where x is a
// contiguous Float64 array.
func (x *Array) ToVecDense() *mat.VecDense {
	if len(x.shape) != 1 || x.Size() == 0 {
		panic(&ShapeError{"ToVecDense", [][]int{x.Shape()}, "is not that of a vector with elements"})
	}
	return mat.NewVecDense(x.shape[0], Elements[float64](x.AsType(Float64)))
}

// ToCDense is [Array.ToDense] for complex numbers.
func (x *Array) ToCDense() *mat.CDense {
	if len(x.shape) != 2 || x.Size() == 0 {
		panic(&ShapeError{"ToCDense", [][]int{x.Shape()}, "is not that of a matrix with elements"})
	}
	return mat.NewCDense(x.shape[0], x.shape[1], Elements[complex128](x.AsType(Complex128)))
}
