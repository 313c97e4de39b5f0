package anp

// Workloads whose sums go along rows: a softmax with cross-entropy, and a layer normalisation, with their gradients.

import (
	"fmt"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var layerSizes = [][2]int{{128, 256}, {4096, 64}}

func BenchmarkLayerCrossEntropy(b *testing.B) {
	for _, s := range layerSizes {
		b.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(b *testing.B) {
			rng := benchRNG()
			at := make([]int, s[0])
			for i := range at {
				at[i] = (i * 7) % s[1]
			}
			labels := precision(V(ndarray.Eye(s[1])).Take(V(at), 0))
			run(b, func(x Value) Value { return LogSoftmax(x, 1).Mul(labels).Sum().Neg() }, gaussian(rng, 1, s[0], s[1]))
		})
	}
}

func BenchmarkLayerNorm(b *testing.B) {
	for _, s := range layerSizes {
		b.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(b *testing.B) {
			rng := benchRNG()
			x, target := gaussian(rng, 1, s[0], s[1]), gaussian(rng, 1, s[0], s[1])
			g := compiled(ValueAndGradOf(func(p []Value) Value {
				c := p[0].Sub(KeepDims(Mean)(p[0], 1))
				y := c.Div(Sqrt(KeepDims(Mean)(c.Mul(c), 1).Add(V(1e-5)))).Mul(p[1]).Add(p[2])
				return Square(y.Sub(target)).Mean()
			}))
			params := []Value{x, gaussian(rng, 1, s[1]), gaussian(rng, 1, s[1])}
			timed(b, func() { g(params) })
		})
	}
}
