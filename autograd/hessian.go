package autograd

// Second derivatives, and products with matrices of derivatives that are never formed.

// Hessian returns the function of all second derivatives of f, whose result must be a real scalar: of shape (argument's
// shape…, argument's shape…). It takes the Jacobian of the gradient in forward mode (forward over reverse), or in
// reverse mode if a primitive has no JVP.
func Hessian[F any](f F, argnum ...int) F {
	k := oneArgnum("Hessian", f, argnum)
	return operator("Hessian", f, k, func(call func([]Value) Value, args []Value) Value {
		checkArgnum("Hessian", f, k, len(args))
		grad := func(args []Value) Value {
			_, g := valueAndGrad("Hessian", f, call, args, k)
			return g
		}
		if h, ok := tryForward(grad, args, k); ok {
			return h
		}
		g, vjp := pullback("Hessian", grad, args, []int{k})
		return jacobianRows(g, vjp, args[k])
	})
}

// MakeHVP returns a function that computes the gradient of f and gives Hessian-vector products at the same point; the
// gradient's graph is built once and used by every product.
func MakeHVP[F any](f F, argnum ...int) func(args ...Value) (hvp func(v Value) Value, grad Value) {
	k := oneArgnum("MakeHVP", f, argnum)
	call := variadic("MakeHVP", f, k)
	return func(args ...Value) (func(Value) Value, Value) {
		checkArgnum("MakeHVP", f, k, len(args))
		grad, vjp := pullback("MakeHVP", func(args []Value) Value {
			_, g := valueAndGrad("MakeHVP", f, call, args, k)
			return g
		}, args, []int{k})
		return func(v Value) Value { return vjp(v)[0] }, grad
	}
}

// HessianVectorProduct returns a function of f's arguments, followed by a vector v, that gives the product of the Hessian
// with respect to argument argnum and v: the derivative of the gradient along v (forward over reverse).
func HessianVectorProduct[F any](f F, argnum ...int) func(argsAndVector ...Value) Value {
	k := oneArgnum("HessianVectorProduct", f, argnum)
	call := variadic("HessianVectorProduct", f, k)
	return func(args ...Value) Value {
		args, v := lastOf("HessianVectorProduct", f, args)
		grad := func(args []Value) Value {
			_, g := valueAndGrad("HessianVectorProduct", f, call, args, k)
			return g
		}
		_, hv, ok := tryPush(grad, args, k, v)
		if !ok {
			_, vjp := pullback("HessianVectorProduct", grad, args, []int{k})
			hv = vjp(v)[0]
		}
		return hv
	}
}

// HessianTensorProduct is [HessianVectorProduct]: v has the shape of the argument, whatever that is.
func HessianTensorProduct[F any](f F, argnum ...int) func(argsAndTensor ...Value) Value {
	return HessianVectorProduct(f, argnum...)
}

// VectorJacobianProduct returns a function of f's arguments, followed by a cotangent u, that gives u times the Jacobian
// with respect to argument argnum.
func VectorJacobianProduct[F any](f F, argnum ...int) func(argsAndVector ...Value) Value {
	k := oneArgnum("VectorJacobianProduct", f, argnum)
	call := variadic("VectorJacobianProduct", f, k)
	return func(args ...Value) Value {
		args, u := lastOf("VectorJacobianProduct", f, args)
		checkArgnum("VectorJacobianProduct", f, k, len(args))
		_, vjp := pullback("VectorJacobianProduct", call, args, []int{k})
		return vjp(u)[0]
	}
}

// TensorJacobianProduct is [VectorJacobianProduct], but u may have only the leading axes of the result: these are summed,
// the others stay in front of the argument's.
func TensorJacobianProduct[F any](f F, argnum ...int) func(argsAndTensor ...Value) Value {
	k := oneArgnum("TensorJacobianProduct", f, argnum)
	call := variadic("TensorJacobianProduct", f, k)
	return func(args ...Value) Value {
		args, u := lastOf("TensorJacobianProduct", f, args)
		checkArgnum("TensorJacobianProduct", f, k, len(args))
		axes := upTo(u.NDim())
		ans, vjp := pullback("TensorJacobianProduct", func(args []Value) Value {
			return TensorDot(u, call(args), axes, axes)
		}, args, []int{k})
		return jacobianRows(ans, vjp, args[k])
	}
}

// MakeGGNVP returns a function that computes f and gives products with the generalised Gauss-Newton matrix JᵀHJ, where J
// is f's Jacobian with respect to argument argnum and H the Hessian of the scalar function g at f's value. If g is nil it
// is ½‖y‖², so that the matrix is JᵀJ.
func MakeGGNVP[F any](f F, g func(y Value) Value, argnum ...int) func(args ...Value) (ggnvp func(v Value) Value, ans Value) {
	k := oneArgnum("MakeGGNVP", f, argnum)
	call := variadic("MakeGGNVP", f, k)
	if g == nil {
		g = func(y Value) Value { return y.Mul(y).Sum().Mul(number(0.5)) }
	}
	return func(args ...Value) (func(Value) Value, Value) {
		checkArgnum("MakeGGNVP", f, k, len(args))
		ans, vjp := pullback("MakeGGNVP", call, args, []int{k})
		hvp, _ := MakeHVP(g)(ans)
		return func(v Value) Value {
			_, jv, ok := tryPush(call, args, k, v)
			if !ok {
				_, again := pullback("MakeGGNVP", func(u []Value) Value { return vjp(u[0])[0] }, []Value{zerosLike(ans)}, []int{0})
				jv = again(v)[0]
			}
			return vjp(hvp(jv))[0]
		}, ans
	}
}

// tryPush is pushforward; ok is false if a primitive has no JVP.
func tryPush(call func([]Value) Value, args []Value, k int, v Value) (ans, tangent Value, ok bool) {
	ok = withJVPs(func() { ans, tangent = pushforward("JVP", call, args, []int{k}, []Value{v}) })
	return ans, tangent, ok
}

// lastOf splits the vector off the arguments.
func lastOf(op string, f any, args []Value) ([]Value, Value) {
	if len(args) < 2 {
		panic(&FuncError{op, funcName(f), "needs the function's arguments and a vector"})
	}
	return args[:len(args)-1], args[len(args)-1]
}
