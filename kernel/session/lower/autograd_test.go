package lower

import (
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// autogradCell is the document's function, its gradients and a loop of gradient descent, as a cell has them.
const autogradCell = `package main

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func f(x, y Value) Value { return Log(x*x) + y*y + x*y }

func main() {
	fmt.Println(f(1, 2))
	dfdx, dfdy := Grad(f, 0), Grad(f, 1)
	fmt.Println(dfdx(1, 2), dfdy(1, 2))
	fmt.Println(dfdx(1, 2) + 2*dfdy(1, 2))
	d2 := Grad(Grad(func(x Value) Value { return x*x*x/6 - -x }))
	fmt.Println(d2(3))
	w := V(0)
	loss := func(w Value) Value { return (w - 3) * (w - 3) }
	for n := 0; loss(w) > 1e-6; n++ {
		w -= 0.25 * Grad(loss)(w)
	}
	fmt.Printf("%.2f\n", w.Float())
	if v := V([]float64{1, 2, 3}); Sum(v*2) >= 12 {
		fmt.Println(v + 1, 1 / v)
	}
}
`

// TestAutograd lowers a cell that uses package autograd, and runs it.
func TestAutograd(t *testing.T) {
	const want = "6\n4 5\n14\n3\n3.00\n[2. 3. 4.] [1.         0.5        0.33333333]\n"
	fset := token.NewFileSet()
	open, err := exportsOf("fmt", "github.com/gradbook/gradbook/autograd/anp")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Check(fset, "cell.go", []byte(autogradCell), &types.Config{Importer: importer.ForCompiler(fset, "gc", open)})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range r.Errors {
		t.Errorf("%s: %s (%s)", fset.Position(e.Pos), e.Msg, r.Hints[i])
	}
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, r.Source, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if string(out) != want {
		t.Errorf("got\n%swant\n%s\nfrom\n%s", out, want, r.Source)
	}
}
