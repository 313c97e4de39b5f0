package shell

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"testing"
)

//go:embed testdata/pollcost/loops.go
var loopsSource string

// measureLoops runs in the worker, so that both sides have the same heap: it takes the least of many times.
const measureLoops = `import ("runtime"; "example.com/polls/loops")
func least(run func() int, best *time.Duration) {
	runtime.GC()
	from := time.Now()
	run()
	*best = min(*best, time.Since(from))
}
for i, l := range Loops {
	cell, plain := time.Hour, time.Hour
	for range 100 {
		least(l.Run, &cell)
		least(loops.Loops[i].Run, &plain)
	}
	fmt.Printf("%-8s takes %.3f times as long in a cell (%v)\n", l.Name, float64(cell)/float64(plain), plain)
}`

// TestPollCost compares loops in cells with the same code in a package that is imported: what it costs that they can be
// interrupted. It measures with GRADBOOK_POLLCOST=1 only, since a busy machine says nothing.
func TestPollCost(t *testing.T) {
	if os.Getenv("GRADBOOK_POLLCOST") == "" {
		t.Skip("measures; set GRADBOOK_POLLCOST=1 on a quiet machine")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/polls\n\ngo 1.26\n", "loops/loops.go": loopsSource} {
		f := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(f), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := newShellIn(t, dir)
	for i, code := range []string{loopsSource, measureLoops} {
		var got transcript
		if res := s.Execute(context.Background(), Request{Number: 1 + i, Code: code}, &got); res.Status != OK {
			t.Fatal(res.EValue)
		}
		t.Log(got.text.String())
	}
}
