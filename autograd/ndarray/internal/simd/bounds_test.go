//go:build linux

package simd

import (
	"syscall"
	"testing"
	"unsafe"
)

// fenced returns n elements between two pages that cannot be read, right before the second.
func fenced[T float32 | float64 | bool](t *testing.T, n int) []T {
	t.Helper()
	page := syscall.Getpagesize()
	size := (n*int(unsafe.Sizeof(*new(T))) + page - 1) / page * page
	mem, err := syscall.Mmap(-1, 0, size+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(mem) })
	for _, fence := range [][]byte{mem[:page], mem[page+size:]} {
		if err := syscall.Mprotect(fence, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	all := unsafe.Slice((*T)(unsafe.Pointer(&mem[page])), size/int(unsafe.Sizeof(*new(T))))
	return all[len(all)-n:]
}

// TestBounds calls the kernels on slices beside unreadable memory: whoever reads or writes beyond them crashes.
func TestBounds(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		testBounds(t, Float64(level))
		testBounds(t, Float32(level))
	})
}

func testBounds[T float32 | float64](t *testing.T, k Kernels[T]) {
	const most = 70
	x, y, z := fenced[T](t, most), fenced[T](t, most), fenced[T](t, most)
	for i := range x {
		x[i], y[i] = 1, 2
	}
	for n := 1; n <= most; n++ {
		x, y, z := x[most-n:], y[most-n:], z[most-n:]
		for _, f := range []func(dst, x []T){k.Sqrt, k.Exp, k.Expm1, k.Log, k.Log1p, k.Tanh, k.Sigmoid, k.Erf, k.Sin, k.Cos, k.Exp2, k.Log2, k.Log10, k.Sinh, k.Cosh,
			k.Arctan, k.Arcsin, k.Arccos,
			k.Abs, k.Neg, k.Sign, k.Reciprocal, k.Rint, k.Floor, k.Ceil, k.Trunc} {
			f(z, x)
		}
		for _, f := range []func(dst, x, y []T){k.Add, k.Sub, k.Mul, k.Div, k.Max, k.Min, k.Exceeds, k.Less, k.LessEqual, k.Equal, k.NotEqual, k.Pow} {
			f(z, x, y)
		}
		k.Choose(z, x, y, y)
		bytes := fenced[bool](t, n)
		k.Bools(bytes, x)
		k.Numbers(z, bytes)
		k.Axpy(z, x, 2)
		k.Scale(z, 2)
		a := fenced[T](t, 8*n)
		k.Dots(fenced[T](t, 8), a, x, n, 8)
		k.Axpys(z, a, fenced[T](t, 8), n, 8)
		k.Sum(x)
		k.Dot(x, y)
	}
	for rows := 1; rows <= k.Rows; rows++ {
		for cols := 1; cols <= k.Cols; cols++ {
			const depth = 5
			width := (cols + k.Lanes - 1) / k.Lanes * k.Lanes
			a, b, c := fenced[T](t, k.Rows*depth), fenced[T](t, depth*width), fenced[T](t, rows*cols)
			k.PackRows(b, fenced[T](t, depth*cols), cols, depth, cols)
			for mode := Set; mode <= Minus; mode++ {
				k.Gemm(depth, a, depth, 1, b, c, cols, rows, cols, mode)
			}
		}
	}
	for cols := 1; cols <= 2*k.Lanes+1; cols++ {
		k.CopyRows(fenced[T](t, 3*cols), fenced[T](t, 3*cols), cols, cols, 3, cols)
		k.AddRows(fenced[T](t, 3*cols), fenced[T](t, 3*cols), cols, cols, 3, cols)
	}
	k.Turn(fenced[T](t, 2*k.Lanes*k.Lanes), fenced[T](t, 2*k.Lanes*k.Lanes), k.Lanes, 2*k.Lanes, 2)
}
