package engine

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// getOutput takes what go get prints: what it does goes on at once, all else is kept, for an error if there is one.
type getOutput struct {
	progress io.Writer
	line     []byte
	rest     strings.Builder
}

// doing begins the lines that tell what go get does.
var doing = regexp.MustCompile(`^go: (downloading|added|upgraded|downgraded|removed|finding|extracting|found) `)

// Write implements [io.Writer].
func (g *getOutput) Write(b []byte) (int, error) {
	g.line = append(g.line, b...)
	for {
		i := bytes.IndexByte(g.line, '\n')
		if i < 0 {
			return len(b), nil
		}
		line := g.line[:i+1]
		if doing.Match(line) {
			if _, err := g.progress.Write(line); err != nil {
				return len(b), err
			}
		} else {
			g.rest.Write(line)
		}
		g.line = g.line[i+1:]
	}
}

// end takes a last line without a newline.
func (g *getOutput) end() { g.rest.Write(g.line) }

// getHints says what to do about what go get complains of; the first that matches counts.
var getHints = []struct {
	complaint *regexp.Regexp
	hint      string
}{
	{regexp.MustCompile(`dial tcp|no such host|connection refused|i/o timeout|network is unreachable|TLS handshake`),
		"the module proxy cannot be reached: without a network only modules that were downloaded before can be had; %env GOPROXY=… sets another proxy"},
	{regexp.MustCompile(`missing dot in first path element|is not in std|malformed module path`),
		"a module's path begins with a host, such as github.com/owner/name; packages of the standard library need no %get"},
	{regexp.MustCompile(`module declares its path as`), "get and import it by the path that it declares"},
	{regexp.MustCompile(`does not contain package`), "the module has no such package: leave the end of the path away, or look at the module's folders"},
	{regexp.MustCompile(`/@v/\S+\.info: .*\b4\d\d\b|unknown revision|no matching versions|invalid version`),
		"there is no such version: !*go list -m -versions followed by the module's path lists those that there are"},
	{regexp.MustCompile(`requires go >=|requires go1`), "this version needs a newer Go than the session's: get an older one with @version"},
	{regexp.MustCompile(`terminal prompts disabled|could not read Username|Permission denied`),
		"the repository is private, or its path is misspelt: for a private one set GOPRIVATE with %env, and credentials as git needs them"},
	{regexp.MustCompile(`(?i)404|not found|403|forbidden|410|\bgone\b|unrecognized import path|not available`),
		"there is no such module, or it is private: look at the spelling of its path; for a private one set GOPRIVATE with %env"},
}

// getError is the error of a go get that failed: go's own words, and what to do.
func getError(args []string, said string, err error) error {
	said = strings.TrimSpace(said)
	text := fmt.Sprintf("go get %s: %s", strings.Join(args, " "), cmp.Or(said, err.Error()))
	for _, h := range getHints {
		if h.complaint.MatchString(said) {
			text += "\nhint: " + h.hint
			break
		}
	}
	return errors.New(text)
}
