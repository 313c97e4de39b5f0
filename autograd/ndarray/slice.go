package ndarray

// What stands between the brackets of an index, besides numbers and arrays.

// Slice is a range of one axis: start, stop and step as in Python's start:stop:step, where nil bounds are left out.
// [Range], [From], [Until], [Every] and [Whole] make them.
type Slice struct {
	Start, Stop *int
	Step        int // 0 means 1
}

// Range is start:stop; negative bounds count from the end, and bounds beyond the axis are cut.
func Range(start, stop int) Slice { return Slice{&start, &stop, 1} }

// RangeStep is start:stop:step; the step may be negative.
func RangeStep(start, stop, step int) Slice { return Slice{&start, &stop, step} }

// From is start: to the end.
func From(start int) Slice { return Slice{&start, nil, 1} }

// Until is :stop from the beginning.
func Until(stop int) Slice { return Slice{nil, &stop, 1} }

// Every is ::step; Every(-1) reverses the axis.
func Every(step int) Slice { return Slice{nil, nil, step} }

// Whole is a full axis, Python's plain colon.
func Whole() Slice { return Slice{} }

// marker types cannot be mistaken for numbers.
type marker string

// NewAxis, as an index, inserts an axis of length 1. Ellipsis stands for as many whole axes as are missing.
const (
	NewAxis  marker = "NewAxis"
	Ellipsis marker = "Ellipsis"
)

// resolve returns the first index, the number of elements and the step on an axis of length n, by Python's rules.
func (s Slice) resolve(n int) (start, count, step int) {
	step = s.Step
	if step == 0 {
		step = 1
	}
	lo, hi := 0, n
	if step < 0 {
		lo, hi = -1, n-1
	}
	bound := func(p *int, otherwise int) int {
		if p == nil {
			return otherwise
		}
		v := *p
		if v < 0 {
			v += n
		}
		return min(max(v, lo), hi)
	}
	if step > 0 {
		start = bound(s.Start, lo)
		count = max(0, (bound(s.Stop, hi)-start+step-1)/step)
	} else {
		start = bound(s.Start, hi)
		count = max(0, (start-bound(s.Stop, lo)-step-1)/-step)
	}
	return start, count, step
}
