package didact_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/didact"
)

func ExampleV() {
	fmt.Println(V(3), V(2.5), V(V(1)))
	// Output: 3 2.5 1
}

func ExampleNewBox() {
	x := NewBox(V(3), 0, &Node{})
	fmt.Println(x, x.Add(V(1)), NewBox(x, 1, &Node{}))
	// Output: Box(3) Box(4) Box(Box(3))
}

func ExampleIsBox() {
	fmt.Println(IsBox(V(3)), IsBox(NewBox(V(3), 0, &Node{})))
	// Output: false true
}

func ExampleGetVal() {
	fmt.Println(GetVal(NewBox(V(3), 0, &Node{})))
	// Output: 3
}

func ExampleBox() {
	b := &Box{Value: V(3), TraceID: 0, Node: &Node{}}
	fmt.Println(b.Value, b.TraceID, len(b.Node.Parents))
	// Output: 3 0 0
}

// Values of other types than numbers go into boxes when their type is registered.
func ExampleRegister() {
	defer func() {
		fmt.Println(recover())
		Register("")
		fmt.Println(NewBox(V("text"), 0, &Node{}))
	}()
	NewBox(V("text"), 0, &Node{})
	// Output:
	// can't differentiate w.r.t. type string
	// Box(text)
}

func ExampleFindTopBoxedArgs() {
	outer, inner := NewBox(V(1), 0, &Node{}), NewBox(V(2), 1, &Node{})
	fmt.Println(FindTopBoxedArgs([]Value{V(3), outer, inner}))
	fmt.Println(FindTopBoxedArgs([]Value{V(3), outer}))
	// Output:
	// [2] 1
	// [1] 0
}

func ExampleSubval() {
	fmt.Println(Subval([]int{1, 2, 3}, 0, 9))
	// Output: [9 2 3]
}

func ExampleSubvals() {
	fmt.Println(Subvals([]string{"a", "b", "c"}, map[int]string{0: "x", 2: "z"}))
	// Output: [x b z]
}
