package ndarray

// How a Fused with rows runs: strips of whole rows, in chunks that processors share.

// rowPlan is what a plan has in addition where there are rows.
type rowPlan struct {
	row   int          // its length; 0 if there are none
	many  int          // rows in a strip
	chunk int          // rows that are one piece of work; what is summed in one begins with a block of sums
	per   []bool       // of the workspace's places: one value for each row
	downs []fusedPlace // sums over rows
}

// downChunk is the number of elements whose rows are summed one after the other.
const downChunk = 1 << 16

// measureRows decides how many rows a strip has, and how many a chunk; places is how many hold elements.
func (p *fused[T]) measureRows(places, bytes int) {
	p.many = max(1, min(fusedBlock/p.row, 2*fusedCache/(places*p.row*bytes))) // some in the second-level cache are better than short strips
	p.strip = p.many * p.row
	unit, work := 1, fusedBlock
	if len(p.sums) > 0 {
		unit = fusedBlock / divisor(p.row, fusedBlock)
	}
	if len(p.downs) > 0 {
		work = downChunk
	}
	p.chunk = unit * ((work + unit*p.row - 1) / (unit * p.row))
}

// divisor is the greatest common one.
func divisor(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// rowsRun is one run over rows.
type rowsRun[T floatNumber] struct {
	n, blocks, chunks int
	in, out           []*Array
	scalars           []float64
	partial           []T   // sums of blocks
	parts             [][]T // of each sum over rows, its chunks
}

func (p *fused[T]) runRows(n int, in []*Array, scalars []float64, out []*Array, sums []float64) {
	r := &rowsRun[T]{n: n, blocks: (n + fusedBlock - 1) / fusedBlock, in: in, out: out, scalars: scalars}
	r.chunks = (n/p.row + p.chunk - 1) / p.chunk
	w := p.pool.Get().(*fusedWork[T])
	need := len(p.sums) * r.blocks
	if r.chunks > 1 {
		need += len(p.downs) * r.chunks * p.row
	}
	if len(w.partial) < need {
		w.partial = make([]T, need)
	}
	rest := w.partial
	r.partial, rest = rest[:len(p.sums)*r.blocks], rest[len(p.sums)*r.blocks:]
	for _, d := range p.downs {
		part := elems[T](out[d.index])[out[d.index].offset:][:p.row]
		if r.chunks > 1 {
			part, rest = rest[:r.chunks*p.row], rest[r.chunks*p.row:]
		}
		clear(part)
		r.parts = append(r.parts, part)
	}
	if n < 2*grainCompute || r.chunks == 1 {
		p.rowsPart(w, r, 0, r.chunks)
	} else {
		p.shareRows(r)
	}
	for k := range p.sums {
		sums[k] = float64(foldBlocks(r.partial[k*r.blocks:(k+1)*r.blocks], n))
	}
	for k, d := range p.downs {
		if r.chunks > 1 {
			total := elems[T](out[d.index])[out[d.index].offset:][:p.row]
			copy(total, r.parts[k])
			for c := 1; c < r.chunks; c++ {
				p.sum.vec(total, total, r.parts[k][c*p.row:(c+1)*p.row])
			}
		}
	}
	p.pool.Put(w)
}

// shareRows runs the chunks on all processors.
func (p *fused[T]) shareRows(r *rowsRun[T]) {
	parallel(r.chunks, max(1, grainCompute/(p.chunk*p.row)), func(lo, hi int) {
		w := p.pool.Get().(*fusedWork[T])
		p.rowsPart(w, r, lo, hi)
		p.pool.Put(w)
	})
}

// rowsPart runs the chunks lo … hi.
func (p *fused[T]) rowsPart(w *fusedWork[T], r *rowsRun[T], lo, hi int) {
	p.setScalars(w, r.scalars, max(p.strip, fusedBlock))
	rows, many := r.n/p.row, -1
	for c := lo; c < hi; c++ {
		carried, block := 0, c*p.chunk*p.row/fusedBlock
		for first, end := c*p.chunk, min((c+1)*p.chunk, rows); first < end; first += p.many {
			m := min(p.many, end-first)
			at := fusedAt{n: r.n, from: first * p.row, m: m * p.row, row: first, rows: m, again: m == many}
			if m != many {
				many = m
				for t := range p.temps {
					w.at[t] = w.mem[p.start[t]:][:at.length(p.per[t])]
				}
			}
			p.compute(w, at, r.in, r.out)
			carried, block = p.carry(w, r, carried, block, at.m)
			for k, d := range p.downs {
				part, x := r.parts[k], w.at[d.place]
				if r.chunks > 1 {
					part = part[c*p.row : (c+1)*p.row]
				}
				for ; len(x) > 0; x = x[p.row:] {
					p.sum.vec(part, part, x[:p.row])
				}
			}
		}
		if carried > 0 { // the last block
			for i := range p.sums {
				r.partial[i*r.blocks+block] = p.sum.row(w.carry[i*fusedBlock:][:carried])
			}
		}
	}
	clear(w.at[p.temps:]) // keep no array alive
}

// carry takes what is summed of a strip of m elements to blocks, and sums those that are full. It returns how many elements
// the block that is not full has, and its number.
func (p *fused[T]) carry(w *fusedWork[T], r *rowsRun[T], carried, block, m int) (int, int) {
	if len(p.sums) == 0 {
		return 0, 0
	}
	for done := 0; done < m; {
		k := min(fusedBlock-carried, m-done)
		for i, s := range p.sums {
			x := w.at[s.place][done : done+k]
			if k < fusedBlock {
				x = w.carry[i*fusedBlock:][:carried+k]
				copy(x[carried:], w.at[s.place][done:done+k])
			}
			if carried+k == fusedBlock {
				r.partial[i*r.blocks+block] = p.sum.row(x)
			}
		}
		done += k
		if carried += k; carried == fusedBlock {
			carried, block = 0, block+1
		}
	}
	return carried, block
}
