package autograd

// How Values look.

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// String writes numbers as Go does and arrays as NumPy does; a box shows as ArrayBox(…).
func (v Value) String() string { return fmt.Sprintf("%v", v) }

// Format implements [fmt.Formatter]: numbers take the verbs of float64 (%.3f), arrays apply them to each element.
func (v Value) Format(s fmt.State, verb rune) {
	open, end := "", ""
	if v.n != nil {
		open, end = "ArrayBox("+strings.Repeat("ArrayBox(", v.depth()-1), strings.Repeat(")", v.depth())
	}
	format := fmt.FormatString(s, verb)
	switch {
	case v.n != nil && v.recorded():
		fmt.Fprintf(s, "%s%s that is not known yet%s", open, GetVal(v).kind(), end)
	case v.a != nil && verb == 's':
		fmt.Fprint(s, open+v.a.String()+end)
	case v.a != nil:
		fmt.Fprintf(s, open+format+end, v.a)
	case verb == 'v' || verb == 's':
		text := open + strconv.FormatFloat(v.f, 'g', -1, 64) + end
		if w, ok := s.Width(); ok {
			text = fmt.Sprintf("%*s", w, text)
		}
		fmt.Fprint(s, text)
	case verb == 'd':
		fmt.Fprintf(s, open+format+end, int64(v.f))
	default:
		fmt.Fprintf(s, open+format+end, v.f)
	}
}

// depth returns how many boxes v is in.
func (v Value) depth() int {
	d := 0
	for ; v.n != nil && v.n.id == v.id; v = v.n.value {
		d++
	}
	return max(d, 1)
}

// MIMEBundle gives notebooks the forms in which they can show v.
func (v Value) MIMEBundle() map[string]any {
	return map[string]any{"text/plain": v.String()}
}

// MarshalJSON writes a number, or an array as package ndarray does, with its dtype and shape.
func (v Value) MarshalJSON() ([]byte, error) {
	v.known("MarshalJSON")
	if v.a == nil {
		return json.Marshal(v.f)
	}
	return json.Marshal(v.a)
}

// UnmarshalJSON reads what MarshalJSON writes, and arrays as nested lists.
func (v *Value) UnmarshalJSON(data []byte) error {
	var f float64
	if err := json.Unmarshal(data, &f); err == nil {
		*v = Value{f: f}
		return nil
	}
	a := new(ndarray.Array)
	if err := json.Unmarshal(data, a); err != nil {
		return fmt.Errorf("autograd: read a Value: %w", err)
	}
	*v = Wrap(a)
	return nil
}
