package ndarray

// Rearranging without touching elements: views wherever there is one.

import "slices"

// Reshape returns x with another shape of the same size, in row-major order; one length may be -1 and is worked out. It
// is a view if x is contiguous, else a copy. It panics with a [*ShapeError] if the sizes differ.
func (x *Array) Reshape(shape ...int) *Array {
	shape = slices.Clone(shape)
	unknown, known := -1, 1
	for i, n := range shape {
		if n == -1 && unknown < 0 {
			unknown = i
		} else {
			known *= n
		}
	}
	size := x.Size()
	if unknown >= 0 && known > 0 && size%known == 0 {
		shape[unknown] = size / known
	}
	if sizeOf("Reshape", shape) != size {
		panic(&ShapeError{"Reshape", [][]int{x.Shape(), shape}, "differ in size"})
	}
	x = x.Contiguous()
	v := x.view(shape)
	v.rowMajor()
	return v
}

// Ravel returns the elements in row-major order as one dimension: a view if x is contiguous, else a copy.
func (x *Array) Ravel() *Array {
	if len(x.shape) == 1 {
		return x
	}
	return x.Reshape(x.Size())
}

// Flatten returns a copy of the elements in row-major order as one dimension.
func (x *Array) Flatten() *Array { return x.Copy().Ravel() }

// Transpose returns a view with the axes in the given order; without axes, in reverse order.
func (x *Array) Transpose(axes ...int) *Array {
	n := len(x.shape)
	var order [MaxDims]int
	if len(axes) == 0 {
		for i := range n {
			order[i] = n - 1 - i
		}
	} else {
		if len(axes) != n {
			panic(&ShapeError{"Transpose", [][]int{x.Shape()}, "has not " + itoa(len(axes)) + " axes"})
		}
		axisMask("Transpose", axes, n)
		for i, a := range axes {
			order[i] = normAxis("Transpose", a, n)
		}
	}
	v := x.view(x.shape)
	for i, a := range order[:n] {
		v.shape[i], v.strides[i] = x.shape[a], x.strides[a]
	}
	return v.settle()
}

// T returns the view with the axes reversed: the transpose of a matrix.
func (x *Array) T() *Array { return x.Transpose() }

// SwapAxes returns a view with two axes exchanged.
func (x *Array) SwapAxes(a, b int) *Array {
	a, b = normAxis("SwapAxes", a, len(x.shape)), normAxis("SwapAxes", b, len(x.shape))
	v := x.view(x.shape)
	copy(v.strides, x.strides)
	v.shape[a], v.shape[b] = v.shape[b], v.shape[a]
	v.strides[a], v.strides[b] = v.strides[b], v.strides[a]
	return v.settle()
}

// MoveAxis returns a view with the axes from moved to the places to; the others keep their order.
func (x *Array) MoveAxis(from, to []int) *Array {
	n := len(x.shape)
	if len(from) != len(to) {
		panic(&ValueError{"MoveAxis", "source and destination have different lengths"})
	}
	moved, taken := axisMask("MoveAxis", from, n), axisMask("MoveAxis", to, n)
	order := make([]int, n)
	for i := range from {
		order[normAxis("MoveAxis", to[i], n)] = normAxis("MoveAxis", from[i], n)
	}
	next := 0
	for i := range order {
		if taken[i] {
			continue
		}
		for moved[next] {
			next++
		}
		order[i] = next
		next++
	}
	if n == 0 {
		return x
	}
	return x.Transpose(order...)
}

// RollAxis returns a view with axis moved back until it lies before start.
func (x *Array) RollAxis(axis, start int) *Array {
	n := len(x.shape)
	axis = normAxis("RollAxis", axis, n)
	if start < 0 {
		start += n
	}
	if start < 0 || start > n {
		panic(&AxisError{Op: "RollAxis", Axis: start, NDim: n})
	}
	if axis < start {
		start--
	}
	return x.MoveAxis([]int{axis}, []int{start})
}

// Squeeze returns a view without the given axes, which must have length 1; without axes, without all of length 1.
func (x *Array) Squeeze(axes ...int) *Array {
	var drop [MaxDims]bool
	if len(axes) == 0 {
		for i, n := range x.shape {
			drop[i] = n == 1
		}
	} else {
		drop = axisMask("Squeeze", axes, len(x.shape))
	}
	var shape, strides []int
	for i, n := range x.shape {
		switch {
		case !drop[i]:
			shape, strides = append(shape, n), append(strides, x.strides[i])
		case n != 1:
			panic(&ShapeError{"Squeeze", [][]int{x.Shape()}, "axis " + itoa(i) + " has not length 1"})
		}
	}
	v := x.view(shape)
	copy(v.strides, strides)
	return v.settle()
}

// ExpandDims returns a view with new axes of length 1 at the given places of the result.
func (x *Array) ExpandDims(axes ...int) *Array {
	n := len(x.shape) + len(axes)
	if n > MaxDims {
		panic(&ShapeError{"ExpandDims", [][]int{x.Shape()}, "would have more than 32 dimensions"})
	}
	isNew := axisMask("ExpandDims", append([]int{}, axes...), n)
	shape, strides := make([]int, n), make([]int, n)
	from := 0
	for i := range shape {
		if isNew[i] {
			shape[i] = 1
			continue
		}
		shape[i], strides[i] = x.shape[from], x.strides[from]
		from++
	}
	v := x.view(shape)
	copy(v.strides, strides)
	return v.settle()
}

// AtLeast1D returns x with at least one dimension.
func (x *Array) AtLeast1D() *Array {
	if len(x.shape) > 0 {
		return x
	}
	return x.ExpandDims(0)
}

// AtLeast2D returns x with at least two dimensions, new ones in front.
func (x *Array) AtLeast2D() *Array {
	switch len(x.shape) {
	case 0:
		return x.ExpandDims(0, 1)
	case 1:
		return x.ExpandDims(0)
	}
	return x
}

// AtLeast3D returns x with at least three dimensions: (n) becomes (1, n, 1), (m, n) becomes (m, n, 1).
func (x *Array) AtLeast3D() *Array {
	switch len(x.shape) {
	case 0:
		return x.ExpandDims(0, 1, 2)
	case 1:
		return x.ExpandDims(0, 2)
	case 2:
		return x.ExpandDims(2)
	}
	return x
}

// Flip returns a view with the given axes reversed; without axes, all.
func (x *Array) Flip(axes ...int) *Array {
	if len(axes) == 0 {
		axes = nil
	}
	mask := axisMask("Flip", axes, len(x.shape))
	v := x.view(x.shape)
	for i, n := range x.shape {
		v.strides[i] = x.strides[i]
		if mask[i] && n > 0 {
			v.offset += (n - 1) * x.strides[i]
			v.strides[i] = -x.strides[i]
		}
	}
	return v.settle()
}

// Diagonal returns a view of the elements x[…, i, …, i+offset, …] of two axes; their common axis comes last.
func (x *Array) Diagonal(offset, axis1, axis2 int) *Array {
	n := len(x.shape)
	a, b := normAxis("Diagonal", axis1, n), normAxis("Diagonal", axis2, n)
	if a == b {
		panic(&AxisError{"Diagonal", axis2, n, "is named twice"})
	}
	rows, cols := x.shape[a], x.shape[b]
	start := 0
	if offset >= 0 {
		cols -= offset
		start = offset * x.strides[b]
	} else {
		rows += offset
		start = -offset * x.strides[a]
	}
	length := max(0, min(rows, cols))
	var shape, strides []int
	for i := range n {
		if i != a && i != b {
			shape, strides = append(shape, x.shape[i]), append(strides, x.strides[i])
		}
	}
	v := x.view(append(shape, length))
	copy(v.strides, append(strides, x.strides[a]+x.strides[b]))
	if length > 0 {
		v.offset += start
	}
	return v.settle()
}
