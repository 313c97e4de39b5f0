package ndarray

// Which code does linear algebra on which type: that of *multiplier on Float32 and Float64, that of linalg_complex.go on
// complex numbers.

// algebra factors matrix number i of contiguous stacks, in place.
type algebra interface {
	// solveAt overwrites b, of cols columns, with the solution of a·x = b; it returns false if a is singular.
	solveAt(i int, a, b *Array, n, cols int) bool
	// invAt overwrites b, which is the identity, with the inverse of a; it returns false if a is singular.
	invAt(i int, a, b *Array, n int) bool
	// slogdetAt and detAt write the determinant to element i of their results.
	slogdetAt(i int, a, sign, logdet *Array, n int)
	detAt(i int, a, det *Array, n int)
	// choleskyAt returns false if a is not positive definite.
	choleskyAt(i int, a *Array, n int) bool
	qrAt(i int, x *Array, m, n, k int, q, r *Array)
	// triangleAt overwrites b with the solution of t·x = b.
	triangleAt(i int, t, b *Array, n, cols int, lower, unit bool)
}

// algebraOf returns what computes in a type that workType has returned.
func algebraOf(work DType) algebra {
	switch work {
	case Float32:
		return mul32
	case Float64:
		return mul64
	}
	return complexAlgebra{}
}

// workType is the type that factorisations of matrices of type dt compute in.
func workType(dt DType) DType {
	if dt.IsComplex() {
		return Complex128
	}
	return dt
}

func (p *multiplier[T]) solveAt(i int, a, b *Array, n, cols int) bool {
	return p.solve(at[T](a, i, n*n), at[T](b, i, n*cols), n, cols)
}

func (p *multiplier[T]) invAt(i int, a, b *Array, n int) bool {
	return p.inverse(at[T](a, i, n*n), at[T](b, i, n*n), n)
}

func (p *multiplier[T]) slogdetAt(i int, a, sign, logdet *Array, n int) {
	s, l := p.slogdet(at[T](a, i, n*n), n)
	elems[T](sign)[i], logdet.f64[i] = T(s), l
}

func (p *multiplier[T]) detAt(i int, a, det *Array, n int) {
	elems[T](det)[i] = T(p.det(at[T](a, i, n*n), n))
}

func (p *multiplier[T]) choleskyAt(i int, a *Array, n int) bool {
	l := at[T](a, i, n*n)
	ok := p.cholesky(l, n, n)
	clearUpper(l, n)
	return ok
}

func (p *multiplier[T]) qrAt(i int, x *Array, m, n, k int, q, r *Array) {
	p.qr(at[T](x, i, m*n), m, n, k, at[T](q, i, m*k), at[T](r, i, k*n))
}

func (p *multiplier[T]) triangleAt(i int, t, b *Array, n, cols int, lower, unit bool) {
	if len(t.shape) == 2 { // as it lies: of a transposed matrix there need be no copy
		p.triangle(matrixOf[T](t), n, at[T](b, 0, n*cols), cols, cols, lower, unit)
		return
	}
	p.triangle(rowMajor(at[T](t, i, n*n), n), n, at[T](b, i, n*cols), cols, cols, lower, unit)
}

type complexAlgebra struct{}

func (complexAlgebra) solveAt(i int, a, b *Array, n, cols int) bool {
	f := factorComplex(at[complex128](a, i, n*n), n)
	if f.singular() {
		return false
	}
	f.solve(at[complex128](b, i, n*cols), cols)
	return true
}

func (c complexAlgebra) invAt(i int, a, b *Array, n int) bool { return c.solveAt(i, a, b, n, n) }

func (complexAlgebra) slogdetAt(i int, a, sign, logdet *Array, n int) {
	elems[complex128](sign)[i], logdet.f64[i] = factorComplex(at[complex128](a, i, n*n), n).slogdet()
}

func (complexAlgebra) detAt(i int, a, det *Array, n int) {
	elems[complex128](det)[i] = factorComplex(at[complex128](a, i, n*n), n).det()
}

func (complexAlgebra) choleskyAt(i int, a *Array, n int) bool {
	l := at[complex128](a, i, n*n)
	clearUpper(l, n)
	return choleskyComplex(l, n)
}

func (complexAlgebra) qrAt(i int, x *Array, m, n, k int, q, r *Array) {
	qrComplex(at[complex128](x, i, m*n), m, n, k, at[complex128](q, i, m*k), at[complex128](r, i, k*n))
}

func (complexAlgebra) triangleAt(i int, t, b *Array, n, cols int, lower, unit bool) {
	triangleComplex(at[complex128](t.Contiguous(), i, n*n), n, at[complex128](b, i, n*cols), cols, lower, unit)
}
