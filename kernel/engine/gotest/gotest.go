// Package gotest runs the tests and benchmarks that cells declare, with package testing itself and its flags. Cells do not
// import it themselves; the command %test adds the call.
package gotest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"testing"

	"github.com/gradbook/gradbook/kernel/engine/program"
	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// Test and Benchmark are functions with their names.
type (
	Test      = testing.InternalTest
	Benchmark = testing.InternalBenchmark
)

// Run runs tests and benchmarks as a test binary does that is called with args, such as -test.run=Sum. Flags that the
// session has defined may be among them. The cell fails if a test does.
func Run(args []string, tests []Test, benchmarks []Benchmark) {
	defer prepare()()
	if err := flag.CommandLine.Parse(args); err != nil {
		panic(rt.Failure{Err: fmt.Errorf("%%test: %w", err)})
	}
	for i, t := range tests {
		tests[i].F = guarded(t.F)
	}
	for i, b := range benchmarks {
		benchmarks[i].F = guarded(b.F)
	}
	code := testing.MainStart(deps{}, tests, benchmarks, nil, nil).Run()
	rt.Poll() // an interrupt ended the tests one by one
	if code != 0 {
		panic(rt.Failure{Err: errors.New("tests failed")})
	}
}

// prepare makes a set of flags of package testing's and the session's, with their default values; its result puts back
// what was there.
func prepare() (restore func()) {
	session, args := flag.CommandLine, os.Args
	flag.CommandLine = flag.NewFlagSet("%test", flag.ContinueOnError)
	testing.Init() // defines its flags once, in the first of these sets
	testFlags.once(flag.CommandLine)
	flag.CommandLine = flag.NewFlagSet("%test", flag.ContinueOnError)
	for _, set := range []*flag.FlagSet{testFlags.set, session} {
		set.VisitAll(func(f *flag.Flag) {
			if flag.Lookup(f.Name) == nil {
				program.Default(f)
				flag.Var(f.Value, f.Name, f.Usage)
			}
		})
	}
	return func() { flag.CommandLine, os.Args = session, args }
}

// testFlags keeps the flags of package testing, which it defines once in the life of a process.
var testFlags kept

type kept struct{ set *flag.FlagSet }

func (k *kept) once(set *flag.FlagSet) {
	if k.set == nil {
		k.set = set
	}
}

// guarded makes a panic of a test its failure. Package testing ends the process with it, and the session with that.
func guarded[T testing.TB](f func(T)) func(T) {
	return func(t T) {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case rt.Interrupted:
				t.FailNow()
			default:
				t.Errorf("panic: %v\n%s", r, debug.Stack())
				t.FailNow()
			}
		}()
		f(t)
	}
}
