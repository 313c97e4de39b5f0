package export

// From a notebook to pieces: which cells are exported, where to, and what of them is Go at package level.

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/gradbook/gradbook/literate/directive"
	"github.com/gradbook/gradbook/literate/nb"
)

// book is a notebook with what its cells say about exporting.
type book struct {
	path    string // as given
	rel     string // relative to root, with slashes
	root    string
	nb      *nb.Notebook
	load    *loader
	target  string            // value of default_exp
	imports map[string]string // by local name, of all cells; "." and "_" imports have the path as key
}

// piece is one exported cell.
type piece struct {
	book  *book
	cell  *nb.Cell
	file  string // absolute
	line  int    // line of the cell that src begins with
	orig  string // the lines of the cell that src is made of
	src   string // Go at package level; edited as names are resolved and operators lowered
	doc   string // a doc comment that the cell lacks
	open  string // what goes before src: the head of a test function
	close string // and after
	at    int    // offset of src in the file that is checked
}

// fail words an error at an offset of the piece's source.
func (p *piece) fail(off int, what string) *Error {
	return &Error{p.book.rel, p.cell.ID, p.line + strings.Count(p.src[:min(max(off, 0), len(p.src))], "\n"), what}
}

// openBook reads what a notebook says about exporting.
func openBook(path string, n *nb.Notebook) (*book, error) {
	dir, err := root(path)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(dir, abs)
	if err != nil {
		return nil, err
	}
	b := &book{path: path, load: newLoader(dir), rel: filepath.ToSlash(rel), root: dir, nb: n, imports: map[string]string{}}
	for _, c := range n.Cells {
		if c.Type != nb.Code {
			continue
		}
		if t, ok := directive.Parse(c.Source).Get("default_exp"); ok {
			b.target = t
		}
		for _, k := range chunks(c.Source) {
			for _, spec := range k.imports() {
				b.addImport(spec)
			}
		}
	}
	return b, nil
}

func (b *book) addImport(spec *ast.ImportSpec) {
	path := strings.Trim(spec.Path.Value, "`\"")
	name := path[strings.LastIndexByte(path, '/')+1:]
	if spec.Name != nil {
		name = spec.Name.Name
	} else if len(name) > 1 && name[0] == 'v' && name[1] >= '0' && name[1] <= '9' && strings.Contains(path, "/") {
		name = filepath.Base(filepath.Dir(path)) // math/rand/v2 is rand
	}
	if name == "." || name == "_" {
		b.imports[name+path] = path
		return
	}
	b.imports[name] = path
}

// exportNames are the directives that export a cell.
var exportNames = []string{"export", "exporti", "exports", "test"}

// pieces returns the exported cells.
func (b *book) pieces() ([]*piece, error) {
	var list []*piece
	var errs []error
	var before *nb.Cell
	for _, c := range b.nb.Cells {
		previous := before
		before = c
		if c.Type != nb.Code {
			continue
		}
		d := directive.Parse(c.Source)
		for _, name := range exportNames {
			value, ok := d.Get(name)
			if !ok {
				continue
			}
			p := &piece{book: b, cell: c, line: d.First, src: d.Body}
			target := b.target
			if name != "test" && value != "" {
				target = value
			}
			if err := p.place(target, name == "test"); err != nil {
				errs = append(errs, err)
				break
			}
			if err := p.declare(name == "test", value); err != nil {
				errs = append(errs, err)
			} else if strings.TrimSpace(p.src) != "" {
				if name != "test" {
					p.doc = docFrom(previous, p.src)
				}
				list = append(list, p)
			}
			break
		}
	}
	return list, errors.Join(errs...)
}

// place sets the file that the piece goes to.
func (p *piece) place(target string, test bool) error {
	if target == "" {
		return p.fail(0, "nothing says where to export to: begin a cell with //| default_exp and the package's folder")
	}
	dir, file := target, fileName(p.book.rel)
	if strings.HasSuffix(target, ".go") {
		dir, file = filepath.Dir(target), filepath.Base(target)
	}
	if !filepath.IsLocal(filepath.FromSlash(dir)) {
		return p.fail(0, fmt.Sprintf("%s is outside of the module", target))
	}
	if name := packageName(dir); dir != "." && !token.IsIdentifier(name) {
		return p.fail(0, fmt.Sprintf("%q cannot be the name of a package", name))
	}
	if test {
		file = strings.TrimSuffix(file, ".go") + "_test.go"
	}
	p.file = filepath.Join(p.book.root, filepath.FromSlash(dir), file)
	return nil
}

func packageName(dir string) string { return filepath.Base(filepath.FromSlash(dir)) }

// declare makes the cell Go at package level: imports go (they are collected), x := e becomes var x = e, and anything
// else that is no declaration is an error, except in tests, where it becomes a test function.
func (p *piece) declare(test bool, name string) error {
	trimmed := strings.TrimLeft(p.src, " \t\r\n")
	p.line += strings.Count(p.src[:len(p.src)-len(trimmed)], "\n")
	p.src = strings.TrimRight(trimmed, " \t\r\n")
	p.orig = p.src
	var edits []edit
	statements := false
	for _, k := range chunks(p.src) {
		switch {
		case k.err != nil:
			return p.fail(k.start, k.err.Error())
		case k.imports() != nil:
			edits = append(edits, edit{k.start, k.end, strings.Repeat("\n", strings.Count(p.src[k.start:k.end], "\n"))})
		case k.decl != nil:
		case k.define() && !test:
			edits = append(edits, edit{k.start, k.start, "var "}, edit{k.start + k.defineAt, k.start + k.defineAt + 2, "="})
		case test:
			statements = true
		default:
			return p.fail(k.start, "only declarations can be exported: move this statement to a cell of its own")
		}
	}
	p.src = apply(p.src, edits)
	if statements {
		if name == "" {
			name = p.cell.ID
		}
		p.open, p.close = "func Test"+camel(name)+"(t *testing.T) {\n", "\n}"
	}
	return nil
}

// camel makes a Go name of words: step-table → StepTable.
func camel(s string) string {
	var b strings.Builder
	up := true
	for _, r := range s {
		switch {
		case r == '-' || r == '_' || r == ' ':
			up = true
			continue
		case up:
			b.WriteString(strings.ToUpper(string(r)))
		default:
			b.WriteRune(r)
		}
		up = false
	}
	return b.String()
}

// parseDecl parses source as declarations of a file.
func parseDecl(src string) ([]ast.Decl, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", "package p;"+src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return f.Decls, nil
}
