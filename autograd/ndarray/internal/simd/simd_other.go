//go:build !amd64

package simd

// supported returns that there are no kernels for this processor.
func supported() Level { return None }

// Float64 returns no kernels.
func Float64(Level) Kernels[float64] { return Kernels[float64]{} }

// Float32 returns no kernels.
func Float32(Level) Kernels[float32] { return Kernels[float32]{} }
