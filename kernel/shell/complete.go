package shell

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/session"
)

// answerTime is how long a completion may take, fetchTime how much of it may be spent on packages that have to be compiled first.
const (
	answerTime = 300 * time.Millisecond
	fetchTime  = 100 * time.Millisecond
)

// Complete implements [Shell].
func (s *shell) Complete(code string, cursor int) Completions {
	cursor = min(max(cursor, 0), len(code))
	answer := make(chan Completions, 1)
	go func() { answer <- s.complete(code, cursor) }()
	limit := time.NewTimer(patience + answerTime)
	defer limit.Stop()
	select {
	case <-s.ready:
		limit.Reset(answerTime)
	case c := <-answer:
		return c
	case <-limit.C:
		return session.SourceMembers(blank(code), cursor)
	}
	select {
	case c := <-answer:
		return c
	case <-limit.C: // a cell is being planned that waits for a package
		return session.SourceMembers(blank(code), cursor)
	}
}

// completeGo proposes completions of Go. A package that is not there is compiled now; until then its source has to do.
func (s *shell) completeGo(q *session.Session, code string, cursor int) Completions {
	c := q.Complete(code, cursor)
	if len(c.Wanted) == 0 {
		return c
	}
	there := s.fetch(c.Wanted)
	limit := time.After(fetchTime)
	if len(c.Items) == 0 {
		c = session.SourceMembers(code, cursor)
	}
	select {
	case <-there:
		return q.Complete(code, cursor)
	case <-limit:
		return c
	}
}

// fetch has packages compiled in the background; the channel is closed when they are there, or cannot be. Modules are not
// downloaded for a question.
func (s *shell) fetch(paths []string) <-chan struct{} {
	all := make(chan struct{})
	var each []chan struct{}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, path := range paths {
		done := s.fetches[path]
		if done == nil {
			done = make(chan struct{})
			if s.fetches == nil {
				s.fetches = map[string]chan struct{}{}
			}
			s.fetches[path] = done
			go func() {
				defer close(done)
				_ = s.engine.Packages.Compile(s.life, path) // the cell that imports it tells what is wrong
				s.mu.Lock()
				delete(s.fetches, path)
				s.mu.Unlock()
			}()
		}
		each = append(each, done)
	}
	go func() {
		defer close(all)
		for _, done := range each {
			<-done
		}
	}()
	return all
}

func (s *shell) complete(code string, cursor int) Completions {
	start := strings.LastIndexByte(code[:cursor], '\n') + 1
	line := code[start:cursor]
	if word := strings.TrimLeft(line, " \t"); strings.HasPrefix(word, "%") || strings.HasPrefix(word, "!") {
		return s.completeCommand(code, word, cursor)
	}
	q := s.forQuery()
	if q == nil {
		return Completions{Start: cursor, End: cursor}
	}
	if text, in := openString(code[:cursor]); in {
		if isImport(code[:cursor-len(text)]) {
			return s.completeImport(text, cursor)
		}
		return s.completePath(text, cursor, false)
	}
	c := s.completeGo(q, blank(code), cursor)
	s.behind(q, blank(code), cursor, &c)
	return c
}

// The kinds of what commands take as their arguments.
var (
	takesFiles = map[string]bool{"%load": true, "%capture": true, "%%capture": true, "%%writefile": true, "%cd": true}
	takesGo    = map[string]bool{"%time": true, "%timeit": true, "%prun": true, "%lower": true, "%%time": true, "%%timeit": true, "%%prun": true, "%%lower": true}
	takesNames = map[string]bool{"%rm": true, "%remove": true, "%replay": true, "%exec": true}
)

// completeCommand proposes names of commands where one is being typed, and then what the command takes.
func (s *shell) completeCommand(code, line string, cursor int) Completions {
	name, args, hasArgs := strings.Cut(line, " ")
	last := args[strings.LastIndexAny(args, " \t")+1:]
	c := Completions{Start: cursor - len(last), End: cursor}
	switch {
	case name[0] == '!':
		return s.completePath(line[strings.LastIndexAny(line, " \t!")+1:], cursor, false)
	case !hasArgs:
		c.Start = cursor - len(line)
		for _, n := range commandNames() {
			if strings.HasPrefix(n, line) {
				c.Items = append(c.Items, Completion{Text: n, Type: "command"})
			}
		}
	case takesFiles[name]:
		return s.completePath(last, cursor, name == "%cd")
	case name == "%get":
		return s.completeImport(last, cursor)
	case name == "%env":
		for _, kv := range s.engineEnviron() {
			if n, _, _ := strings.Cut(kv, "="); strings.HasPrefix(n, last) {
				c.Items = append(c.Items, Completion{Text: n, Type: "variable"})
			}
		}
	default:
		q := s.forQuery()
		if q == nil {
			return c
		}
		if takesGo[name] {
			from := cursor - len(line)
			return s.completeGo(q, blank(code[:from])+strings.Repeat(" ", len(name))+code[from+len(name):], cursor)
		}
		for _, v := range q.Vars() {
			if takesNames[name] && strings.HasPrefix(v.Name, last) && (name != "%exec" || v.Kind == session.Func) {
				c.Items = append(c.Items, Completion{Text: v.Name, Type: "variable", Signature: v.Type})
			}
		}
	}
	return c
}

// engineEnviron is the environment of the cells, nothing while there is no worker.
func (s *shell) engineEnviron() []string {
	if s.forQuery() == nil {
		return nil
	}
	return s.engine.Environ()
}

// completeImport proposes import paths.
func (s *shell) completeImport(text string, cursor int) Completions {
	c := Completions{Start: cursor - len(text), End: cursor}
	if s.forQuery() == nil {
		return c
	}
	for _, path := range session.StdPaths() {
		if strings.HasPrefix(path, text) {
			c.Items = append(c.Items, Completion{Text: path, Type: "package"})
		}
	}
	for _, path := range s.engine.Packages.Below(text) {
		if strings.Contains(path, ".") { // others are of the standard library
			c.Items = append(c.Items, Completion{Text: path, Type: "package"})
		}
	}
	return c
}

// completePath proposes files.
func (s *shell) completePath(word string, cursor int, foldersOnly bool) Completions {
	c := Completions{Start: cursor - len(word), End: cursor}
	if s.forQuery() == nil {
		return c
	}
	dir, base := filepath.Split(word)
	in := dir
	if !filepath.IsAbs(in) {
		in = filepath.Join(s.dir(), in)
	}
	entries, _ := os.ReadDir(in) // a folder that cannot be read has nothing to propose
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || base == "" && name[0] == '.' || foldersOnly && !e.IsDir() {
			continue
		}
		if e.IsDir() {
			name += "/"
		}
		c.Items = append(c.Items, Completion{Text: dir + name, Type: "path"})
	}
	return c
}

// openString is the text of the string that is open at the end of code.
func openString(code string) (text string, in bool) {
	tokens(code, func(pos int, tok token.Token, lit string) {
		text, in = "", false
		if tok != token.STRING || pos+len(lit) < len(code) {
			return
		}
		quote := lit[:1]
		if len(lit) == 1 || !strings.HasSuffix(lit, quote) || quote == `"` && strings.HasSuffix(lit, `\"`) {
			text, in = lit[1:], true
		}
	})
	return text, in
}

// isImport reports whether a string behind code, its quote included, is an import path.
func isImport(code string) bool {
	var before []token.Token
	tokens(strings.TrimRight(code, "\"`"), func(_ int, tok token.Token, _ string) { before = append(before, tok) })
	n := len(before)
	back := func(skip ...token.Token) {
		for n > 0 && slices.Contains(skip, before[n-1]) {
			n--
		}
	}
	if back(token.IDENT, token.PERIOD); n > 0 && before[n-1] == token.IMPORT { // import . "path"
		return true
	}
	back(token.STRING, token.SEMICOLON, token.IDENT, token.PERIOD) // import ( "one"; two "path"
	return n > 1 && before[n-1] == token.LPAREN && before[n-2] == token.IMPORT
}

// tokens calls f for the tokens of code, but for the semicolons that a line's end stands for at the very end.
func tokens(code string, f func(pos int, tok token.Token, lit string)) {
	var sc scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(code))
	sc.Init(file, []byte(code), func(token.Position, string) {}, 0)
	for {
		pos, tok, lit := sc.Scan()
		if tok == token.EOF || tok == token.SEMICOLON && lit == "\n" && file.Offset(pos) >= len(code) {
			return
		}
		f(file.Offset(pos), tok, lit)
	}
}
