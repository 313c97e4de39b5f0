// Package autograd differentiates ordinary Go functions. It is a full counterpart of HIPS autograd for Python, and follows
// it, and the teaching text "Implementing autograd from scratch", name by name.
//
//	f := func(x, y Value) Value { return Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }   // log(x²) + y² + xy
//	dfdx := Grad(f, 0)
//	dfdx(V(1), V(2)) // 4
//
// In cells of a notebook, where operators on Values are lowered to methods and numbers are lifted by [V], this is written
//
//	func f(x, y Value) Value { return Log(x*x) + y*y + x*y }
//	dfdx := Grad(f, 0)
//	dfdx(1, 2)
//
// # Values
//
// A [Value] is a number, an n-dimensional array (package ndarray), or a box around one of these. Operators and what
// NumPy's arrays have as methods are methods of it; all other functions are in package anp, made to be imported with a
// dot beside this one.
//
// # How it works
//
// [Grad] puts the argument into a box that belongs to a new trace and calls the function. Whatever it computes goes
// through primitives ([Prim]), functions whose derivatives are known. A primitive that meets a box computes with the
// value inside, records a [Node] with this result and the nodes of its arguments, and returns a box again. The backward
// pass then goes through the nodes from the result to the argument and pulls a cotangent back through each, by the VJP
// rule of its primitive.
//
// The value in a box may itself be a box, of a trace that began earlier. This is how derivatives of derivatives work: a
// primitive strips the box of the innermost trace, the one with the largest id, and calls itself with what is inside. As
// each trace has its own id, nested derivatives are never confused, in any mix of modes and from any number of goroutines.
//
// In forward mode ([MakeJVP], [Deriv]) boxes carry tangents, which JVP rules push forward while the function runs.
//
// # Operators
//
//   - first derivatives: [Grad], [GradN], [ValueAndGrad], [ElementwiseGrad], [Deriv], [Jacobian], [MakeVJP], [MakeVJPN], [MakeJVP],
//     [GradAndAux], [GradNamed], [HolomorphicGrad], [VectorJacobianProduct];
//   - of containers, that is structs, maps, slices and pointers of Values: [GradOf], [GradOf2], [ValueAndGradOf], [MakeVJPOf],
//     [MakeJVPOf]; the gradient has the type of the argument;
//   - second derivatives: [Hessian], [HessianVectorProduct], [MakeHVP], [MakeGGNVP], and any nesting of the others;
//   - speed: [Compile], which turns a function, derivatives included, into a program without tape;
//   - of many elements at once: [Vmap], nested with all others in any order;
//   - more: [Checkpoint], [FixedPoint], [Linearize], [StopGradient], [CheckGrads], [DetectAnomaly].
//
// # Compiled functions
//
// [Compile] runs a function once on boxes that do not know their values, which records every primitive, those of the
// backward passes inside included. What is recorded becomes a program: constants are folded, common subexpressions joined,
// numbers run in an interpreter over registers, and element-wise chains go block by block through the processor's cache,
// with the sums at their end. The program is then run for all arguments of the same shapes and dtypes:
//
//	g := Compile(ValueAndGrad(loss))
//	h := Compile(Hessian(f))
//
// # Functions of your own
//
// A [Primitive] with its rules takes three lines; rules are written with Values, so that they can be differentiated:
//
//	var softplus = Primitive("softplus", func(x Value) Value { return Log1p(Exp(x)) })
//	var _ = DefVJP(softplus, func(g, ans, x Value) Value { return g.Mul(Expit(x)) })
//	y := softplus.Call1(x)
//
// # Complex numbers
//
// The convention is that of HIPS autograd and JAX: cotangents pair with tangents as the real part of Σ g·v, without
// conjugation. The gradient of a real function of z = x + iy is ∂f/∂x - i·∂f/∂y, whose conjugate points uphill.
//
// # Errors
//
// Misuse panics with a typed error that names the operation and the argument: [*TypeError], [*FuncError], [*OutputError],
// [*NoGradientError], [*LeakError], and those of package ndarray. [Catch] turns them into errors.
package autograd
