package shell

import (
	"fmt"
	"strings"
	"testing"
)

func TestNeeded(t *testing.T) {
	cells := []string{
		1:  "a := 1",
		2:  "b := []int{a}",
		3:  "func push(n int) { b = append(b, n) }",
		4:  "other := 5",
		5:  "push(2)",
		6:  "fmt.Println(b, other)",
		7:  "type T struct{ n int }",
		8:  "func (t *T) inc() { t.n++ }",
		9:  "v := T{other}",
		10: "v.inc()",
		11: "!ls",
		12: "m := map[string]int{}; fill(m)",
		13: "func fill(m map[string]int) { m[`x`] = len(b) }",
	}
	var past []Request
	for i, c := range cells[1:] {
		past = append(past, Request{Number: i + 1, Code: c})
	}
	for _, c := range []struct{ names, want string }{
		{"a", "[1]"},
		{"other", "[4]"},
		{"b", "[1 2 3 5]"},
		{"v", "[4 7 8 9 10]"},
		{"T", "[7 8]"},
		{"nothing", "no cell that is to run again sets nothing"},
	} {
		t.Run(c.names, func(t *testing.T) {
			got, err := needed(past, strings.Fields(c.names))
			var numbers []int
			for _, r := range got {
				numbers = append(numbers, r.Number)
			}
			if s := fmt.Sprint(numbers); err == nil && s != c.want || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %v; want %s", numbers, err, c.want)
			}
		})
	}
}
