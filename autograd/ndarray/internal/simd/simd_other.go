//go:build !amd64

package simd

// Float64 returns no kernels: there are none for this processor.
func Float64() Kernels[float64] { return Kernels[float64]{} }

// Float32 returns no kernels: there are none for this processor.
func Float32() Kernels[float32] { return Kernels[float32]{} }
