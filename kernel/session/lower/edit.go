// Edits: what lowering writes into the source, and in which order where several meet.

package lower

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"slices"
)

// Edit replaces the bytes [Off, End) of the source by New. Off is End for an insertion. New has no newline, so that
// lines stay lines.
type Edit struct {
	Off, End int
	New      string
}

// Apply returns src with the edits made. The edits are in order and do not overlap, as those of [Result] are.
func Apply(src []byte, edits []Edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(src[at:e.Off])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(src[at:])
	return out.Bytes()
}

// A step is one replacement in the syntax tree.
type step struct {
	was, now ast.Expr // nil for a statement
	wraps    bool     // now is a call around was, which keeps its own type
	undo     func()
	text     []mark
	made     ast.Expr      // the call, also for a statement
	words    func() string // how a message should name made, after undo; nil means was
}

// Kinds of marks, in the order in which they are written at one offset.
const (
	closer = iota // inserted behind its span
	opener        // inserted before its span
	change        // replaces its span
)

// A mark is a text that belongs to a span of the source.
type mark struct {
	kind     int
	pos, end token.Pos
	text     string
}

// around are the marks that put before and after around e.
func around(e ast.Node, before, after string) []mark {
	return []mark{{opener, e.Pos(), e.End(), before}, {closer, e.Pos(), e.End(), after}}
}

// edits orders the marks of all steps: at one offset the closers, inner ones first, then the openers, outer ones
// first, then the replacement.
func (l *lowerer) edits() []Edit {
	type placed struct {
		mark
		at, seq int
	}
	var all []placed
	for _, s := range l.steps {
		for _, m := range s.text {
			at := m.pos
			if m.kind == closer {
				at = m.end
			}
			all = append(all, placed{m, l.tf.Offset(at), len(all)})
		}
	}
	slices.SortFunc(all, func(a, b placed) int {
		if c := cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.kind, b.kind)); c != 0 {
			return c
		}
		switch a.kind {
		case closer:
			return cmp.Or(cmp.Compare(b.pos, a.pos), cmp.Compare(a.seq, b.seq))
		case opener:
			return cmp.Or(cmp.Compare(b.end, a.end), cmp.Compare(b.seq, a.seq))
		}
		return cmp.Compare(a.seq, b.seq)
	})
	var edits []Edit
	for _, m := range all {
		e := Edit{m.at, m.at, m.text}
		if m.kind == change {
			e.End = l.tf.Offset(m.end)
		}
		if n := len(edits); n > 0 && edits[n-1].End == e.Off {
			edits[n-1].End, edits[n-1].New = e.End, edits[n-1].New+e.New
			continue
		}
		edits = append(edits, e)
	}
	return edits
}

// blanks returns the span of the n bytes of a token at pos and of the spaces and tabs on both sides of it.
func (l *lowerer) blanks(pos token.Pos, n int) (start, end token.Pos) {
	blank := func(p token.Pos) bool {
		off := l.tf.Offset(p)
		return off < len(l.src) && (l.src[off] == ' ' || l.src[off] == '\t')
	}
	start, end = pos, pos+token.Pos(n)
	for blank(start - 1) {
		start--
	}
	for blank(end) {
		end++
	}
	return start, end
}
