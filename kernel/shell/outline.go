package shell

import (
	"go/scanner"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// outline is what the shell wants to know of a cell's Go before it is parsed: names that programs and tests are run by.
type outline struct {
	main       bool     // it declares func main() and does not call it
	inits      []string // functions without parameters whose names begin with init_
	tests      []string // functions named as tests and benchmarks are
	benchmarks []string
	flags      []string // names of flags that it defines
}

// outlineOf scans a cell. Only declarations at the top level count; the flags are those with a literal name in a call
// such as flag.Int("n", 3, "…").
func outlineOf(src string) outline {
	var o outline
	toks := scan(src)
	at := func(i int, want ...string) bool {
		for j, w := range want {
			if i+j >= len(toks) || toks[i+j].text != w {
				return false
			}
		}
		return true
	}
	depth, called := 0, false
	for i, t := range toks {
		switch t.text {
		case "{", "(", "[":
			depth++
		case "}", ")", "]":
			depth--
		case "func":
			if depth != 0 || i+2 >= len(toks) || toks[i+1].tok != token.IDENT || toks[i+2].text != "(" {
				continue
			}
			name := toks[i+1].text
			switch {
			case at(i+2, "(", ")", "{"):
				o.main = o.main || name == "main"
				if strings.HasPrefix(name, "init_") {
					o.inits = append(o.inits, name)
				}
			case isTestName(name, "Test"):
				o.tests = append(o.tests, name)
			case isTestName(name, "Benchmark"):
				o.benchmarks = append(o.benchmarks, name)
			}
		case "main":
			called = called || depth == 0 && at(i, "main", "(", ")") && (i == 0 || toks[i-1].text != "func")
		case "flag":
			if i > 0 && toks[i-1].text == "." || !at(i+1, ".") || !at(i+3, "(") {
				continue
			}
			for j := i + 4; j < len(toks) && toks[j].text != ")"; j++ { // flag.IntVar(&n, "n", …) has it second
				if toks[j].tok == token.STRING {
					if name, err := strconv.Unquote(toks[j].text); err == nil {
						o.flags = append(o.flags, name)
					}
					break
				}
			}
		}
	}
	o.main = o.main && !called
	slices.Sort(o.tests)
	return o
}

// isTestName is the go command's rule: the prefix, and then no lower-case letter. TestMain is no test.
func isTestName(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	return ok && name != "TestMain" && (rest == "" || rest[0] < 'a' || rest[0] > 'z')
}

type scanned struct {
	tok  token.Token
	text string
}

// scan is the tokens of Go source, comments left out.
func scan(src string) []scanned {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, []byte(src), func(token.Position, string) {}, 0)
	var out []scanned
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			return out
		}
		if lit == "" || tok == token.SEMICOLON {
			lit = tok.String()
		}
		out = append(out, scanned{tok, lit})
	}
}
