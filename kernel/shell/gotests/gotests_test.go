package gotests

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel/shell"
)

var (
	all  = flag.Bool("all", false, "run all of Go's test programs, in all forms, not only the sample")
	only = flag.String("only", "", "run the programs whose names contain this")
)

// TestPrograms runs Go's test programs as cells: a fixed sample, or with -all every one that applies; then it reports how many
// passed, failed and were skipped for what reason, and fails if fewer than 95 % of those that apply pass.
func TestPrograms(t *testing.T) {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	programs, err := Find(strings.TrimSpace(string(goroot)))
	if err != nil {
		t.Skip(err)
	}
	var todo []*Program
	skipped := map[string]int{}
	for _, p := range programs {
		switch {
		case *only != "" && !strings.Contains(p.Name, *only), *only == "" && !*all && !slices.Contains(sample, p.Name):
		case p.Skip != "":
			skipped[p.Skip]++
		default:
			todo = append(todo, p)
		}
	}
	const workers = 2
	jobs := make(chan *Program)
	var mu sync.Mutex
	var passed, failed int
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			sh, err := shell.New(shell.Options{Dir: t.TempDir()})
			if err != nil {
				t.Error(err)
				return
			}
			defer sh.Close()
			for p := range jobs {
				for _, f := range p.Forms() {
					from := time.Now()
					err := p.Run(sh, f)
					mu.Lock()
					if err != nil {
						failed++
						t.Logf("FAIL %s (%s): %v", p.Name, f, err)
					} else {
						passed++
						if d := time.Since(from); *all && d > 5*time.Second {
							t.Logf("slow: %s (%s): %v", p.Name, f, d.Round(time.Millisecond))
						}
					}
					mu.Unlock()
				}
			}
		})
	}
	for i, p := range todo {
		if *all && i%100 == 0 {
			t.Logf("%d of %d programs", i, len(todo))
		}
		jobs <- p
	}
	close(jobs)
	wg.Wait()
	var b strings.Builder
	fmt.Fprintf(&b, "%d programs of Go's own tests in 2 forms: %d passed, %d failed (%.1f %%)", len(todo), passed, failed, 100*float64(passed)/float64(max(1, passed+failed)))
	reasons := make([]string, 0, len(skipped))
	for why := range skipped {
		reasons = append(reasons, why)
	}
	slices.SortFunc(reasons, func(a, b string) int { return skipped[b] - skipped[a] })
	for _, why := range reasons {
		fmt.Fprintf(&b, "\n  %3d skipped: %s", skipped[why], why)
	}
	t.Log(b.String())
	if *all {
		fmt.Fprintln(os.Stderr, b.String())
	}
	if failed*20 > passed+failed || !*all && failed > 0 {
		t.Errorf("%d of %d failed", failed, passed+failed)
	}
}

// sample are programs of many kinds that take little time.
var sample = strings.Fields(`
235.go 64bit.go append.go assign.go blank.go closure.go cmp.go complit.go const.go convert.go copy.go
ddd.go defer.go escape.go func.go helloworld.go if.go initialize.go intcvt.go iota.go literal.go map.go method.go
named.go nil.go range.go recover.go reorder.go sieve.go simassign.go sizeof.go string_lit.go struct0.go
switch.go typeswitch.go recover4.go utf.go varinit.go zerodivide.go
chan/fifo.go chan/select.go chan/sieve1.go interface/embed.go interface/pointer.go interface/receiver.go
ken/array.go ken/embed.go ken/interfun.go
typeparam/absdiff.go typeparam/list.go typeparam/maps.go typeparam/ordered.go typeparam/sets.go`)
