package simd

import "golang.org/x/sys/cpu"

// supported returns the level of this processor and operating system.
func supported() Level {
	x := &cpu.X86
	switch {
	case !x.HasAVX2 || !x.HasFMA:
		return None
	case !x.HasAVX512F || !x.HasAVX512BW || !x.HasAVX512DQ || !x.HasAVX512VL || !x.HasBMI2:
		return AVX2
	}
	return AVX512
}

// Float64 returns the kernels of a level for float64.
func Float64(level Level) Kernels[float64] {
	switch level {
	case AVX512:
		return Kernels[float64]{
			Less: less64AVX512, LessEqual: lessEqual64AVX512, Equal: equal64AVX512, NotEqual: notEqual64AVX512, Choose: choose64AVX512, Bools: bools64AVX512, Numbers: numbers64AVX512, Abs: abs64AVX512, Neg: neg64AVX512, Sign: sign64AVX512, Reciprocal: reciprocal64AVX512, Rint: rint64AVX512, Floor: floor64AVX512, Ceil: ceil64AVX512, Trunc: trunc64AVX512, Pow: pow64AVX512,
			Add: add64AVX512, Sub: sub64AVX512, Mul: mul64AVX512, Div: div64AVX512, Max: max64AVX512, Min: min64AVX512, Exceeds: exceeds64AVX512, Sqrt: sqrt64AVX512,
			Exp: exp64AVX512, Expm1: expm164AVX512, Log: log64AVX512, Log1p: log1p64AVX512, Tanh: tanh64AVX512, Sigmoid: sigmoid64AVX512,
			Erf: erf64AVX512, Sin: sin64AVX512, Cos: cos64AVX512, Axpy: axpy64AVX512, Scale: scale64AVX512, Sum: sum64AVX512, Dot: dot64AVX512,
			Dots: dots64AVX512, Axpys: axpys64AVX512, Gemm: gemm64AVX512, Rows: 8, Cols: 24, Lanes: 8, PackRows: packRows64AVX512, Turn: turn64AVX512,
			CopyRows: copyRows64AVX512, AddRows: addRows64AVX512,
		}
	case AVX2:
		return Kernels[float64]{
			Less: less64, LessEqual: lessEqual64, Equal: equal64, NotEqual: notEqual64, Choose: choose64, Bools: bools64, Numbers: numbers64, Abs: abs64, Neg: neg64, Sign: sign64, Reciprocal: reciprocal64, Rint: rint64, Floor: floor64, Ceil: ceil64, Trunc: trunc64,
			Add: add64, Sub: sub64, Mul: mul64, Div: div64, Max: max64, Min: min64, Exceeds: exceeds64, Sqrt: sqrt64,
			Exp: exp64, Expm1: expm164, Log: log64, Log1p: log1p64, Tanh: tanh64, Sigmoid: sigmoid64, Erf: erf64, Sin: sin64, Cos: cos64,
			Axpy: axpy64, Scale: scale64, Sum: sum64, Dot: dot64, Dots: dots64, Axpys: axpys64, Gemm: gemm64, Rows: 6, Cols: 8, Lanes: 4, PackRows: packRows64, Turn: turn64,
			CopyRows: copyRows64, AddRows: addRows64,
		}
	}
	return Kernels[float64]{}
}

// Float32 returns the kernels of a level for float32.
func Float32(level Level) Kernels[float32] {
	switch level {
	case AVX512:
		return Kernels[float32]{
			Less: less32AVX512, LessEqual: lessEqual32AVX512, Equal: equal32AVX512, NotEqual: notEqual32AVX512, Choose: choose32AVX512, Bools: bools32AVX512, Numbers: numbers32AVX512, Abs: abs32AVX512, Neg: neg32AVX512, Sign: sign32AVX512, Reciprocal: reciprocal32AVX512, Rint: rint32AVX512, Floor: floor32AVX512, Ceil: ceil32AVX512, Trunc: trunc32AVX512, Pow: pow32AVX512,
			Add: add32AVX512, Sub: sub32AVX512, Mul: mul32AVX512, Div: div32AVX512, Max: max32AVX512, Min: min32AVX512, Exceeds: exceeds32AVX512, Sqrt: sqrt32AVX512,
			Exp: exp32AVX512, Expm1: expm132AVX512, Log: log32AVX512, Log1p: log1p32AVX512, Tanh: tanh32AVX512, Sigmoid: sigmoid32AVX512,
			Erf: erf32AVX512, Sin: sin32AVX512, Cos: cos32AVX512, Axpy: axpy32AVX512, Scale: scale32AVX512, Sum: sum32AVX512, Dot: dot32AVX512,
			Dots: dots32AVX512, Axpys: axpys32AVX512, Gemm: gemm32AVX512, Rows: 8, Cols: 48, Lanes: 16, PackRows: packRows32AVX512, Turn: turn32AVX512,
			CopyRows: copyRows32AVX512, AddRows: addRows32AVX512,
		}
	case AVX2:
		return Kernels[float32]{
			Less: less32, LessEqual: lessEqual32, Equal: equal32, NotEqual: notEqual32, Choose: choose32, Bools: bools32, Numbers: numbers32, Abs: abs32, Neg: neg32, Sign: sign32, Reciprocal: reciprocal32, Rint: rint32, Floor: floor32, Ceil: ceil32, Trunc: trunc32, Pow: pow32,
			Add: add32, Sub: sub32, Mul: mul32, Div: div32, Max: max32, Min: min32, Exceeds: exceeds32, Sqrt: sqrt32,
			Exp: exp32, Expm1: expm132, Log: log32, Log1p: log1p32, Tanh: tanh32, Sigmoid: sigmoid32, Erf: erf32, Sin: sin32, Cos: cos32,
			Axpy: axpy32, Scale: scale32, Sum: sum32, Dot: dot32, Dots: dots32, Axpys: axpys32, Gemm: gemm32, Rows: 6, Cols: 16, Lanes: 8, PackRows: packRows32, Turn: turn32,
			CopyRows: copyRows32, AddRows: addRows32,
		}
	}
	return Kernels[float32]{}
}
