package session

import (
	"bytes"
	"fmt"
	"sort"
)

// A builder writes the Go file of a unit and remembers where its parts come from, so that offsets in the file lead
// back to the cell or to the record whose text was emitted again.
type builder struct {
	buf  bytes.Buffer
	runs []run
}

// A run is a stretch of the file that was copied. rec is nil for text of the cell; src is the offset there.
type run struct {
	out, n int
	rec    *record
	src    int
}

func (b *builder) write(format string, args ...any) { fmt.Fprintf(&b.buf, format, args...) }

// copyCell copies the range [start, end) of the cell with the edits that lie in it. Edits must be sorted.
func (b *builder) copyCell(c *cell, start, end int, edits []edit) {
	at := start
	i := sort.Search(len(edits), func(i int) bool { return edits[i].off >= start })
	for ; i < len(edits) && edits[i].off <= end; i++ {
		e := edits[i]
		if e.end > end || e.off < at {
			continue
		}
		b.cellRun(c, at, e.off)
		b.runs = append(b.runs, run{b.buf.Len(), len(e.new), nil, e.off})
		b.buf.WriteString(e.new)
		at = e.end
	}
	b.cellRun(c, at, end)
}

func (b *builder) cellRun(c *cell, from, to int) {
	if to > from {
		b.runs = append(b.runs, run{b.buf.Len(), to - from, nil, from})
		b.buf.WriteString(c.src[from:to])
	}
}

// copyRecord writes text of a record.
func (b *builder) copyRecord(r *record, s string) {
	b.runs = append(b.runs, run{b.buf.Len(), len(s), r, 0})
	b.buf.WriteString(s)
}

// origin leads an offset of the file back. ok is false for text that belongs to neither cell nor record; the origin
// is then the nearest text of the cell before it.
func (b *builder) origin(off int) (rec *record, src int, ok bool) {
	i := sort.Search(len(b.runs), func(i int) bool { return b.runs[i].out > off }) - 1
	if i < 0 {
		return nil, 0, false
	}
	r := b.runs[i]
	// An offset at the very end of a run belongs to it: errors at the end of a text point there.
	if off > r.out+r.n {
		return nil, 0, false
	}
	if r.rec != nil {
		return r.rec, 0, true
	}
	return nil, r.src + off - r.out, true
}

// sortEdits orders edits by offset; insertions at one offset keep their order.
func sortEdits(edits []edit) {
	sort.SliceStable(edits, func(i, j int) bool {
		if edits[i].off != edits[j].off {
			return edits[i].off < edits[j].off
		}
		return edits[i].end < edits[j].end
	})
}

// apply makes the edits in src.
func apply(src []byte, edits []edit) []byte {
	sortEdits(edits)
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.off < at {
			continue
		}
		out.Write(src[at:e.off])
		out.WriteString(e.new)
		at = e.end
	}
	out.Write(src[at:])
	return out.Bytes()
}
