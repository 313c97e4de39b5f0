package session_test

import (
	"fmt"
	"go/importer"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
)

// newSession makes a session whose imports come from the toolchain's own export data.
func newSession() *session.Session {
	return session.New(session.Config{Importer: importer.Default()})
}

// commit plans a cell and takes it as loaded.
func commit(s *session.Session, number int, src string) {
	p, diags := s.Plan(number, src)
	for _, d := range diags {
		fmt.Println(d.Text(false))
	}
	if p != nil {
		p.Commit()
	}
}

func ExampleSession_Plan() {
	s := newSession()
	commit(s, 1, "func f(n int) int { return n + 1 }\nfunc g() int { return f(1) }\nx := 3")
	p, _ := s.Plan(2, "func f(n int) int { return n * 2 }\nx := \"now a string\"")
	fmt.Println("entry:", p.Unit.Entry)
	fmt.Println("rebind:", p.Unit.Rebind)
	fmt.Println("rename:", p.Unit.Rename)
	// Output:
	// entry: cell_2
	// rebind: [f g]
	// rename: [{x xˑ1}]
}

func ExampleDiagnostic_Text() {
	s := newSession()
	commit(s, 1, "counter := 1")
	_, diags := s.Plan(2, "y := 2\ny + conter")
	fmt.Println(diags[0].Text(false))
	// Output:
	// cell[2]:2:5: undefined: conter
	//     y + conter
	//         ^
	//     hint: did you mean counter?
}

func ExampleSession_Vars() {
	s := newSession()
	commit(s, 1, "x := 1.5\nfunc double(n int) int { return 2 * n }")
	for _, v := range s.Vars() {
		fmt.Println(v.Name, v.Kind, v.Type, v.Cell)
	}
	// Output:
	// double func func(n int) int 1
	// x var float64 1
}

func ExampleSession_Complete() {
	s := newSession()
	commit(s, 1, "p := struct{ Width, Height int }{3, 4}")
	for _, c := range s.Complete("area := p.", 10).Items {
		fmt.Println(c.Text, c.Type, c.Signature)
	}
	// Output:
	// Height field int
	// Width field int
}

func ExampleSession_Inspect() {
	s := newSession()
	commit(s, 1, "// area is width times height.\nfunc area(w, h int) int { return w * h }")
	in := s.Inspect("area(1, 2)", 2)
	fmt.Println(in.Signature)
	fmt.Println(in.Doc)
	// Output:
	// func area(w, h int) int
	// area is width times height.
}

func ExampleSession_IsComplete() {
	s := newSession()
	fmt.Printf("%+v\n", s.IsComplete("for i := range 3 {"))
	fmt.Printf("%+v\n", s.IsComplete("x := 1"))
	// Output:
	// {Status:incomplete Indent:	}
	// {Status:complete Indent:}
}

func ExampleSession_Lowered() {
	s := newSession()
	commit(s, 1, "type vec struct{ x int }\nfunc (vec) Operators() {}\nfunc (a vec) Add(b vec) vec { return vec{a.x + b.x} }")
	plain, _ := s.Lowered("sum := vec{1} + vec{2}")
	fmt.Println(plain)
	// Output:
	// sum := vec{1}.Add(vec{2})
}

func ExampleStdPackages() {
	fmt.Println(strings.Join(session.StdPackages("template"), " "))
	// Output:
	// text/template html/template
}
