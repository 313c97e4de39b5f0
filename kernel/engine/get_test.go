package engine

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestGetError holds go get's complaints against what the user is told.
func TestGetError(t *testing.T) {
	for _, tt := range []struct{ name, said, want string }{
		{"no module", "go: module github.com/nobody/nothing: reading https://proxy.example/x: 404 Not Found", "there is no such module"},
		{"no repository", "go: github.com/nobody/nothing: git ls-remote: remote: Repository not found.", "there is no such module"},
		{"private", "go: github.com/a/b: fatal: could not read Username for 'https://github.com': terminal prompts disabled", "GOPRIVATE"},
		{"no version", "go: github.com/google/uuid@v9.0.0: invalid version: unknown revision v9.0.0", "!*go list -m -versions"},
		{"no version at the proxy", "go: github.com/google/uuid@v99.0.0: reading https://proxy.example/github.com/google/uuid/@v/v99.0.0.info: 404 Not Found", "!*go list -m -versions"},
		{"no package", "go: module github.com/google/uuid@upgrade found (v1.6.0), but does not contain package github.com/google/uuid/x", "has no such package"},
		{"standard library", "go: malformed module path \"fmtx\": missing dot in first path element", "begins with a host"},
		{"another path", "go: x@v1 requires y: parsing go.mod:\n\tmodule declares its path as: a\n\t        but was required as: b", "the path that it declares"},
		{"no network", "go: module x.org/y: Get \"https://proxy.example\": dial tcp: lookup proxy.example: no such host", "cannot be reached"},
		{"newer Go", "go: x.org/y@v2 requires go >= 1.40 (running go 1.26)", "newer Go"},
		{"no hint", "go: something else", "something else"},
		{"no word", "", "exit status 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := getError([]string{"x.org/y"}, tt.said, errors.New("exit status 1")).Error()
			for _, want := range []string{"go get x.org/y: ", tt.said, tt.want} {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing in\n%s", want, got)
				}
			}
			if hinted := strings.Contains(got, "\nhint: "); hinted != !strings.HasPrefix(tt.name, "no hint") && tt.said != "" {
				t.Errorf("hint: %t in\n%s", hinted, got)
			}
		})
	}
}

// TestGetOutput writes what go get prints in pieces: progress goes on at once, all else is kept.
func TestGetOutput(t *testing.T) {
	var progress strings.Builder
	g := &getOutput{progress: &progress}
	for _, piece := range []string{"go: downloading a v1\ngo: add", "ed a v1\ngo: warning: odd\n", "go: a: not", " found"} {
		io.WriteString(g, piece)
	}
	g.end()
	got := fmt.Sprintf("%q %q", progress.String(), g.rest.String())
	if want := `"go: downloading a v1\ngo: added a v1\n" "go: warning: odd\ngo: a: not found"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
