package simd

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// Float64 returns the kernels for float64.
func Float64() Kernels[float64] {
	if !hasAVX2 {
		return Kernels[float64]{}
	}
	return Kernels[float64]{
		Add: add64, Sub: sub64, Mul: mul64, Div: div64, Max: max64, Min: min64, Sqrt: sqrt64,
		Exp: exp64, Expm1: expm164, Log: log64, Log1p: log1p64, Tanh: tanh64, Sigmoid: sigmoid64, Erf: erf64, Sin: sin64, Cos: cos64,
		Axpy: axpy64, Sum: sum64, Dot: dot64, Gemm: gemm64, GemmRows: 6, GemmCols: 8,
	}
}

// Float32 returns the kernels for float32.
func Float32() Kernels[float32] {
	if !hasAVX2 {
		return Kernels[float32]{}
	}
	return Kernels[float32]{
		Add: add32, Sub: sub32, Mul: mul32, Div: div32, Max: max32, Min: min32, Sqrt: sqrt32,
		Exp: exp32, Expm1: expm132, Log: log32, Log1p: log1p32, Tanh: tanh32, Sigmoid: sigmoid32, Erf: erf32, Sin: sin32, Cos: cos32,
		Axpy: axpy32, Sum: sum32, Dot: dot32, Gemm: gemm32, GemmRows: 6, GemmCols: 16,
	}
}
