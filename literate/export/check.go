package export

// Checking a package: all its pieces as one file, the names that cells may leave out filled in, operators lowered.

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
	"github.com/gradbook/gradbook/kernel/session/lower"
)

// What cells see without importing it: these under their names, …
var preloaded = map[string]string{
	"autograd": "github.com/gradbook/gradbook/autograd",
	"anp":      "github.com/gradbook/gradbook/autograd/anp",
	"plots":    "github.com/gradbook/gradbook/plots",
	"display":  "github.com/gradbook/gradbook/kernel/display",
}

// … and what these export even bare.
var bare = []string{"autograd", "anp"}

// pkg is a package that is being made.
type pkg struct {
	dir     string // absolute
	pieces  []*piece
	imports map[string]string // by name; those that all pieces together need
	load    *loader
}

func (p *pkg) name() string { return packageName(p.dir) }

// check resolves names and lowers operators in all pieces, or says what is wrong with them.
func (p *pkg) check() error {
	for _, piece := range p.pieces {
		if piece.open != "" {
			p.imports["testing"] = "testing"
		}
		for name, path := range piece.book.imports {
			if name[0] == '.' || name[0] == '_' {
				p.imports[name] = path
			}
		}
	}
	for {
		src := p.compose()
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "", src, parser.ParseComments)
		if err != nil {
			return p.located(fset, err)
		}
		needed := map[string]string{}
		res := lower.CheckFile(fset, file, src, lower.Options{
			Config: &types.Config{Importer: p.load, GoVersion: "go1.26"},
			Path:   "exported/" + p.name(),
			Qualifier: func(q *types.Package) string {
				needed[q.Name()] = q.Path()
				return q.Name()
			},
		})
		changed, err := p.resolve(fset, res, needed)
		if err != nil {
			return err
		}
		if changed {
			continue
		}
		if err := p.verdict(fset, res); err != nil {
			return err
		}
		p.lower(res)
		return nil
	}
}

// compose joins the pieces to one file and notes where each begins.
func (p *pkg) compose() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", p.name())
	for _, name := range slices.Sorted(maps.Keys(p.imports)) {
		b.WriteString(importLine(name, p.imports[name]))
	}
	for _, piece := range p.pieces {
		b.WriteString(piece.open)
		piece.at = b.Len()
		b.WriteString(piece.src)
		b.WriteString(piece.close + "\n")
	}
	return []byte(b.String())
}

// pieceAt returns the piece that holds an offset of the composed file.
func (p *pkg) pieceAt(off int) *piece {
	for _, piece := range p.pieces {
		if piece.at <= off && off <= piece.at+len(piece.src) {
			return piece
		}
	}
	return nil
}

// resolve fills in the names that the check did not find: packages that were not imported, and bare names of the
// preloaded ones. It reports whether that changed anything.
func (p *pkg) resolve(fset *token.FileSet, res *lower.Result, needed map[string]string) (bool, error) {
	changed := false
	need := func(name, path string) error {
		if have, ok := p.imports[name]; ok && have != path {
			return fmt.Errorf("package %s: its notebooks mean both %s and %s by %s; give one of them another name", p.name(), have, path, name)
		}
		if _, ok := p.imports[name]; !ok {
			p.imports[name] = path
			changed = true
		}
		return nil
	}
	for name, path := range needed {
		if err := need(name, path); err != nil {
			return false, err
		}
	}
	edits := map[*piece][]edit{}
	for _, e := range res.Errors {
		name, ok := strings.CutPrefix(e.Msg, "undefined: ")
		off := fset.Position(e.Pos).Offset
		at := p.pieceAt(off)
		if !ok || at == nil || !token.IsIdentifier(name) {
			continue
		}
		local := off - at.at
		if path, ok := at.book.imports[name]; ok {
			if err := need(name, path); err != nil {
				return false, err
			}
			continue
		}
		selected := strings.HasPrefix(at.src[min(local+len(name), len(at.src)):], ".")
		if path := p.packageFor(name); selected && path != "" {
			if err := need(name, path); err != nil {
				return false, err
			}
			continue
		}
		if q := p.bareIn(name); q != "" {
			edits[at] = append(edits[at], edit{local, local, q + "."})
			if err := need(q, preloaded[q]); err != nil {
				return false, err
			}
			changed = true
		}
	}
	for piece, list := range edits {
		piece.src = apply(piece.src, list)
	}
	return changed, nil
}

// packageFor returns the import path of a package that a cell may use without importing it.
func (p *pkg) packageFor(name string) string {
	if path := preloaded[name]; path != "" {
		return path
	}
	if paths := session.StdPackages(name); len(paths) > 0 {
		return paths[0]
	}
	return ""
}

// bareIn returns the preloaded package that exports a bare name.
func (p *pkg) bareIn(name string) string {
	if !ast.IsExported(name) {
		return ""
	}
	for _, q := range bare {
		if t, err := p.load.Import(preloaded[q]); err == nil && t.Scope().Lookup(name) != nil {
			return q
		}
	}
	return ""
}

// verdict returns what is wrong with the package, in the words and lines of its cells.
func (p *pkg) verdict(fset *token.FileSet, res *lower.Result) error {
	var errs []error
	for i, e := range res.Errors {
		off := fset.Position(e.Pos).Offset
		if at := p.pieceAt(off); at != nil {
			what := e.Msg
			if i < len(res.Hints) && res.Hints[i] != "" {
				what += " (" + res.Hints[i] + ")"
			}
			errs = append(errs, at.fail(off-at.at, what))
		} else if !strings.Contains(e.Msg, "imported and not used") {
			errs = append(errs, fmt.Errorf("package %s: %s", p.name(), e.Msg))
		}
	}
	if len(errs) > 10 {
		errs = append(errs[:10], fmt.Errorf("and %d more", len(errs)-10))
	}
	return errors.Join(errs...)
}

// located puts a syntax error where its cell is.
func (p *pkg) located(fset *token.FileSet, err error) error {
	for _, piece := range p.pieces {
		if _, perr := parseDecl(piece.open + piece.src + piece.close); perr != nil {
			return piece.fail(0, perr.Error())
		}
	}
	return fmt.Errorf("package %s: %w", p.name(), err)
}

// lower writes the edits of the check into the pieces.
func (p *pkg) lower(res *lower.Result) {
	edits := map[*piece][]edit{}
	for _, e := range res.Edits {
		if at := p.pieceAt(e.Off); at != nil {
			edits[at] = append(edits[at], edit{e.Off - at.at, e.End - at.at, e.New})
		}
	}
	for piece, list := range edits {
		piece.src = apply(piece.src, list)
	}
}
