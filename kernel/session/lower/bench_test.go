package lower

import (
	"fmt"
	"go/token"
	"strings"
	"testing"
)

// BenchmarkCheck measures cells of several lengths, beside the same in plain Go. 72 lines with operators should stay below 2 ms.
func BenchmarkCheck(b *testing.B) {
	lines := []string{
		"v%d := x*x + 2*y - z/3",
		"w%[1]d := Same(v%[1]d*x + 1)",
		"if v%d < 3 && y > 2 { x += 1 }",
		"for i, v := range []Value{v%d * 2, 3} { show(i, v-1) }",
		"f%d := func(x, y Value) Value { return x*y + y*x }",
		"show(f%[1]d(1, 2) + w%[1]d, -v%[1]d)",
	}
	plain := []string{
		"v%d := x.Mul(x).Add(V(2).Mul(y)).Sub(z.Div(V(3)))",
		"w%[1]d := Same(v%[1]d.Mul(x).Add(V(1)))",
		"if v%d.Less(V(3)).Bool() && y.Greater(V(2)).Bool() { x = x.Add(V(1)) }",
		"for i, v := range []Value{v%d.Mul(V(2)), V(3)} { show(i, v.Sub(V(1))) }",
		"f%d := func(x, y Value) Value { return x.Mul(y).Add(y.Mul(x)) }",
		"show(f%[1]d(V(1), V(2)).Add(w%[1]d), v%[1]d.Neg())",
	}
	for _, n := range []int{12, 72, 432} {
		for _, c := range []struct {
			name  string
			lines []string
		}{{"operators", lines}, {"plain", plain}} {
			b.Run(fmt.Sprint(n, "/", c.name), func(b *testing.B) {
				var src strings.Builder
				src.WriteString(prelude + "func main() {\n")
				for i := range n {
					fmt.Fprintf(&src, c.lines[i%len(lines)]+"\n", i/len(lines))
				}
				src.WriteString("}\n")
				conf := config(b, token.NewFileSet())
				for b.Loop() {
					r, err := Check(token.NewFileSet(), "cell.go", []byte(src.String()), conf)
					if err != nil || !r.OK() {
						b.Fatal(err, r.Errors)
					}
				}
			})
		}
	}
}
