package shell

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
)

// gotest is %test: it runs tests and benchmarks with package testing. Without flags, those of the cell run, or if it has
// none, all tests of the session.
func (c *call) gotest() error {
	flags, err := words(c.args)
	if err != nil {
		return err
	}
	if c.args == "" {
		flags = []string{"-test.v"}
		o := outlineOf(blank(c.req.Code))
		if len(o.tests)+len(o.benchmarks) > 0 {
			flags = append(flags, "-test.run="+anyOf(o.tests))
		}
		if len(o.benchmarks) > 0 {
			flags = append(flags, "-test.bench="+anyOf(o.benchmarks))
		}
	}
	flags = slices.DeleteFunc(flags, func(f string) bool { return f == "" }) // %test "" is gonb's way to give none
	for i, f := range flags {
		flags[i] = testFlag(f)
	}
	var tests, benchmarks strings.Builder
	for _, v := range c.current().Vars() {
		if v.Kind != session.Func {
			continue
		}
		switch entry := fmt.Sprintf("{Name: %q, F: %s}, ", v.Name, v.Name); {
		case isTestName(v.Name, "Test") && strings.Contains(v.Type, "*testing.T)"):
			tests.WriteString(entry)
		case isTestName(v.Name, "Benchmark") && strings.Contains(v.Type, "*testing.B)"):
			benchmarks.WriteString(entry)
		}
	}
	if tests.Len()+benchmarks.Len() == 0 {
		return fmt.Errorf("%%test: the session has no tests: declare a func TestName(t *testing.T) or BenchmarkName(b *testing.B)")
	}
	code := fmt.Sprintf(`import gradbook_test "github.com/gradbook/gradbook/kernel/engine/gotest"; gradbook_test.Run([]string{%s}, []gradbook_test.Test{%s}, []gradbook_test.Benchmark{%s});`,
		literals(flags), tests.String(), benchmarks.String())
	return c.goCode(c.ctx, c.req.Number, code, false)
}

// anyOf is the pattern that matches these names and no others.
func anyOf(names []string) string { return "^(" + strings.Join(names, "|") + ")$" }

// testFlag lets flags be written as for go test: -v for -test.v.
func testFlag(f string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "=")
	switch name {
	case "v", "run", "bench", "benchmem", "benchtime", "count", "cpu", "failfast", "list", "parallel", "short", "shuffle", "skip", "timeout":
		return "-test." + strings.TrimLeft(f, "-")
	}
	return f
}
