package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/anp"
)

// A Function tells its main name, NumPy's names for its parameters, and whether it has a derivative.
func ExampleFunction() {
	for _, name := range []string{"scipy.special.psi", "argmax"} {
		f := Lookup(name)
		fmt.Println(name, "is", f.Name, f.Params, f.NoGrad)
	}
	// Output:
	// scipy.special.psi is scipy.special.digamma [x] false
	// argmax is argmax [a axis] true
}
