package ndarray

// How a Fused runs: its instructions on a block, then on the next one.

import (
	"math"
	"slices"
	"sync"
)

// fusedBlock is the number of elements of the blocks by which floats are summed. They are computed a strip at a time: as
// many elements as let all the values that are needed at once stay in the first-level cache.
const fusedBlock = 1024

// fusedCache is how many bytes of that cache a run may fill.
const fusedCache = 32 << 10

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
	sums    []fusedPlace
	temps   int   // places 0 … are strips of the workspace
	wide    []int // those of them that hold a whole block, as it is summed
	start   []int // where each begins in the workspace's memory
	size    int   // of the workspace's memory
	strip   int
	places  int
	sum     *reducer[T]
	pool    sync.Pool // of *fusedWork[T]
	rowPlan
}

type fusedInstr[T floatNumber] struct {
	k1           kernel1[T, T]
	k2           kernel2[T, T]
	k3           func(dst, cond, x, y []T)
	fold         rowFold[T]
	dst, x, y, z int
}

// fusedPlace says where the array or number of an index is.
type fusedPlace struct {
	place, index int
	kind         slotKind
	per          bool // one value for each row
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
	carry   []T // blocks that are not full yet, of sums where there are rows
	scratch []T // a row
}

// planFused gives each slot a place. kernels picks the functions of the type.
func planFused[T floatNumber](f *Fused, kernels func(fusedFunc) fusedInstr[T], sum *reducer[T],
	pick func(dst, cond, x, y []T)) *fused[T] {
	p := &fused[T]{sum: sum, rowPlan: rowPlan{row: f.row}}
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
		if f.slots[o.slot].kind == slotTemp && !o.mask && !o.down && direct[o.slot] == 0 {
			direct[o.slot] = k + 1
		}
		last[o.slot] = atEnd
	}
	for _, s := range f.sums {
		last[s] = atEnd
	}
	place := make([]int, len(f.slots))
	summed := make([]bool, len(f.slots))
	for _, s := range f.sums {
		summed[s] = true
	}
	var frees [2][]int               // of strips of elements, and of values of rows
	free := func(slot Slot) *[]int { // those that slot may have
		if f.slots[slot].per {
			return &frees[1]
		}
		return &frees[0]
	}
	fresh := func(slot int) int { // a strip of the workspace, or a block if the slot is summed
		if summed[slot] && f.row == 0 {
			p.wide = append(p.wide, p.temps)
		} else if free := free(Slot(slot)); len(*free) > 0 {
			k := (*free)[len(*free)-1]
			*free = (*free)[:len(*free)-1]
			return k
		}
		p.per = append(p.per, f.slots[slot].per)
		p.temps++
		return p.temps - 1
	}
	// Blocks that must survive from one run to the next come first and are never freed.
	for s, v := range f.slots {
		switch v.kind {
		case slotNumber:
			place[s] = fresh(s)
			p.numbers = append(p.numbers, fusedNumber{place[s], v.value})
		case slotScalar:
			place[s] = fresh(s)
			p.scalars = append(p.scalars, fusedPlace{place[s], v.index, v.kind, v.per})
		}
	}
	for s, v := range f.slots {
		if v.kind == slotRow || v.kind == slotColumn || v.kind == slotMask {
			place[s] = fresh(s)
			p.spread = append(p.spread, fusedPlace{place[s], v.index, v.kind, false})
		}
	}
	// Places of inputs and outputs are numbered after the blocks, when it is known how many these are: from -1 downward.
	moving, elements := 0, 0
	for s, v := range f.slots {
		if v.kind == slotFull || direct[s] > 0 {
			moving++
			if !v.per {
				elements++
			}
			place[s] = -moving
			if v.kind == slotFull {
				p.in = append(p.in, fusedPlace{-moving, v.index, v.kind, v.per})
			} else {
				p.out = append(p.out, fusedPlace{-moving, direct[s] - 1, v.kind, v.per})
			}
		}
	}
	for i, op := range f.ops {
		var dying []Slot
		for k, s := range op.operands() {
			kind := f.slots[s].kind
			again := k > 0 && s == op.x || k > 1 && s == op.y
			lasts := kind == slotNumber || kind == slotScalar || kind == slotRow && f.row > 0 // from strip to strip
			if last[s] == i && !again && place[s] >= 0 && !lasts {
				dying = append(dying, s)
			}
		}
		for _, s := range dying { // the result may take the place of an operand
			*free(s) = append(*free(s), place[s])
		}
		if direct[op.dst] == 0 {
			place[op.dst] = fresh(int(op.dst))
			if last[op.dst] < 0 { // nobody wants it
				*free(op.dst) = append(*free(op.dst), place[op.dst])
			}
		}
		in := kernels(op.op)
		in.dst, in.x, in.y, in.z = place[op.dst], place[op.x], place[op.y], place[op.z]
		if op.isSelector {
			in.k3 = pick
		}
		p.instrs = append(p.instrs, in)
	}
	for k, o := range f.outputs {
		switch {
		case o.down:
			p.downs = append(p.downs, fusedPlace{place[o.slot], k, slotFull, false})
		case o.mask:
			p.masks = append(p.masks, fusedPlace{place[o.slot], k, slotMask, f.slots[o.slot].per})
		case direct[o.slot] != k+1:
			p.copies = append(p.copies, fusedPlace{place[o.slot], k, slotFull, f.slots[o.slot].per})
		}
	}
	for _, s := range f.sums {
		sum := fusedPlace{place[s], f.slots[s].index, f.slots[s].kind, false}
		if direct[s] > 0 {
			sum.index = direct[s] - 1
		}
		p.sums = append(p.sums, sum)
	}
	p.places = p.temps + moving
	for _, per := range p.per {
		if !per {
			elements++
		}
	}
	p.measure(elements, map[DType]int{Float64: 8, Float32: 4}[f.dtype])
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
	for _, ps := range [][]fusedPlace{p.in, p.out, p.copies, p.masks, p.sums, p.downs} {
		for i := range ps {
			fix(&ps[i].place)
		}
	}
}

// measure decides how long strips of elements of some bytes are, and lays out the workspace; places is how many hold elements.
func (p *fused[T]) measure(places, bytes int) {
	if p.row > 0 {
		p.measureRows(places, bytes)
	} else {
		p.strip = fusedBlock
		for p.strip > 128 && places*p.strip*bytes > fusedCache {
			p.strip /= 2
		}
	}
	for k := range p.temps {
		p.start = append(p.start, p.size)
		switch {
		case p.per[k]:
			p.size += p.many
		case slices.Contains(p.wide, k):
			p.size += fusedBlock
		default:
			p.size += p.strip
		}
	}
	p.start = append(p.start, p.size)
}

func (p *fused[T]) work() *fusedWork[T] {
	w := &fusedWork[T]{at: make([][]T, p.places), mem: make([]T, p.size),
		scalars: make([]float64, len(p.scalars)), filled: make([]int, len(p.scalars))}
	for _, c := range p.numbers {
		fill(w.mem[p.start[c.place]:p.start[c.place+1]], T(c.value))
	}
	if p.row > 0 {
		w.carry, w.scratch = make([]T, len(p.sums)*fusedBlock), make([]T, p.row)
	}
	return w
}

func (p *fused[T]) run(n int, in []*Array, scalars []float64, out []*Array, sums []float64) {
	blocks := (n + fusedBlock - 1) / fusedBlock
	clear(sums)
	if blocks == 0 {
		return
	}
	if p.row > 0 {
		p.runRows(n, in, scalars, out, sums)
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
	p.setScalars(w, scalars, min(n, fusedBlock))
	length := -1
	for b := lo; b < hi; b++ {
		from := b * fusedBlock
		m := min(fusedBlock, n-from)
		for done := 0; done < m; done += p.strip {
			k := min(p.strip, m-done)
			if k != length {
				length = k
				for t := range p.temps {
					w.at[t] = w.mem[p.start[t] : p.start[t]+k]
				}
			}
			for _, t := range p.wide {
				w.at[t] = w.mem[p.start[t]+done : p.start[t]+done+k]
			}
			p.compute(w, fusedAt{n: n, from: from + done, m: k}, in, out)
		}
		for i, s := range p.sums {
			var x []T
			switch {
			case s.place < p.temps:
				x = w.mem[p.start[s.place] : p.start[s.place]+m]
			case s.kind == slotFull:
				x = elems[T](in[s.index])[in[s.index].offset+from:]
			default:
				x = elems[T](out[s.index])[out[s.index].offset+from:]
			}
			partial[i*blocks+b] = p.sum.row(x[:m])
		}
	}
	clear(w.at[p.temps:]) // keep no array alive
}

// setScalars fills the strips of numbers that have changed, at least most elements of them.
func (p *fused[T]) setScalars(w *fusedWork[T], scalars []float64, most int) {
	for i, s := range p.scalars {
		if v := scalars[s.index]; w.filled[i] < most || math.Float64bits(v) != math.Float64bits(w.scalars[i]) {
			mem := w.mem[p.start[s.place]:p.start[s.place+1]]
			fill(mem[:min(most, len(mem))], T(v))
			w.scalars[i], w.filled[i] = v, most
		}
	}
}

// fusedAt says which elements a strip has, and which rows.
type fusedAt struct {
	n         int // elements in all
	from, m   int
	row, rows int
	again     bool // the strip before was as long
}

// of returns the strip's part of an array of all elements, or of the values of all rows.
func (at *fusedAt) of(per bool) (lo, hi int) {
	if per {
		return at.row, at.row + at.rows
	}
	return at.from, at.from + at.m
}

func (at *fusedAt) length(per bool) int {
	if per {
		return at.rows
	}
	return at.m
}

// compute runs the instructions on a strip.
func (p *fused[T]) compute(w *fusedWork[T], strip fusedAt, in, out []*Array) {
	at := w.at
	for _, i := range p.in {
		x := in[i.index]
		lo, hi := strip.of(i.per)
		at[i.place] = elems[T](x)[x.offset+lo : x.offset+hi]
	}
	for _, o := range p.out {
		x := out[o.index]
		lo, hi := strip.of(o.per)
		at[o.place] = elems[T](x)[x.offset+lo : x.offset+hi]
	}
	for _, i := range p.spread {
		if x := in[i.index]; !strip.again || i.kind != slotRow || x.Size() != p.row { // one row is the same in all strips
			spreadInto(at[i.place], x, i.kind, strip.from, strip.n)
		}
	}
	for i := range p.instrs {
		switch op := &p.instrs[i]; {
		case op.k2 != nil:
			op.k2(at[op.dst], at[op.x], at[op.y])
		case op.k1 != nil:
			op.k1(at[op.dst], at[op.x])
		case op.k3 != nil:
			op.k3(at[op.dst], at[op.z], at[op.x], at[op.y])
		case op.fold != nil:
			op.fold(at[op.dst], at[op.x], w.scratch)
		default:
			spreadRows(at[op.dst], at[op.x], p.row)
		}
	}
	for _, o := range p.copies {
		x := out[o.index]
		lo, hi := strip.of(o.per)
		copy(elems[T](x)[x.offset+lo:x.offset+hi], at[o.place])
	}
	for _, o := range p.masks {
		x := out[o.index]
		lo, hi := strip.of(o.per)
		toBools(elems[bool](x)[x.offset+lo:x.offset+hi], at[o.place])
	}
}

// spreadInto fills dst with the elements from … of x, which is repeated to n elements or converted from Bool.
func spreadInto[T floatNumber](dst []T, x *Array, kind slotKind, from, n int) {
	size := x.Size()
	switch kind {
	case slotMask:
		toNumbers(dst, elems[bool](x)[x.offset+from:x.offset+from+len(dst)])
	case slotRow:
		s := elems[T](x)[x.offset : x.offset+size]
		if size == 1 {
			fill(dst, s[0])
			return
		}
		k := from % size
		n := copy(dst, s[k:])
		n += copy(dst[n:], s[:k])
		for n < len(dst) { // what is there already is repeated
			n += copy(dst[n:], dst[:n])
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
