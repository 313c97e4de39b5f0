package anp_test

// More programs: a differential equation, a fluid, variational inference, a hidden Markov model.

import (
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestProgramOdeNet(t *testing.T) {
	p := readProgram(t, "ode_net")
	dynamics := func(y, _ Value, w ...Value) Value { return Dot(Tanh(Dot(y.Pow(V(3)), w[0])), w[1]) }
	ts, data := value(t, p.In["t"]), value(t, p.In["data"])
	distance := func(w1, w2, y0 Value) Value { return Mean(Square(Odeint(dynamics, y0, ts, w1, w2).Sub(data))) }
	args := []Value{value(t, p.In["w1"]), value(t, p.In["w2"]), value(t, p.In["y0"])}
	got, g := ValueAndGradN(distance)(args...)
	p.gives(t, "value", got, 1e-7)
	for i, name := range []string{"d_w1", "d_w2", "d_y0"} {
		p.gives(t, name, g[i], 1e-6)
	}
}

// project makes a velocity field free of divergence.
func project(vx, vy Value) (Value, Value) {
	n := float64(vx.Len())
	slope := func(f Value, axis int) Value { return Roll(f, -1, axis).Sub(Roll(f, 1, axis)) }
	div := slope(vx, 0).Add(slope(vy, 1)).Mul(V(-0.5 / n))
	p := ZerosLike(vx)
	for range 8 {
		p = div.Add(Roll(p, 1, 0)).Add(Roll(p, -1, 0)).Add(Roll(p, 1, 1)).Add(Roll(p, -1, 1)).Div(V(4))
	}
	return vx.Sub(slope(p, 0).Mul(V(0.5 * n))), vy.Sub(slope(p, 1).Mul(V(0.5 * n)))
}

// advect moves f along a velocity field: each cell gets what was where its content comes from.
func advect(f, vx, vy Value) Value {
	n := f.Len()
	axis := V(ndarray.Arange(0, float64(n), 1))
	grid := Meshgrid(axis, axis)
	cx, cy := grid[1].Sub(vx).Ravel(), grid[0].Sub(vy).Ravel()
	left, top := Floor(cx), Floor(cy)
	rw, bw := cx.Sub(left), cy.Sub(top)
	wrapped := func(x Value, by int) Value { return Mod(x.Add(V(by)), V(n)).AsType(ndarray.Int64) }
	from := func(x, y int) Value { return f.At(wrapped(left, x), wrapped(top, y)) }
	lw, tw := V(1).Sub(rw), V(1).Sub(bw)
	flat := lw.Mul(tw.Mul(from(0, 0)).Add(bw.Mul(from(0, 1)))).Add(rw.Mul(tw.Mul(from(1, 0)).Add(bw.Mul(from(1, 1)))))
	return flat.Reshape(n, n)
}

func TestProgramFluid(t *testing.T) {
	p := readProgram(t, "fluid")
	start, target := value(t, p.In["smoke"]), value(t, p.In["target"])
	loss := func(v Value) Value {
		vx, vy, smoke := v.Index(0), v.Index(1), start
		for range 3 {
			vx, vy = project(advect(vx, vx, vy), advect(vy, vx, vy))
			smoke = advect(smoke, vx, vy)
		}
		return Mean(Square(target.Sub(smoke)))
	}
	got, g := ValueAndGrad(loss)(value(t, p.In["v"]))
	p.gives(t, "value", got, 1e-12)
	p.gives(t, "grad", g, 1e-9)
}

func TestProgramVariationalInference(t *testing.T) {
	p := readProgram(t, "svi")
	eps := value(t, p.In["eps"])
	bound := func(q Value) Value {
		mean, logStd := q.Narrow(0, 0, 2), q.Narrow(0, 2, 4)
		samples := eps.Mul(Exp(logStd)).Add(mean)
		x, y := samples.At(ndarray.Whole(), 0), samples.At(ndarray.Whole(), 1)
		density := NormLogPDF(x, V(0), V(1.35)).Add(NormLogPDF(y, V(0), Exp(x)))
		entropy := V(1 + math.Log(2*math.Pi)).Add(Sum(logStd))
		return entropy.Add(Mean(density)).Neg()
	}
	q := value(t, p.In["p"])
	got, g := ValueAndGrad(bound)(q)
	p.gives(t, "value", got, 1e-12)
	p.gives(t, "grad", g, 1e-10)
	p.gives(t, "hessian_diagonal", Sum(Hessian(bound)(q), 0), 1e-9) // what HIPS' elementwise_grad of a gradient gives
	// the same with the density of each sample by itself, mapped
	one := func(q, e Value) Value {
		s := e.Mul(Exp(q.Narrow(0, 2, 4))).Add(q.Narrow(0, 0, 2))
		return NormLogPDF(s.Index(0), V(0), V(1.35)).Add(NormLogPDF(s.Index(1), V(0), Exp(s.Index(0))))
	}
	mapped := Grad(func(q Value) Value {
		return V(1 + math.Log(2*math.Pi)).Add(Sum(q.Narrow(0, 2, 4))).Add(Mean(Vmap(one, Whole, 0)(q, eps))).Neg()
	})
	p.gives(t, "grad", mapped(q), 1e-10)
}

func TestProgramHiddenMarkovModel(t *testing.T) {
	p := readProgram(t, "hmm")
	type model struct{ Start, Change, Emit Value }
	seq := value(t, p.In["seq"]).Floats()
	likelihood := func(m model) Value {
		emit := func(s float64) Value { return m.Emit.At(ndarray.Whole(), int(s)) }
		alpha := m.Start.Add(emit(seq[0]))
		for _, s := range seq[1:] {
			alpha = LogSumExp(alpha.ExpandDims(1).Add(m.Change), 0).Add(emit(s))
		}
		return LogSumExp(alpha)
	}
	m := model{value(t, p.In["start"]), value(t, p.In["change"]), value(t, p.In["emit"])}
	var logs []Value
	for range 5 { // expected counts are gradients
		l, counts := ValueAndGradOf(likelihood)(m)
		logs = append(logs, l)
		m = MapTree(func(c Value) Value { return Log(c.Div(KeepDims(Sum)(c, -1))) }, counts)
	}
	p.gives(t, "logs", Stack(logs...), 1e-10)
	p.gives(t, "change", m.Change, 1e-8)
}
