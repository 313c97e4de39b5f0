package ndarray

// Element-wise functions fused: many of them computed in one pass over blocks that stay in the processor's cache, so that
// memory is read and written once and not once a function.

// Fused is a sequence of element-wise functions of Float64 or Float32 operands that are broadcast to one shape, with
// sums over all elements at its end. Build it with its methods, call Finish, then Run it any number of times, from any
// number of goroutines. Its results have the bits that the functions of this package have one by one.
//
//	f := NewFused(Float64)
//	x := f.Full()
//	y, _ := f.Unary("exp", nil, x)
//	f.Output(y)
//	f.Finish()
//	f.Run(n, []*Array{in}, nil, []*Array{out}, nil) // out = exp(in)
type Fused struct {
	dtype   DType
	slots   []fusedSlot
	ops     []fusedOp
	inputs  int
	scalars int
	outputs []fusedOutput
	sums    []Slot
	numbers map[float64]Slot
	row     int           // see Rows
	twins   map[Slot]Slot // see turned
	exec    fusedExec
}

// Slot names an operand or an intermediate result of a [Fused].
type Slot int32

type slotKind uint8

const (
	slotTemp   slotKind = iota // computed
	slotFull                   // an input of as many elements as the result
	slotRow                    // an input that is repeated: element i is i mod size
	slotColumn                 // an input each of whose elements is repeated
	slotMask                   // an input of Bool, 0 and 1 here
	slotNumber                 // a constant
	slotScalar                 // a number given to Run
)

type fusedSlot struct {
	kind  slotKind
	index int     // of the input or scalar
	value float64 // of a number
	mask  bool    // holds only 0 and 1
	per   bool    // holds one value for each row
}

type fusedOp struct {
	op         fusedFunc
	dst        Slot
	x, y, z    Slot
	args       int
	isSelector bool
}

// operands returns the slots that the function reads.
func (o *fusedOp) operands() []Slot { return []Slot{o.x, o.y, o.z}[:o.args] }

type fusedOutput struct {
	slot Slot
	mask bool // goes to a Bool array
	down bool // is the sum over rows
}

// fusedFunc is a function in both types.
type fusedFunc struct {
	u64 kernel1[float64, float64]
	u32 kernel1[float32, float32]
	b64 kernel2[float64, float64]
	b32 kernel2[float32, float32]
	// Of rows:
	fold64 rowFold[float64]
	fold32 rowFold[float32]
	spread bool // values of rows, each for all elements of its row
}

type fusedExec interface {
	run(n int, in []*Array, scalars []float64, out []*Array, sums []float64)
}

// NewFused returns an empty sequence. It panics with a [*DTypeError] unless dt is Float64 or Float32.
func NewFused(dt DType) *Fused {
	if dt != Float64 && dt != Float32 {
		panic(&DTypeError{Op: "NewFused", DTypes: []DType{dt}})
	}
	return &Fused{dtype: dt, numbers: map[float64]Slot{}}
}

func (f *Fused) slot(s fusedSlot) Slot {
	f.slots = append(f.slots, s)
	return Slot(len(f.slots) - 1)
}

func (f *Fused) input(k slotKind) Slot { return f.put(k, false) }

func (f *Fused) put(k slotKind, per bool) Slot {
	f.inputs++
	return f.slot(fusedSlot{kind: k, index: f.inputs - 1, mask: k == slotMask, per: per})
}

// Full is the next input: an array with as many elements as the results.
func (f *Fused) Full() Slot { return f.input(slotFull) }

// Row is the next input: an array that is repeated along leading axes.
func (f *Fused) Row() Slot { return f.input(slotRow) }

// Column is the next input: an array each of whose elements is repeated along trailing axes.
func (f *Fused) Column() Slot { return f.input(slotColumn) }

// Mask is the next input: a Bool array with as many elements as the results.
func (f *Fused) Mask() Slot { return f.input(slotMask) }

// Number is a constant.
func (f *Fused) Number(v float64) Slot {
	if s, ok := f.numbers[v]; ok && v != 0 {
		return s
	}
	s := f.slot(fusedSlot{kind: slotNumber, value: v})
	f.numbers[v] = s
	return s
}

// Scalar is the next of the numbers given to Run.
func (f *Fused) Scalar() Slot {
	f.scalars++
	return f.slot(fusedSlot{kind: slotScalar, index: f.scalars - 1})
}

// Unary adds the function of this package with the given name (NumPy's), or else fn of each element. ok is false if there
// is neither.
func (f *Fused) Unary(name string, fn func(float64) float64, x Slot) (s Slot, ok bool) {
	switch name { // which have vector kernels in another form, with the same bits
	case "negative":
		return f.Binary("subtract", nil, f.negativeZero(), x)
	case "square":
		return f.Binary("multiply", nil, x, x)
	case "reciprocal":
		return f.Binary("divide", nil, f.Number(1), x)
	}
	op := fusedFunc{}
	if row := fusable1[name]; row != nil {
		op = row.strips()
	} else if fn != nil {
		op.u64, op.u32 = each1(fn), each1(func(x float32) float32 { return float32(fn(float64(x))) })
	} else {
		return 0, false
	}
	return f.add(fusedOp{op: op, x: x, args: 1}, false), true
}

// negativeZero is -0, from which a subtraction is a negation.
func (f *Fused) negativeZero() Slot {
	for s, v := range f.slots {
		if v.kind == slotNumber && !v.per && v.value == 0 && 1/v.value < 0 {
			return Slot(s)
		}
	}
	return f.slot(fusedSlot{kind: slotNumber, value: negativeZero})
}

// Binary is Unary for functions of two operands; comparisons have masks as results: 0 and 1.
func (f *Fused) Binary(name string, fn func(x, y float64) float64, x, y Slot) (s Slot, ok bool) {
	if row, is := fusableCompare[name]; is {
		return f.add(fusedOp{op: row, x: x, y: y, args: 2}, true), true
	}
	op := fusedFunc{}
	if row := fusable2[name]; row != nil {
		op = row.strips()
	} else if fn != nil {
		op.b64, op.b32 = each2(fn), each2(func(x, y float32) float32 { return float32(fn(float64(x), float64(y))) })
	} else {
		return 0, false
	}
	return f.add(fusedOp{op: op, x: x, y: y, args: 2}, false), true
}

// Select is x where cond is not 0, else y.
func (f *Fused) Select(cond, x, y Slot) Slot {
	return f.add(fusedOp{x: x, y: y, z: cond, args: 3, isSelector: true}, false)
}

// IsMask reports whether a slot holds the result of a comparison.
func (f *Fused) IsMask(s Slot) bool { return f.slots[s].mask }

func (f *Fused) add(op fusedOp, mask bool) Slot {
	per := f.align(&op)
	op.dst = f.slot(fusedSlot{kind: slotTemp, mask: mask, per: per})
	f.ops = append(f.ops, op)
	return op.dst
}

// Output makes s the next result. Masks go to Bool arrays, unless the number form is asked for.
func (f *Fused) Output(s Slot, asMask bool) {
	f.outputs = append(f.outputs, fusedOutput{slot: s, mask: asMask})
}

// Sum makes the sum of the elements of s, one for each element, the next number that Run computes.
func (f *Fused) Sum(s Slot) {
	if f.row > 0 {
		f.wantElements("Sum", s)
	}
	f.sums = append(f.sums, s)
}

// Len returns how many functions are fused.
func (f *Fused) Len() int { return len(f.ops) }

// Finish makes f ready to run; nothing can be added afterwards.
func (f *Fused) Finish() {
	if f.dtype == Float64 {
		f.exec = planFused(f, func(o fusedFunc) fusedInstr[float64] {
			return fusedInstr[float64]{k1: o.u64, k2: o.b64, fold: o.fold64}
		}, sumOp.f64, pick64Float)
	} else {
		f.exec = planFused(f, func(o fusedFunc) fusedInstr[float32] {
			return fusedInstr[float32]{k1: o.u32, k2: o.b32, fold: o.fold32}
		}, sumOp.f32, pick32Float)
	}
}

// Run computes n elements of each output, and the sums. All arrays must be contiguous and of the types that f was built for;
// an output must share no storage with an input.
func (f *Fused) Run(n int, in []*Array, scalars []float64, out []*Array, sums []float64) {
	for _, o := range out {
		o.edited()
	}
	f.exec.run(n, in, scalars, out, sums)
}

// NewUncleared returns an array of Float64 or Float32 (or, cleared, any other type) with anything in it: for results all of
// whose elements will be written, as by [Fused.Run].
func NewUncleared(dt DType, shape ...int) *Array { return allocDirty("NewUncleared", dt, shape) }
