package session

import (
	"fmt"
	"strings"
	"testing"
)

// sites lists the sites of a unit: line, function, variables.
func sites(o *Observed) string {
	var b strings.Builder
	for _, s := range o.Sites {
		var names []string
		for _, v := range s.Vars {
			names = append(names, v.Name)
		}
		fmt.Fprintf(&b, "%d %s %s\n", s.Line, s.Func, strings.Join(names, " "))
	}
	return b.String()
}

// TestObserve instruments cells, has the compiler check the result, and looks at where it stops and what can be seen there.
func TestObserve(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"statements of a cell", "x := 1\nx++\nx", "1 (cell) \n1 (cell) \n2 (cell) \n3 (cell) \n"},
		{"a function, its entry and its end", "func f(n int) {\n\tm := n\n\tn = m\n}", "2 f \n2 f n\n3 f n m\n4 f n m\n"},
		{"results end with the return", "func f(n int) (r int) {\n\treturn n\n}", "2 f \n2 f n r\n"},
		{"a method", "type T int\nfunc (t *T) set(n int) {\n\t*t = T(n)\n}", "3 (*T).set \n3 (*T).set t n\n4 (*T).set t n\n"},
		{"shadowed names", "func f(n int) {\n\tif n := n + 1; n > 0 {\n\t\tn := \"s\"\n\t\t_ = n + \"\"\n\t}\n}", "2 f \n2 f n\n3 f n\n4 f n\n6 f n\n"},
		{"else if", "func f(n int) int {\n\tif n > 3 {\n\t\treturn 1\n\t} else if m := n * 2; m > 2 {\n\t\treturn m\n\t} else {\n\t\treturn 0\n\t}\n}", "2 f \n2 f n\n3 f n\n4 f n\n5 f n m\n7 f n m\n"},
		{"loops", "func f(s []int) (t int) {\n\tfor i, v := range s {\n\t\tt += i * v\n\t}\n\tfor t > 100 {\n\t}\n\treturn\n}", "2 f \n2 f s t\n3 f s t i v\n5 f s t\n5 f s t\n7 f s t\n"},
		{"labels", "func f() (n int) {\nagain:\n\tn++\n\tif n < 3 {\n\t\tgoto again\n\t}\nouter:\n\tfor {\n\t\tcontinue outer\n\t}\n}", "2 f \n3 f n\n4 f n\n5 f n\n7 f n\n9 f n\n"},
		{"switches", "func f(v any) string {\n\tswitch v := v.(type) {\n\tcase int:\n\t\treturn \"i\"\n\tcase string:\n\t\treturn v\n\t}\n\tswitch {\n\tcase v == nil:\n\t\tfallthrough\n\tdefault:\n\t\tbreak\n\t}\n\treturn \"\"\n}", "2 f \n2 f v\n4 f v\n6 f v\n8 f v\n10 f v\n12 f v\n14 f v\n"},
		{"literals see what they mention", "func f(a, b int) func() int {\n\tc := 1\n\treturn func() int {\n\t\treturn a + c\n\t}\n}", "2 f \n2 f a b\n3 f a b c\n4 f.func1 \n4 f.func1 a c\n"},
		{"a select", "func f(c chan int) {\n\tselect {\n\tcase n := <-c:\n\t\tprintln(n)\n\tdefault:\n\t}\n}", "2 f \n2 f c\n4 f c n\n7 f c\n"},
		{"deferred recovery", "func f() (err error) {\n\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\terr = r.(error)\n\t\t}\n\t}()\n\treturn nil\n}", "2 f \n2 f err\n3 f.func1 \n3 f.func1 err\n4 f.func1 err r\n6 f.func1 err\n7 f err\n"},
		{"generic", "func f[T any](v T) T {\n\tw := v\n\treturn w\n}\nf(1)", "2 f \n2 f v\n3 f v w\n5 (cell) \n5 (cell) \n"},
		{"a variable that shadows a type", "func f(any int) int {\n\treturn any\n}", "2 f \n2 f any\n"},
		{"one line", "func f(n int) { if n > 0 { println(n) } else if n < 0 { println(-n) } }", "1 f \n1 f n\n1 f n\n1 f n\n1 f n\n1 f n\n"},
		{"range over a function", "func f(seq func(yield func(int) bool)) (t int) {\n\tfor v := range seq {\n\t\tt += v\n\t}\n\treturn t\n}", "2 f \n2 f seq t\n3 f seq t v\n5 f seq t\n"},
		{"the session's own statements", "func f(n, step int, s []int) {\n\tfor i := 0; i < n; i += step {\n\t\ts[i]++\n\t}\n\tunused := 1\n}", "2 f \n2 f n step s\n3 f n step s i\n5 f n step s\n6 f n step s unused\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSession(t)
			s.Watch(true)
			p, diags := s.Plan(1, test.src)
			if len(diags) > 0 {
				t.Fatal(diags[0])
			}
			if err := loadWorld(t).compile(t, p.Unit); err != nil {
				t.Fatalf("%v\n%s", err, p.Unit.Source)
			}
			if got := sites(p.Unit.Observed); got != test.want {
				t.Errorf("sites:\n%swant:\n%s%s", got, test.want, p.Unit.Source)
			}
		})
	}
}
