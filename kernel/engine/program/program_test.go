package program

import (
	"flag"
	"os"
	"slices"
	"testing"
)

// restore puts the process's own arguments and flags back after a test.
func restore(t *testing.T) {
	args, flags := os.Args, flag.CommandLine
	flag.CommandLine = flag.NewFlagSet("program", flag.ContinueOnError)
	t.Cleanup(func() { os.Args, flag.CommandLine = args, flags })
}

func TestMain_parses(t *testing.T) {
	restore(t)
	n := flag.Int("n", 3, "a number")
	for _, c := range []struct {
		name string
		args []string
		want int
		rest []string
	}{
		{"given", []string{"-n=17", "a"}, 17, []string{"a"}},
		{"left out: the default, not the last value", []string{"b"}, 3, []string{"b"}},
		{"no arguments", nil, 3, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := -1
			Main(func() { got = *n }, true, c.args...)
			if got != c.want || !slices.Equal(flag.Args(), c.rest) || !slices.Equal(os.Args[1:], c.args) {
				t.Errorf("-n is %d, want %d; flag.Args() is %q, want %q; os.Args is %q", got, c.want, flag.Args(), c.rest, os.Args)
			}
		})
	}
}

func TestMain_wrongFlagPanics(t *testing.T) {
	restore(t)
	flag.CommandLine.SetOutput(devNull{})
	defer func() {
		if recover() == nil {
			t.Error("an unknown flag went unnoticed")
		}
	}()
	Main(func() {}, true, "-unknown")
}

type devNull struct{}

func (devNull) Write(p []byte) (int, error) { return len(p), nil }

func TestForget(t *testing.T) {
	restore(t)
	kept := flag.String("kept", "default", "")
	flag.Int("again", 1, "")
	flag.CommandLine.Set("kept", "set")
	Forget("again", "unknown")
	again := flag.Int("again", 2, "") // panics if it was not forgotten
	Main(func() {}, true, "-again=5")
	if *kept != "default" || *again != 5 {
		t.Errorf("kept is %q, want its default; again is %d, want 5", *kept, *again)
	}
}

func TestDefault_leavesFunctionsAlone(t *testing.T) {
	restore(t)
	called := 0
	flag.Func("f", "", func(string) error { called++; return nil })
	Args()
	if called != 0 {
		t.Error("the function of a flag was called without the flag")
	}
}
