package autograd

// Grad: from a function to the function of its gradient.

// Grad returns the gradient of f with respect to its argument number argnum (counted from 0; 0 if left out), as a
// function of f's own type:
//
//	f := func(x, y Value) Value { return Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }
//	dfdx := Grad(f, 0)
//	dfdx(V(1), V(2)) // 4
//
// F is any function type with one result, a Value, and Values among its parameters; variadic ones too. Other parameters
// are passed on as they are. The result of f must be a real scalar when the gradient is called. For functions of structs,
// maps and slices see [GradOf], for several arguments at once [GradN]. Grad panics with a [*FuncError] if F or argnum
// does not fit.
func Grad[F any](f F, argnum ...int) F {
	k := oneArgnum("Grad", f, argnum)
	switch f := any(f).(type) {
	case func(Value) Value:
		checkArgnum("Grad", f, k, 1)
		return any(func(x Value) Value {
			t := newTape(false)
			root := t.root("Grad", 0, x)
			_, g := t.gradient("Grad", f, f(root.box()), root)
			return g
		}).(F)
	case func(x, y Value) Value:
		checkArgnum("Grad", f, k, 2)
		return any(func(x, y Value) Value {
			t := newTape(false)
			root := t.root("Grad", k, [2]Value{x, y}[k])
			if k == 0 {
				x = root.box()
			} else {
				y = root.box()
			}
			_, g := t.gradient("Grad", f, f(x, y), root)
			return g
		}).(F)
	}
	return operator("Grad", f, k, func(call func([]Value) Value, args []Value) Value {
		_, g := valueAndGrad("Grad", f, call, args, k)
		return g
	})
}

// GradN returns the gradients with respect to several arguments at once, in the order of argnums; without argnums, to
// all. F is as for [Grad].
func GradN[F any](f F, argnums ...int) func(args ...Value) []Value {
	g := ValueAndGradN(f, argnums...)
	return func(args ...Value) []Value {
		_, grads := g(args...)
		return grads
	}
}

// ValueAndGrad returns a function that computes f and its gradient with respect to one argument in one pass. F is a
// function of Values, as for [Grad].
func ValueAndGrad[F any](f F, argnum ...int) func(args ...Value) (value, grad Value) {
	k := oneArgnum("ValueAndGrad", f, argnum)
	call := variadic("ValueAndGrad", f, k)
	return func(args ...Value) (Value, Value) { return valueAndGrad("ValueAndGrad", f, call, args, k) }
}

// ValueAndGradN is [ValueAndGrad] for several arguments; without argnums, for all.
func ValueAndGradN[F any](f F, argnums ...int) func(args ...Value) (value Value, grads []Value) {
	call := variadic("ValueAndGradN", f, argnums...)
	return func(args ...Value) (Value, []Value) {
		ks := argnums
		if len(ks) == 0 {
			ks = upTo(len(args))
		}
		for _, k := range ks {
			checkArgnum("ValueAndGradN", f, k, len(args))
		}
		t := newTape(false)
		boxed, roots := boxes("ValueAndGradN", t, args, ks)
		return t.gradients("ValueAndGradN", f, call(boxed), roots)
	}
}

// GradAndAux returns the gradient of the first result of f, and the second result as it is.
func GradAndAux(f func(x Value) (loss, aux Value)) func(x Value) (grad, aux Value) {
	return func(x Value) (Value, Value) {
		t := newTape(false)
		root := t.root("GradAndAux", 0, x)
		loss, aux := f(root.box())
		aux, _ = t.open(aux, "GradAndAux")
		_, g := t.gradient("GradAndAux", f, loss, root)
		return g, aux
	}
}

// valueAndGrad computes a function of several Values and its gradient with respect to one.
func valueAndGrad(op string, f any, call func([]Value) Value, args []Value, k int) (Value, Value) {
	checkArgnum(op, f, k, len(args))
	t := newTape(false)
	root := t.root(op, k, args[k])
	return t.gradient(op, f, call(Subval(args, k, root.box())), root)
}

// gradient ends a trace: it returns the value of its result and the gradient with respect to its root, and gives the
// tape back. f is only named in errors.
func (t *tape) gradient(op string, f any, result Value, root *Node) (value, grad Value) {
	value, end := t.open(result, op)
	checkScalar(op, f, value)
	if end == nil {
		grad = zerosLike(root.value)
	} else {
		p := newPass(int(end.index) + 1)
		p.seed(end, onesLike(value))
		p.run(t)
		grad = p.at(root)
		p.free()
		settle(grad)
	}
	t.recycle()
	return value, grad
}

// gradients is gradient for several roots.
func (t *tape) gradients(op string, f any, result Value, roots []*Node) (value Value, grads []Value) {
	value, end := t.open(result, op)
	checkScalar(op, f, value)
	grads = t.cotangents(value, end, onesLike(value), roots)
	t.recycle()
	return value, grads
}

// checkScalar panics unless v is something that has a gradient: one real number.
func checkScalar(op string, f any, v Value) {
	if v.a == nil || v.a.Size() == 1 && !v.a.DType().IsComplex() {
		return
	}
	need := "a real scalar result (for arrays use Jacobian, ElementwiseGrad or MakeVJP)"
	if v.IsComplex() {
		need = "a real scalar result (for holomorphic functions use HolomorphicGrad)"
	}
	panic(&OutputError{Op: op, Func: funcName(f), Got: v.kind(), Need: need})
}
