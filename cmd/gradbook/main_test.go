package main

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gradbook": func() { os.Exit(execute(context.Background(), os.Args[1:])) },
	})
}

// TestScripts runs testdata/script: whole command lines, as users type them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			// The worker and the go command keep their caches; all else is the script's own.
			for _, key := range []string{"HOME", "XDG_CACHE_HOME", "GOCACHE", "GOMODCACHE", "GOFLAGS", "GOPROXY", "GOPATH", "GOTOOLCHAIN"} {
				if v, ok := os.LookupEnv(key); ok {
					env.Setenv(key, v)
				}
			}
			return nil
		},
	})
}

// TestHelp holds every command to the form of the others: a summary without full stop, an example.
func TestHelp(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		t.Run(strings.ReplaceAll(c.CommandPath(), " ", "_"), func(t *testing.T) {
			if c.Short == "" || strings.HasSuffix(c.Short, ".") {
				t.Errorf("summary %q", c.Short)
			}
			if c.HasParent() && !c.Parent().HasParent() && !c.Hidden && !strings.Contains(c.Example, "gradbook") {
				t.Errorf("example %q", c.Example)
			}
		})
		for _, sub := range c.Commands() {
			if !slices.Contains([]string{"help", "completion"}, sub.Name()) {
				walk(sub)
			}
		}
	}
	walk(newRootCmd())
}
