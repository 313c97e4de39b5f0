package ndarray

// How a Fused runs: its instructions on a block, then on the next one.

import (
	"math"
	"sync"
)

// fusedBlock is the number of elements that are computed at a time: that of the blocks by which floats are summed.
const fusedBlock = 1024

// fused is a Fused for one type, planned: each slot has a place, each place is a slice of a block at a time. Places of
// inputs and outputs move on with the blocks; those of intermediate results are used again.
type fused[T floatNumber] struct {
	instrs  []fusedInstr[T]
	in      []fusedPlace // inputs that are read where they are
	spread  []fusedPlace // inputs that are brought into a block: rows, columns, masks
	out     []fusedPlace // outputs that are written where they go
	masks   []fusedPlace // outputs that are converted to Bool
	copies  []fusedPlace // outputs that are inputs, or were written to another output
	numbers []fusedNumber
	scalars []fusedPlace
	sums    []int // places
	temps   int   // places 0 … are blocks of the workspace
	places  int
	sum     *reducer[T]
	pool    sync.Pool // of *fusedWork[T]
}

type fusedInstr[T floatNumber] struct {
	k1           kernel1[T, T]
	k2           kernel2[T, T]
	k3           func(dst, cond, x, y []T)
	dst, x, y, z int
}

// fusedPlace says where the array or number of an index is.
type fusedPlace struct {
	place, index int
	kind         slotKind
}

type fusedNumber struct {
	place int
	value float64
}

// fusedWork is the memory of one goroutine that runs.
type fusedWork[T floatNumber] struct {
	at      [][]T
	mem     []T
	scalars []float64 // what the blocks of scalars hold, and in how many elements
	filled  []int
	partial []T // sums of blocks
}

// planFused gives each slot a place. kernels picks the functions of the type.
func planFused[T floatNumber](f *Fused, kernels func(fusedFunc) (kernel1[T, T], kernel2[T, T]), sum *reducer[T],
	pick func(dst, cond, x, y []T)) *fused[T] {
	p := &fused[T]{sum: sum}
	last := make([]int, len(f.slots)) // the instruction that uses a slot last
	for i := range last {
		last[i] = -1
	}
	for i, op := range f.ops {
		for _, s := range op.operands() {
			last[s] = i
		}
	}
	const atEnd = math.MaxInt
	direct := make([]int, len(f.slots)) // the output that a computed slot is written to, +1
	for k, o := range f.outputs {
		if f.slots[o.slot].kind == slotTemp && !o.mask && direct[o.slot] == 0 {
			direct[o.slot] = k + 1
		}
		last[o.slot] = atEnd
	}
	for _, s := range f.sums {
		last[s] = atEnd
	}
	place := make([]int, len(f.slots))
	var free []int
	fresh := func() int { // a block of the workspace
		if n := len(free); n > 0 {
			k := free[n-1]
			free = free[:n-1]
			return k
		}
		p.temps++
		return p.temps - 1
	}
	// Blocks that must survive from one run to the next come first and are never freed.
	for s, v := range f.slots {
		switch v.kind {
		case slotNumber:
			place[s] = fresh()
			p.numbers = append(p.numbers, fusedNumber{place[s], v.value})
		case slotScalar:
			place[s] = fresh()
			p.scalars = append(p.scalars, fusedPlace{place[s], v.index, v.kind})
		}
	}
	for s, v := range f.slots {
		if v.kind == slotRow || v.kind == slotColumn || v.kind == slotMask {
			place[s] = fresh()
			p.spread = append(p.spread, fusedPlace{place[s], v.index, v.kind})
		}
	}
	// Places of inputs and outputs are numbered after the blocks, when it is known how many these are: from -1 downward.
	moving := 0
	for s, v := range f.slots {
		if v.kind == slotFull || direct[s] > 0 {
			moving++
			place[s] = -moving
			if v.kind == slotFull {
				p.in = append(p.in, fusedPlace{-moving, v.index, v.kind})
			} else {
				p.out = append(p.out, fusedPlace{-moving, direct[s] - 1, v.kind})
			}
		}
	}
	for i, op := range f.ops {
		var dying []int
		for k, s := range op.operands() {
			kind := f.slots[s].kind
			again := k > 0 && s == op.x || k > 1 && s == op.y
			if last[s] == i && !again && place[s] >= 0 && kind != slotNumber && kind != slotScalar {
				dying = append(dying, place[s])
			}
		}
		free = append(free, dying...) // the result may take the place of an operand
		if direct[op.dst] == 0 {
			place[op.dst] = fresh()
			if last[op.dst] < 0 { // nobody wants it
				free = append(free, place[op.dst])
			}
		}
		in := fusedInstr[T]{dst: place[op.dst], x: place[op.x], y: place[op.y], z: place[op.z]}
		if op.isSelector {
			in.k3 = pick
		} else {
			in.k1, in.k2 = kernels(op.op)
		}
		p.instrs = append(p.instrs, in)
	}
	for k, o := range f.outputs {
		switch {
		case o.mask:
			p.masks = append(p.masks, fusedPlace{place[o.slot], k, slotMask})
		case direct[o.slot] != k+1:
			p.copies = append(p.copies, fusedPlace{place[o.slot], k, slotFull})
		}
	}
	for _, s := range f.sums {
		p.sums = append(p.sums, place[s])
	}
	p.places = p.temps + moving
	p.settle()
	p.pool.New = func() any { return p.work() }
	return p
}

// settle turns the negative numbers of moving places into ones behind the blocks.
func (p *fused[T]) settle() {
	fix := func(k *int) {
		if *k < 0 {
			*k = p.temps - *k - 1
		}
	}
	for i := range p.instrs {
		in := &p.instrs[i]
		fix(&in.dst)
		fix(&in.x)
		fix(&in.y)
		fix(&in.z)
	}
	for _, ps := range [][]fusedPlace{p.in, p.out, p.copies, p.masks} {
		for i := range ps {
			fix(&ps[i].place)
		}
	}
	for i := range p.sums {
		fix(&p.sums[i])
	}
}

func (p *fused[T]) work() *fusedWork[T] {
	w := &fusedWork[T]{at: make([][]T, p.places), mem: make([]T, p.temps*fusedBlock),
		scalars: make([]float64, len(p.scalars)), filled: make([]int, len(p.scalars))}
	for _, c := range p.numbers {
		fill(w.block(c.place), T(c.value))
	}
	return w
}

func (w *fusedWork[T]) block(k int) []T {
	return w.mem[k*fusedBlock : (k+1)*fusedBlock : (k+1)*fusedBlock]
}

func (p *fused[T]) run(n int, in []*Array, scalars []float64, out []*Array, sums []float64) {
	blocks := (n + fusedBlock - 1) / fusedBlock
	clear(sums)
	if blocks == 0 {
		return
	}
	w := p.pool.Get().(*fusedWork[T])
	if need := len(p.sums) * blocks; len(w.partial) < need {
		w.partial = make([]T, need)
	}
	partial := w.partial
	if blocks < 2*grainCompute/fusedBlock {
		p.part(w, n, 0, blocks, blocks, in, scalars, out, partial)
	} else {
		p.share(n, blocks, in, scalars, out, partial)
	}
	for k := range p.sums {
		sums[k] = float64(foldBlocks(partial[k*blocks:(k+1)*blocks], n))
	}
	p.pool.Put(w)
}

// share runs the blocks on all processors.
func (p *fused[T]) share(n, blocks int, in []*Array, scalars []float64, out []*Array, partial []T) {
	parallel(blocks, grainCompute/fusedBlock, func(lo, hi int) {
		w := p.pool.Get().(*fusedWork[T])
		p.part(w, n, lo, hi, blocks, in, scalars, out, partial)
		p.pool.Put(w)
	})
}

// foldBlocks adds the sums of the blocks of n elements in the order in which sumFloats does.
func foldBlocks[T floatNumber](sums []T, n int) T {
	if len(sums) == 1 {
		return sums[0]
	}
	h := (n/2 + fusedBlock - 1) / fusedBlock * fusedBlock
	if h >= n {
		h = fusedBlock
	}
	return foldBlocks(sums[:h/fusedBlock], h) + foldBlocks(sums[h/fusedBlock:], n-h)
}

// part runs the blocks lo … hi.
func (p *fused[T]) part(w *fusedWork[T], n, lo, hi, blocks int, in []*Array, scalars []float64, out []*Array, partial []T) {
	at := w.at
	most := min(n, fusedBlock)
	for i, s := range p.scalars {
		if v := scalars[s.index]; w.filled[i] < most || math.Float64bits(v) != math.Float64bits(w.scalars[i]) {
			fill(w.block(s.place)[:most], T(v))
			w.scalars[i], w.filled[i] = v, most
		}
	}
	length := -1
	for b := lo; b < hi; b++ {
		from := b * fusedBlock
		m := min(fusedBlock, n-from)
		if m != length {
			length = m
			for k := range p.temps {
				at[k] = w.mem[k*fusedBlock : k*fusedBlock+m : (k+1)*fusedBlock]
			}
		}
		for _, i := range p.in {
			x := in[i.index]
			at[i.place] = elems[T](x)[x.offset+from : x.offset+from+m]
		}
		for _, o := range p.out {
			x := out[o.index]
			at[o.place] = elems[T](x)[x.offset+from : x.offset+from+m]
		}
		for _, i := range p.spread {
			spreadInto(at[i.place], in[i.index], i.kind, from, n)
		}
		for i := range p.instrs {
			switch op := &p.instrs[i]; {
			case op.k2 != nil:
				op.k2(at[op.dst], at[op.x], at[op.y])
			case op.k1 != nil:
				op.k1(at[op.dst], at[op.x])
			default:
				op.k3(at[op.dst], at[op.z], at[op.x], at[op.y])
			}
		}
		for _, o := range p.copies {
			x := out[o.index]
			copy(elems[T](x)[x.offset+from:x.offset+from+m], at[o.place])
		}
		for _, o := range p.masks {
			x := out[o.index]
			bools := elems[bool](x)[x.offset+from : x.offset+from+m]
			for i, v := range at[o.place] {
				bools[i] = v != 0
			}
		}
		for k, s := range p.sums {
			partial[k*blocks+b] = p.sum.row(at[s])
		}
	}
	for k := p.temps; k < len(at); k++ {
		at[k] = nil // keep no array alive
	}
}

// spreadInto fills dst with the elements from … of x, which is repeated to n elements or converted from Bool.
func spreadInto[T floatNumber](dst []T, x *Array, kind slotKind, from, n int) {
	size := x.Size()
	switch kind {
	case slotMask:
		for i, b := range elems[bool](x)[x.offset+from : x.offset+from+len(dst)] {
			dst[i] = one[T](b)
		}
	case slotRow:
		s := elems[T](x)[x.offset : x.offset+size]
		k := from % size
		for len(dst) > 0 {
			m := copy(dst, s[k:])
			dst, k = dst[m:], 0
		}
	case slotColumn:
		s := elems[T](x)[x.offset : x.offset+size]
		each := n / size
		for len(dst) > 0 {
			k := from / each
			m := min(len(dst), (k+1)*each-from)
			fill(dst[:m], s[k])
			dst, from = dst[m:], from+m
		}
	}
}
