package shell

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

//go:embed loops_test.go
var loopsSource string

// TestPollCost compares loops in cells with the same code compiled by Go: what it costs that they can be interrupted.
// It measures with GRADBOOK_POLLCOST=1 only, since a busy machine says nothing.
func TestPollCost(t *testing.T) {
	if os.Getenv("GRADBOOK_POLLCOST") == "" {
		t.Skip("measures; set GRADBOOK_POLLCOST=1 on a quiet machine")
	}
	s := newShell(t)
	if res := s.Execute(context.Background(), Request{Number: 1, Code: loopsSource}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	for i, l := range loops {
		ratio := 1e9
		for round := range 5 {
			var got transcript
			res := s.Execute(context.Background(), Request{Number: 2 + 5*i + round, Code: fmt.Sprintf("fmt.Print(int64(fastest(loops[%d].run)))", i)}, &got)
			if res.Status != OK {
				t.Fatal(res.EValue)
			}
			var inCell time.Duration
			if _, err := fmt.Sscan(strings.TrimSpace(got.text.String()), (*int64)(&inCell)); err != nil {
				t.Fatal(err)
			}
			ratio = min(ratio, float64(inCell)/float64(fastest(l.run)))
		}
		t.Logf("%-8s takes %.3f times as long in a cell", l.name, ratio)
	}
}
