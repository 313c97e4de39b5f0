package lower

import (
	"fmt"
	"go/token"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// An expression writes itself over Values and over float64s.
type expression struct {
	value, plain string
	number       bool // of Go's in both
}

// randomExpression returns an expression of a depth. Its numbers are float64s: precedence puts some beside each other.
func randomExpression(r *rand.Rand, depth int) expression {
	leaves := []expression{
		{"x", "fx", false}, {"y", "fy", false}, {"(*r)", "(*fr)", false}, {"*r", "*fr", false}, {"double(x)", "(2 * fx)", false},
		{"xs[1]", "2.0", false}, {"pt.Y", "4.0", false}, {"Same(y)", "Same(fy)", false}, {"<-one(x)", "<-one(fx)", false},
		{"2.0", "2.0", true}, {"0.5", "0.5", true}, {"h", "h", true}, {"float64(n)", "float64(n)", true},
	}
	if depth == 0 {
		return leaves[r.IntN(len(leaves))]
	}
	switch r.IntN(8) {
	case 0:
		e := randomExpression(r, depth-1)
		return expression{"-(" + e.value + ")", "-(" + e.plain + ")", e.number}
	case 1:
		e := randomExpression(r, depth-1)
		if !e.number {
			return expression{"Same(" + e.value + ")", "Same(" + e.plain + ")", false}
		}
		return e
	case 2:
		e := randomExpression(r, depth-1)
		return expression{"(" + e.value + ")", "(" + e.plain + ")", e.number}
	}
	a, b := randomExpression(r, depth-1), randomExpression(r, r.IntN(depth))
	if a.number && b.number { // plain Go
		return a
	}
	op := []string{" + ", "-", "*", " / "}[r.IntN(4)]
	if strings.HasPrefix(b.value, "-") || strings.HasPrefix(b.value, "*") || strings.HasPrefix(b.value, "<") {
		op += " "
	}
	return expression{a.value + op + b.value, a.plain + op + b.plain, false}
}

// TestRandom compares random expressions over Values, lowered, with the same over float64s, in Go's own arithmetic.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var body strings.Builder
	for i := range 300 {
		e := randomExpression(r, 1+i%6)
		if e.number {
			continue
		}
		fmt.Fprintf(&body, "same(%q, %s, %s)\n", e.value, e.value, e.plain)
	}
	src := prelude + `
func one[T any](x T) chan T { c := make(chan T, 1); c <- x; return c }
func same(text string, v Value, f float64) {
	if d := math.Abs(v.Float() - f); d > 1e-9*math.Abs(f) { fmt.Println(text, "is", v, "and not", f) }
}
func main() {
	r, fx, fy, pt := &x, 3.0, 4.0, Point{3, 4}
	fr := &fx
	_, _, _, _, _ = r, fx, fy, fr, pt
` + body.String() + "}\n"
	fset := token.NewFileSet()
	res, _ := lowered(t, fset, config(t, fset), src)
	for i, e := range res.Errors {
		t.Errorf("%s: %s (%s)", fset.Position(e.Pos), e.Msg, res.Hints[i])
	}
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, res.Source, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "run", file).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%.3000s", err, out)
	}
}
