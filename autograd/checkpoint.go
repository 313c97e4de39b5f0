package autograd

// Checkpoint: time for memory.

import "sync"

// Checkpoint returns f as one primitive: its inner steps are not kept for the backward pass, which computes them again.
// It may be differentiated any number of times, in both modes. F is a function of Values, as for [Grad].
func Checkpoint[F any](f F) F {
	p := &Prim{name: "checkpoint_of_" + funcName(f), arity: -1}
	p.rawN = func(args []Value, opt any) Value { return opt.(*checkpoint).call(args) }
	p.vjpN = func(argnum int, g, ans Value, args []Value, opt any) Value {
		var ks []int
		for k, x := range args {
			if x.DType().IsInexact() {
				ks = append(ks, k)
			}
		}
		c := opt.(*checkpoint)
		c.Lock()
		defer c.Unlock()
		if !c.known || c.g != g {
			_, vjp := pullback(p.name, c.call, args, ks)
			c.grads = make([]Value, len(args))
			for i, grad := range vjp(g) {
				c.grads[ks[i]] = grad
			}
			c.g, c.known = g, true
		}
		return c.grads[argnum]
	}
	p.jvpN = func(argnum int, g, ans Value, args []Value, opt any) Value {
		_, t := pushforward(p.name, opt.(*checkpoint).call, args, []int{argnum}, []Value{g})
		return t
	}
	return operator("Checkpoint", f, allArgs, func(call func([]Value) Value, args []Value) Value {
		return p.applyN(args, &checkpoint{call: call})
	})
}

// checkpoint is one call of a function under Checkpoint, and the cotangents of all its arguments once one was asked for.
type checkpoint struct {
	call func([]Value) Value
	sync.Mutex
	known bool
	g     Value
	grads []Value
}
