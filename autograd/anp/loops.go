package anp

// Derivatives of some functions in one pass over the elements of plain arrays (see the field Loop of autograd.Unary), where
// their rules would make several arrays on the way.

func log1pLoop(dst, g, _, x []float64) {
	for i := range dst {
		dst[i] = g[i] / (1 + x[i])
	}
}

func sqrtLoop(dst, g, y, _ []float64) {
	for i := range dst {
		dst[i] = 0.5 * g[i] / y[i]
	}
}

func tanhLoop(dst, g, y, _ []float64) {
	for i := range dst {
		dst[i] = g[i] * (1 - y[i]*y[i])
	}
}

func logisticLoop(dst, g, y, _ []float64) {
	for i := range dst {
		dst[i] = g[i] * y[i] * (1 - y[i])
	}
}

func arctanLoop(dst, g, _, x []float64) {
	for i := range dst {
		dst[i] = g[i] / (1 + x[i]*x[i])
	}
}
