package debugger

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// code is that of f and g below, as package session would write it: the sites of f are 0 to 2, those of g are 3 and 4.
var code = Code{ID: 7, Armed: make([]uint32, 5)}

func f(n int) (r int) {
	frame := Enter(&code, 0)
	defer frame.Leave()
	frame.In(0, &n, &r)
	r = g(n) + 1
	frame.At(1)
	r *= 2
	frame.At(2)
	return r
}

func g(m int) int {
	frame := Enter(&code, 3)
	defer frame.Leave()
	frame.In(3, &m)
	s := []int{1, 2, 3}
	frame.In(4, &m, &s)
	return s[m]
}

// stack is where a goroutine stands: the sites of its calls, and the values of the innermost one's variables.
func stack(t *testing.T, id int) string {
	t.Helper()
	a := Do(Request{Calls: &Calls{Goroutine: id}})
	v := Do(Request{Values: &Values{Of: Ref{Goroutine: id}}})
	if a.Err != "" || v.Err != "" {
		t.Fatal(a.Err, v.Err)
	}
	var out []string
	for _, p := range a.Places {
		out = append(out, fmt.Sprint(p.Site))
	}
	for _, e := range v.Entries {
		out = append(out, e.Value)
	}
	return strings.Join(out, " ")
}

func TestWalk(t *testing.T) {
	stops := make(chan Stopped, 10)
	Connect(func(s Stopped) { stops <- s })
	next := func() (s Stopped) {
		t.Helper()
		select {
		case s = <-stops:
		case <-time.After(5 * time.Second):
			t.Fatal("nothing stops")
		}
		return s
	}
	for _, test := range []struct {
		name string
		n    int
		arm  Arm
		do   []Mode
		want []string // reason, sites of the calls, values
	}{
		{"a breakpoint, a step over, and out", 1, Arm{Sites: map[int][]int{7: {3}}}, []Mode{Over, Out, Continue}, []string{"breakpoint 3 0 1", "step 4 0 1 [1 2 3]", "step 1 1 3"}},
		{"steps into", 1, Arm{Sites: map[int][]int{7: {0}}}, []Mode{Into, Into, Continue}, []string{"breakpoint 0 1 0", "step 3 0 1", "step 4 0 1 [1 2 3]"}},
		{"a step over a call", 1, Arm{Sites: map[int][]int{7: {0}}}, []Mode{Over, Continue}, []string{"breakpoint 0 1 0", "step 1 1 3"}},
		{"a panic where it is raised", 5, Arm{Panics: Panics{Raised: true}}, []Mode{Continue}, []string{"exception 4 0 5 [1 2 3]"}},
		{"a panic that nothing recovers", 6, Arm{Panics: Panics{Uncaught: true}}, []Mode{Continue}, []string{"exception 4 0 6 [1 2 3]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			Do(Request{Arm: &test.arm})
			done := make(chan any)
			go func() {
				defer func() { done <- recover() }()
				f(test.n)
			}()
			for i, want := range test.want {
				s := next()
				if got := string(s.Reason) + " " + stack(t, s.Goroutine); got != want {
					t.Errorf("stop %d is %q, want %q", i, got, want)
				}
				if a := Do(Request{Resume: &Resume{test.do[i]}}); a.Err != "" {
					t.Error(a.Err)
				}
			}
			if v := <-done; (v != nil) != (test.n > 2) {
				t.Errorf("it ends with the panic %v", v)
			}
			if test.n > 2 {
				if got, want := stack(t, PostMortem), fmt.Sprint("4 0 ", test.n, " [1 2 3]"); got != want {
					t.Errorf("after the panic: %q, want %q", got, want)
				}
			}
		})
	}
	Do(Request{Off: true})
	if attention.Load() != 0 {
		t.Error("statements are still looked at")
	}
	if a := Do(Request{Calls: &Calls{PostMortem}}); a.Err == "" {
		t.Error("a panic is kept after debugging was turned off")
	}
	goroutines.Range(func(_, v any) bool { t.Errorf("goroutine %d is still known", v.(*goroutine).id); return true })
}
