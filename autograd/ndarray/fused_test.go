package ndarray_test

// Fused: the bits of the functions one by one, at every length of blocks and strips.

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	. "github.com/gradbook/gradbook/autograd/ndarray"
)

func randomArray(rng *rand.Rand, dt DType, shape ...int) *Array {
	n := 1
	for _, d := range shape {
		n *= d
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = rng.NormFloat64()
	}
	return Of(xs, shape...).AsType(dt)
}

func sameBits(t *testing.T, what string, got, want *Array) {
	t.Helper()
	g, w := ToSlice[float64](got), ToSlice[float64](want)
	for i := range w {
		if math.Float64bits(g[i]) != math.Float64bits(w[i]) {
			t.Fatalf("%s: element %d is %v, want %v", what, i, g[i], w[i])
		}
	}
}

// TestFusedStrips has from 2 to 40 values at once, so that strips are of all lengths, with everything that can be summed: an
// input, a result, what is neither, a row and a number.
func TestFusedStrips(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, dt := range []DType{Float64, Float32} {
		for _, many := range []int{0, 3, 12, 40} {
			for _, rows := range []int{1, 3, 100, 128, 129, 256, 257, 700} {
				const cols = 8
				n := rows * cols
				x, row, col := randomArray(rng, dt, rows, cols), randomArray(rng, dt, cols), randomArray(rng, dt, rows, 1)
				t.Run(fmt.Sprintf("%v/%d/%d", dt, many, n), func(t *testing.T) {
					f := NewFused(dt)
					xs, rs, cs, s := f.Full(), f.Row(), f.Column(), f.Scalar()
					y, _ := f.Binary("multiply", nil, xs, rs)
					y, _ = f.Binary("add", nil, y, cs)
					z, _ := f.Binary("subtract", nil, y, s)
					want := Subtract(Add(Multiply(x, row), col), Weak(0.25))
					var alive []Slot
					total := z
					for k := range many {
						a, _ := f.Binary("multiply", nil, z, f.Number(float64(k)+0.5))
						alive = append(alive, a)
					}
					sum := want
					for k, a := range alive {
						total, _ = f.Binary("add", nil, total, a)
						sum = Add(sum, Multiply(want, Weak(float64(k)+0.5)))
					}
					last, _ := f.Unary("tanh", nil, total)
					f.Output(last, false)
					f.Output(z, false)
					for _, slot := range []Slot{xs, z, total, last, rs, s} {
						f.Sum(slot)
					}
					f.Finish()
					out := []*Array{NewUncleared(dt, rows, cols), NewUncleared(dt, rows, cols)}
					sums := make([]float64, 6)
					f.Run(n, []*Array{x, row, col}, []float64{0.25}, out, sums)
					sameBits(t, "the last function", out[0], Tanh(sum))
					sameBits(t, "a result on the way", out[1], want)
					for i, a := range []*Array{x, want, sum, Tanh(sum), row.BroadcastTo(rows, cols).Copy(), Full(0.25, rows, cols).AsType(dt)} {
						sameBits(t, fmt.Sprintf("sum %d", i), Scalar(sums[i]), Sum(a, nil, false))
					}
				})
			}
		}
	}
}
