package lower

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkCheck measures cells of several lengths, beside the same in plain Go. 72 lines with operators should stay
// below 2 ms.
func BenchmarkCheck(b *testing.B) {
	lines := []string{
		"v%d := x*x + 2*y - z/3",
		"n%[1]d := len(xs) + n*%[1]d",
		"if n%d > 2 || v%[1]d < 3 { x += 1 }",
		"for i, v := range xs {",
		"show(i, strconv.Itoa(i+n), 2*v - 1)",
		"}",
		"f%d := func(x, y Value) Value {",
		"s := double(x) + y",
		"return s",
		"}",
		"w%[1]d := Same(f%[1]d(1, v%[1]d))",
		"show(\"the sum is\", w%[1]d.Float() + math.Sqrt(h))",
	}
	plain := []string{
		"v%d := x.Mul(x).Add(V(2).Mul(y)).Sub(z.Div(V(3)))",
		"n%[1]d := len(xs) + n*%[1]d",
		"if n%d > 2 || v%[1]d.Less(V(3)).Bool() { x = x.Add(V(1)) }",
		"for i, v := range xs {",
		"show(i, strconv.Itoa(i+n), V(2).Mul(v).Sub(V(1)))",
		"}",
		"f%d := func(x, y Value) Value {",
		"s := double(x).Add(y)",
		"return s",
		"}",
		"w%[1]d := Same(f%[1]d(V(1), v%[1]d))",
		"show(\"the sum is\", w%[1]d.Float() + math.Sqrt(h))",
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
					src.WriteString(strings.NewReplacer("%[1]d", strconv.Itoa(i/len(lines)), "%d", strconv.Itoa(i/len(lines))).Replace(c.lines[i%len(lines)]) + "\n")
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
