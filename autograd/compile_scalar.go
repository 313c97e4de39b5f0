package autograd

// Numbers in compiled functions: a small interpreter over registers.

import "math"

// opcode is a function of up to three registers.
type opcode uint16

const (
	opAdd opcode = iota
	opSub
	opMul
	opDiv
	opNeg
	opSquare
	opReciprocal
	opMove
	opLess
	opLessEqual
	opEqual
	opNotEqual
	opChoose
	opSinCos // two results, in dst and y
	opCall1
	opCall2
)

var opcodes = map[*Prim]opcode{&add: opAdd, &sub: opSub, &mul: opMul, &div: opDiv, &neg: opNeg, &square: opSquare,
	&reciprocal: opReciprocal, &astype: opMove, &less: opLess, &lessEqual: opLessEqual, &equal: opEqual, &notEqual: opNotEqual,
	&choose: opChoose}

type scalarOp struct {
	op        opcode
	dst, x, y int32
	z         int32 // the third register, or the function's number
}

// scalarStep runs functions of numbers, one after the other.
type scalarStep struct {
	ops []scalarOp
	f1  []func(float64) float64
	f2  []func(x, y float64) float64
}

func (b *builder) scalars(ids []int) step {
	s := &scalarStep{}
	calls := map[*Prim]int32{}
	cosines := b.cosines(ids)
	done := map[int]bool{}
	for _, id := range ids {
		n := &b.g.nodes[id]
		if done[id] {
			continue
		}
		if other, ok := cosines[id]; ok {
			s.ops = append(s.ops, b.sinCos(id, other))
			done[other] = true
			continue
		}
		in := scalarOp{dst: int32(b.reg[id])}
		for i, a := range n.args {
			*[]*int32{&in.x, &in.y, &in.z}[i] = int32(b.reg[a])
		}
		op, simple := opcodes[n.prim]
		if !simple {
			k, seen := calls[n.prim]
			if n.prim.arity == 1 {
				op = opCall1
				if !seen {
					k = int32(len(s.f1))
					s.f1 = append(s.f1, n.prim.f1)
				}
			} else {
				op = opCall2
				if !seen {
					k = int32(len(s.f2))
					s.f2 = append(s.f2, n.prim.f2)
				}
			}
			calls[n.prim] = k
			in.z = k
		}
		in.op = op
		s.ops = append(s.ops, in)
	}
	return s
}

// cosines returns, for each sine and cosine, the cosine or sine of the same number: both together take little longer than one.
func (b *builder) cosines(ids []int) map[int]int {
	sin, cos := FindPrimitive("sin"), FindPrimitive("cos")
	pairs := map[int]int{}
	if sin == nil || cos == nil { // package anp is not there
		return pairs
	}
	of := map[*Prim]map[int]int{sin: {}, cos: {}} // their nodes, by that of the argument
	for _, id := range ids {
		if n := &b.g.nodes[id]; n.prim == sin || n.prim == cos {
			of[n.prim][n.args[0]] = id
		}
	}
	for x, s := range of[sin] {
		if c, ok := of[cos][x]; ok {
			pairs[s], pairs[c] = c, s
		}
	}
	return pairs
}

// sinCos is the instruction for a sine and a cosine of one number, given in any order.
func (b *builder) sinCos(sin, cos int) scalarOp {
	if b.g.nodes[sin].prim.name == "cos" {
		sin, cos = cos, sin
	}
	return scalarOp{op: opSinCos, dst: int32(b.reg[sin]), y: int32(b.reg[cos]), x: int32(b.reg[b.g.nodes[sin].args[0]])}
}

func (s *scalarStep) run(w *workspace) bool {
	r := w.regs
	for i := range s.ops {
		switch in := &s.ops[i]; in.op {
		case opAdd:
			r[in.dst] = r[in.x] + r[in.y]
		case opSub:
			r[in.dst] = r[in.x] - r[in.y]
		case opMul:
			r[in.dst] = r[in.x] * r[in.y]
		case opDiv:
			r[in.dst] = r[in.x] / r[in.y]
		case opNeg:
			r[in.dst] = -r[in.x]
		case opSquare:
			r[in.dst] = r[in.x] * r[in.x]
		case opReciprocal:
			r[in.dst] = 1 / r[in.x]
		case opMove:
			r[in.dst] = r[in.x]
		case opLess:
			r[in.dst] = bit(r[in.x] < r[in.y])
		case opLessEqual:
			r[in.dst] = bit(r[in.x] <= r[in.y])
		case opEqual:
			r[in.dst] = bit(r[in.x] == r[in.y])
		case opNotEqual:
			r[in.dst] = bit(r[in.x] != r[in.y])
		case opChoose: // r[in.x] is the condition
			if r[in.x] != 0 {
				r[in.dst] = r[in.y]
			} else {
				r[in.dst] = r[in.z]
			}
		case opSinCos:
			r[in.dst], r[in.y] = math.Sincos(r[in.x])
		case opCall1:
			r[in.dst] = s.f1[in.z](r[in.x])
		default:
			r[in.dst] = s.f2[in.z](r[in.x], r[in.y])
		}
	}
	return true
}

func bit(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
