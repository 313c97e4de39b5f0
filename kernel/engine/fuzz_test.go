package engine_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/gradbook/gradbook/kernel/engine"
	"github.com/gradbook/gradbook/kernel/session"
)

// TestDamagedObjects loads objects that were cut or changed: the loader must answer with an error, or load what is still
// whole, and the worker must go on. Loaded code does not run, since nothing can be said of it.
func TestDamagedObjects(t *testing.T) {
	e, r := newEngine(t)
	rounds := 300
	if os.Getenv("GRADBOOK_SOAK") != "" {
		rounds = 20000
	}
	u := session.Unit{Number: 1, Source: src(`import "fmt"
type node struct { next *node; name string }
func (n *node) String() string { return n.name }
var table map[string]*node
func sum[T int | float64](s ...T) (t T) { for _, x := range s { t += x }; return t }
func f(n int) (err error) { defer func() { if r := recover(); r != nil { err = fmt.Errorf("%v", r) } }(); table["a"] = &node{nil, fmt.Sprint(sum(1, n))}; return nil }
func g() { f(1) }
`)}
	whole, err := e.Compile(context.Background(), &u)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range rounds {
		b := append([]byte(nil), whole...)
		if rnd.IntN(4) == 0 {
			b = b[:rnd.IntN(len(b))]
		}
		for range rnd.IntN(4) {
			if len(b) > 0 {
				b[rnd.IntN(len(b))] = byte(rnd.Uint32())
			}
		}
		_, err := e.Run(context.Background(), 1, &session.Unit{Number: 2, Source: u.Source}, b, func() {})
		var bad *engine.LoadError
		var lost *engine.Lost
		switch {
		case errors.As(err, &bad):
			refused++
		case errors.As(err, &lost):
			t.Fatalf("the worker was lost: %v\n%s", lost, lost.Stderr)
		}
	}
	t.Logf("%d of %d damaged objects were refused", refused, rounds)
	r.take()
	u = session.Unit{Number: 3, Entry: "cell", Source: src("import (\"fmt\"; \"runtime\")\nfunc cell() { runtime.GC(); fmt.Print(\"alive\") }\n")}
	if _, err := run(t, e, u); err != nil || r.take() != "alive" {
		t.Errorf("after the damaged objects: %v", err)
	}
}
