package lower_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log"

	"github.com/gradbook/gradbook/kernel/session/lower"
)

// number is a cell's own type with operators.
const number = `package main

type Number struct{ f float64 }

func (Number) Operators()              {}
func (x Number) Add(y Number) Number   { return Number{x.f + y.f} }
func (x Number) Mul(y Number) Number   { return Number{x.f * y.f} }
func V(x any) Number                   { return Number{float64(x.(int))} }
`

func ExampleCheck() {
	src := number + "func f(x, y Number) Number { return x*y + 2*x }"
	r, err := lower.Check(token.NewFileSet(), "cell.go", []byte(src), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(r.Source[len(number):]))
	// Output: func f(x, y Number) Number { return x.Mul(y).Add(V(2).Mul(x)) }
}

func ExampleCheckFile() {
	fset := token.NewFileSet()
	types, err := parser.ParseFile(fset, "types.go", number, parser.SkipObjectResolution)
	if err != nil {
		log.Fatal(err)
	}
	src := []byte("package main\nvar x Number = 1\nvar y = x * x % 2")
	file, err := parser.ParseFile(fset, "cell.go", src, parser.SkipObjectResolution)
	if err != nil {
		log.Fatal(err)
	}
	r := lower.CheckFile(fset, file, src, lower.Options{Extra: []*ast.File{types}})
	for i, e := range r.Errors {
		fmt.Println(fset.Position(e.Pos), e.Msg)
		fmt.Println("hint:", r.Hints[i])
	}
	// Output:
	// cell.go:3:9 invalid operation: x * x % 2 (type Number has no method Mod)
	// hint: the operator % is that method, with one parameter and one result
}

func ExampleResult_OK() {
	r, err := lower.Check(token.NewFileSet(), "cell.go", []byte(number+"func f(x Number) { y := x + 1 }"), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.OK(), r.Errors[0].Msg)
	// Output: true declared and not used: y
}

func ExampleApply() {
	edits := []lower.Edit{{Off: 1, End: 4, New: ".Add("}, {Off: 5, End: 5, New: ")"}}
	fmt.Println(string(lower.Apply([]byte("x + y"), edits)))
	// Output: x.Add(y)
}

func ExampleHint() {
	src := []byte("package main\nvar c = a @ b")
	_, err := parser.ParseFile(token.NewFileSet(), "cell.go", src, 0)
	fmt.Println(lower.Hint(src, err))
	// Output: a @ b is a.MatMul(b)
}
