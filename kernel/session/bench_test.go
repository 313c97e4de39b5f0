package session

import (
	"fmt"
	"strings"
	"testing"
)

// bigSession has a thousand declarations that mention each other.
func bigSession(b testing.TB) *Session {
	s := newSession(b)
	for i := range 100 {
		var src strings.Builder
		fmt.Fprintf(&src, "type t%d struct{ a int; s string }\nfunc (t t%d) get() int { return t.a }\n", i, i)
		for k := range 6 {
			fmt.Fprintf(&src, "func f%d_%d(x t%d) int { return x.get() + %d }\n", i, k, i, k)
		}
		fmt.Fprintf(&src, "v%d := t%d{a: %d}\nconst c%d = %d", i, i, i, i, i)
		p, diags := s.Plan(i+1, src.String())
		for _, d := range diags {
			b.Fatal(d)
		}
		p.Commit()
	}
	return s
}

func BenchmarkPlan(b *testing.B) {
	s := bigSession(b)
	for _, c := range []struct{ name, src string }{
		{"increment", "v5.a++; v5.a"},
		{"define", "x := f7_3(v7) + c4\nfmt.Println(x)"},
		{"function", "func g(n int) int { return n * f3_1(v3) }"},
		{"redefine", "func f9_2(x t9) int { return 7 }"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, diags := s.Plan(1000, c.src); len(diags) > 0 {
					b.Fatal(diags)
				}
			}
		})
	}
	b.Run("complete", func(b *testing.B) {
		for b.Loop() {
			s.Complete("v5.", 3)
		}
	})
}
