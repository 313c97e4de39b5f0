package didact_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/didact"
)

// square is traced from a root of its own.
func square() (root, end *Node, ans Value) {
	root = &Node{}
	ans, end = Trace(root, func(x Value) Value { return x.Mul(x).Neg() }, V(3))
	return root, end, ans
}

func ExampleTrace() {
	root, end, ans := square()
	fmt.Println(ans, end.Recipe.Fun.Name, end.Parents[0].Recipe.Fun.Name, end.Parents[0].Parents[1] == root)
	// Output: -9 negative multiply true
}

func ExampleToposort() {
	_, end, _ := square()
	for node := range Toposort(end) {
		if node.Recipe.Fun != nil {
			fmt.Println(node.Recipe.Fun.Name)
		} else {
			fmt.Println("the root")
		}
	}
	// Output:
	// negative
	// multiply
	// the root
}

func ExampleBackwardPass() {
	_, end, _ := square()
	fmt.Println(BackwardPass(V(1), end))
	// Output: -6
}

func ExampleOutgrads() {
	_, end, _ := square()
	grads, root := Outgrads(V(1), end)
	fmt.Println(grads[end], grads[end.Parents[0]], grads[root])
	// Output: 1 -1 -6
}

// A node is made by hand as Trace makes it.
func ExampleNode() {
	x := &Node{}
	product := Primitive("product", func(x []float64) float64 { return x[0] * x[1] })
	y := &Node{Parents: []*Node{x}, Recipe: Recipe{Value: V(6), Fun: product, Args: []Value{V(2), V(3)}, Argnums: []int{1}}}
	fmt.Println(y.Recipe.Value, y.Parents[0] == x)
	// Output: 6 true
}

func ExampleRecipe() {
	_, end := Trace(&Node{}, func(x Value) Value { return V(10).Sub(x) }, V(3))
	r := end.Recipe
	fmt.Println(r.Value, r.Fun.Name, r.Args, r.Argnums)
	// Output: 7 subtract [10 3] [1]
}
