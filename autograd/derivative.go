package autograd

// Differential operators other than Grad: element-wise and forward-mode derivatives, vector products.

import "github.com/gradbook/gradbook/autograd/ndarray"

// MakeVJP returns a function that computes f and gives its vector-Jacobian product at the arguments: vjp(g) pulls the
// cotangent g of the result back to argument argnum. vjp may be called any number of times.
func MakeVJP[F any](f F, argnum ...int) func(args ...Value) (vjp func(g Value) Value, ans Value) {
	k := oneArgnum("MakeVJP", f, argnum)
	call := variadic("MakeVJP", f, k)
	return func(args ...Value) (func(Value) Value, Value) {
		checkArgnum("MakeVJP", f, k, len(args))
		ans, vjp := pullback("MakeVJP", call, args, []int{k})
		return func(g Value) Value { return vjp(g)[0] }, ans
	}
}

// MakeVJPN is [MakeVJP] for several arguments; without argnums, for all.
func MakeVJPN[F any](f F, argnums ...int) func(args ...Value) (vjp func(g Value) []Value, ans Value) {
	call := variadic("MakeVJPN", f, argnums...)
	return func(args ...Value) (func(Value) []Value, Value) {
		ks := argnums
		if len(ks) == 0 {
			ks = upTo(len(args))
		}
		for _, k := range ks {
			checkArgnum("MakeVJPN", f, k, len(args))
		}
		ans, vjp := pullback("MakeVJPN", call, args, ks)
		return vjp, ans
	}
}

// MakeJVP returns a function that gives f's Jacobian-vector product at the arguments: jvp(v) is the value of f and its
// derivative when argument argnum moves along v. It uses forward mode, and runs f at each call of jvp.
func MakeJVP[F any](f F, argnum ...int) func(args ...Value) (jvp func(v Value) (ans, tangent Value)) {
	k := oneArgnum("MakeJVP", f, argnum)
	call := variadic("MakeJVP", f, k)
	return func(args ...Value) func(Value) (Value, Value) {
		checkArgnum("MakeJVP", f, k, len(args))
		return func(v Value) (Value, Value) {
			return pushforward("MakeJVP", call, args, []int{k}, []Value{v})
		}
	}
}

// MakeJVPReversemode is [MakeJVP] through reverse mode only: the JVP is the VJP of the VJP. It serves functions of
// primitives that have no JVP.
func MakeJVPReversemode[F any](f F, argnum ...int) func(args ...Value) (jvp func(v Value) Value) {
	make1 := MakeVJP(f, argnum...)
	return func(args ...Value) func(Value) Value {
		vjp, ans := make1(args...)
		vjpOfVJP, _ := MakeVJP(vjp)(zerosLike(ans))
		return vjpOfVJP
	}
}

// ElementwiseGrad returns the function of the sums of the columns of f's Jacobian. For a function that works on each
// element by itself this is its derivative at each element.
func ElementwiseGrad[F any](f F, argnum ...int) F {
	k := oneArgnum("ElementwiseGrad", f, argnum)
	return operator("ElementwiseGrad", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("ElementwiseGrad", f, k, len(args))
		ans, vjp := pullback("ElementwiseGrad", call, args, []int{k})
		return vjp(onesLike(ans))[0]
	})
}

// Deriv returns the derivative of f in forward mode: the sums of the rows of its Jacobian. It is the mode of choice for
// functions of one number.
func Deriv[F any](f F, argnum ...int) F {
	k := oneArgnum("Deriv", f, argnum)
	return operator("Deriv", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("Deriv", f, k, len(args))
		_, tangent := pushforward("Deriv", call, args, []int{k}, []Value{onesLike(args[k])})
		return tangent
	})
}

// HolomorphicGrad returns the complex derivative of a holomorphic f with a scalar result: the gradient of its real part.
func HolomorphicGrad[F any](f F, argnum ...int) F {
	k := oneArgnum("HolomorphicGrad", f, argnum)
	return operator("HolomorphicGrad", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("HolomorphicGrad", f, k, len(args))
		if !args[k].IsComplex() {
			args = Subval(args, k, args[k].AsType(args[k].DType().Complex()))
		}
		ans, vjp := pullback("HolomorphicGrad", call, args, []int{k})
		if ans.Size() != 1 {
			panic(&OutputError{Op: "HolomorphicGrad", Func: funcName(f), Got: ans.kind(), Need: "a scalar result"})
		}
		return vjp(onesLike(ans))[0]
	})
}

// StopGradient returns v as a constant: what is computed with it has no derivative through it.
func StopGradient(v Value) Value { return GetVal(v) }

// Jacobian returns the function of all partial derivatives of f: of shape (result's shape…, argument's shape…). It goes
// row by row in reverse mode or column by column in forward mode, whichever takes fewer passes.
func Jacobian[F any](f F, argnum ...int) F {
	k := oneArgnum("Jacobian", f, argnum)
	return operator("Jacobian", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("Jacobian", f, k, len(args))
		ans, vjp := pullback("Jacobian", call, args, []int{k})
		if args[k].Size() < ans.Size() && !args[k].IsComplex() {
			if jac, ok := tryForward(call, args, k); ok {
				return jac
			}
		}
		return jacobianRows(ans, vjp, args[k])
	})
}

// JacobianReverse is [Jacobian] in reverse mode, whatever the shapes: one pass an element of the result.
func JacobianReverse[F any](f F, argnum ...int) F {
	k := oneArgnum("JacobianReverse", f, argnum)
	return operator("JacobianReverse", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("JacobianReverse", f, k, len(args))
		ans, vjp := pullback("JacobianReverse", call, args, []int{k})
		return jacobianRows(ans, vjp, args[k])
	})
}

// JacobianForward is [Jacobian] in forward mode, whatever the shapes: one pass an element of the argument.
func JacobianForward[F any](f F, argnum ...int) F {
	k := oneArgnum("JacobianForward", f, argnum)
	return operator("JacobianForward", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("JacobianForward", f, k, len(args))
		return jacobianColumns("JacobianForward", call, args, k)
	})
}

// tryForward is the Jacobian in forward mode; ok is false if a primitive has no JVP.
func tryForward(call func([]Value) Value, args []Value, k int) (jac Value, ok bool) {
	ok = withJVPs(func() { jac = jacobianColumns("Jacobian", call, args, k) })
	return jac, ok
}

// withJVPs runs f and reports whether all primitives that it met have a JVP.
func withJVPs(f func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if e, missing := r.(*NoGradientError); !missing || e.Mode != "JVP" {
				panic(r)
			}
		}
	}()
	f()
	return true
}

func jacobianRows(ans Value, vjp func(Value) []Value, arg Value) Value {
	rows := make([]Value, 0, ans.Size())
	for _, e := range basis(ans) {
		rows = append(rows, vjp(e)[0])
	}
	shape := append(ans.Shape(), arg.Shape()...)
	if len(rows) == 0 {
		return Wrap(ndarray.New(arg.DType(), shape...))
	}
	return Stack(rows...).Reshape(shape...)
}

func jacobianColumns(op string, call func([]Value) Value, args []Value, k int) Value {
	if jac, ok := jacobianLanes(op, call, args, k); ok {
		return jac
	}
	var columns []Value
	var out []int
	for _, e := range basis(args[k]) {
		ans, column := pushforward(op, call, args, []int{k}, []Value{e})
		out = ans.Shape()
		columns = append(columns, column)
	}
	if len(columns) == 0 {
		ans := call(args)
		return Wrap(ndarray.New(ans.DType(), append(ans.Shape(), args[k].Shape()...)...))
	}
	return StackAlong(len(out), columns...).Reshape(append(out, args[k].Shape()...)...)
}

// jacobianLanes is jacobianColumns with many columns in one pass; ok is false if there are too few for it, or the function
// does not allow it.
func jacobianLanes(op string, call func([]Value) Value, args []Value, k int) (jac Value, ok bool) {
	x := args[k]
	n := x.Size()
	if x.a == nil || n < 2 {
		return Value{}, false
	}
	columns := max(2, min(n, maxLaneElements/n))
	var parts []Value
	var out []int
	for from := 0; from < n; from += columns {
		to := min(n, from+columns)
		unit := ndarray.EyeOf(x.DType(), n, n, 0).Index(ndarray.Range(from, to)).Reshape(append([]int{to - from}, x.Shape()...)...)
		part, ok := acrossLanes(to-from, func(tangent []Value) Value {
			ans, column := pushforward(op, call, args, []int{k}, tangent)
			out = ans.Shape()
			return column
		}, []Value{Wrap(unit)}, []bool{true})
		if !ok {
			return Value{}, false
		}
		parts = append(parts, part)
	}
	all := parts[0]
	if len(parts) > 1 {
		all = Concatenate(0, parts...)
	}
	perm := make([]int, 0, len(out)+1) // the columns come last
	for i := range out {
		perm = append(perm, i+1)
	}
	all = all.Transpose(append(perm, 0)...)
	if x.NDim() == 1 {
		return all, true
	}
	return all.Reshape(append(out, x.Shape()...)...), true
}

// basis returns the standard basis of the space of values like v.
func basis(v Value) []Value {
	if v.a == nil {
		return []Value{{f: 1}}
	}
	out := make([]Value, v.Size())
	for i := range out {
		e := ndarray.New(v.DType(), v.Size())
		e.Set(1, i)
		out[i] = Wrap(e.Reshape(v.Shape()...))
	}
	return out
}
