package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"regexp"
)

// This file lets cells declare names that the language has: max := 3, func len(…), type error struct{ … }. In a unit,
// a max at package level would hide the language's from texts that meant that one: functions of earlier cells that are
// emitted again, types that go/types writes, what lowering adds. So the cell's max gets a private name, wherever the
// cell means it, before anything else is done with the cell. The name has as many bytes, so that all offsets stay.

// privateMark begins the private names. Like refMark, it is a letter (U+02D0) that nobody types.
const privateMark = "ː"

// privateNames are the names in units of declarations that are called like one of the language; writtenNames leads back.
var privateNames, writtenNames = makePrivateNames()

func makePrivateNames() (private, written map[string]string) {
	private, written = map[string]string{}, map[string]string{}
	for _, name := range types.Universe.Names() {
		n := len(name) - len(privateMark)
		candidates := []string{name[len(name)-n:], name[:n]}
		for c := 'a'; c <= 'z'; c++ {
			candidates = append(candidates, name[:n-1]+string(c))
		}
		for _, c := range candidates {
			if p := privateMark + c; written[p] == "" {
				private[name], written[p] = p, name
				break
			}
		}
	}
	return private, written
}

var privateName = regexp.MustCompile(privateMark + `[a-z0-9]+`)

// written puts what the user has called them for the private names in s.
func written(s string) string {
	return privateName.ReplaceAllStringFunc(s, func(p string) string {
		if name := writtenNames[p]; name != "" {
			return name
		}
		return p
	})
}

// PrivateNames are the names that units have for declarations of cells that are called like something of the language, with
// what they stand for. Both have the same length.
func PrivateNames() map[string]string { return maps.Clone(writtenNames) }

// Written is a linker's name of a cell's function, without the package, as its author has written it.
func Written(name string) string { return readable(name) }

// called finds a declaration by the name that the user has for it.
func (s *Session) called(name string) *record {
	if p := privateNames[name]; p != "" {
		name = p
	}
	return s.recs[name]
}

// shadow gives the cell's uses of names that it, or an earlier cell, takes from the language their private names.
func (s *Session) shadow(c *cell) {
	own := c.shadows()
	free, keys := map[*ast.Ident]bool{}, map[*ast.Ident]bool{}
	for _, id := range c.free {
		free[id] = true
	}
	for _, id := range c.keys {
		keys[id] = true
	}
	src := []byte(c.src)
	var parents []ast.Node
	visit := func(n ast.Node) bool {
		if n == nil {
			parents = parents[:len(parents)-1]
			return true
		}
		parents = append(parents, n)
		id, ok := n.(*ast.Ident)
		if !ok || privateNames[id.Name] == "" {
			return true
		}
		d, declared := own[id.Name]
		earlier := s.called(id.Name) != nil
		means := false
		switch {
		case keys[id] && !inMapOrArray(parents):
			// a field
		case id.Obj != nil:
			means = declared && d.nodes[id.Obj.Decl]
		case !free[id] && !keys[id]:
			// selected, or the name of a field or method
		case c.fset.File(id.Pos()).Name() == "decls":
			means = declared || earlier
		default:
			means = d.everywhere || earlier
		}
		if means {
			copy(src[c.off(id.Pos()):], privateNames[id.Name])
			id.Name = privateNames[id.Name]
		}
		return true
	}
	for _, it := range c.items {
		if it.decl != nil {
			ast.Inspect(it.decl, visit)
		} else {
			ast.Inspect(it.stmt, visit)
		}
	}
	c.src = string(src)
}

// inMapOrArray says whether the literal that the last of nodes is a key of is seen to be one of a map, slice or array.
func inMapOrArray(nodes []ast.Node) bool {
	if len(nodes) < 3 {
		return false
	}
	lit, ok := nodes[len(nodes)-3].(*ast.CompositeLit)
	if !ok {
		return false
	}
	switch lit.Type.(type) {
	case *ast.MapType, *ast.ArrayType:
		return true
	}
	return false
}

// A shadowing is what a cell declares under a name of the language.
type shadowing struct {
	nodes      map[any]bool // its declarations, as the parser's objects have them
	everywhere bool         // the name is that in the whole cell, not only after the statement that declares it
}

// shadows lists the names of the language that a cell declares.
func (c *cell) shadows() map[string]shadowing {
	out := map[string]shadowing{}
	add := func(id *ast.Ident, node any, everywhere bool) {
		if privateNames[id.Name] == "" {
			return
		}
		s := out[id.Name]
		if s.nodes == nil {
			s.nodes = map[any]bool{}
		}
		s.nodes[node] = true
		s.everywhere = s.everywhere || everywhere
		out[id.Name] = s
	}
	statements := len(c.embeds) > 0
	for _, it := range c.items {
		statements = statements || it.stmt != nil
	}
	for _, it := range c.items {
		switch d := it.decl.(type) {
		case nil:
			for _, id := range defined(it.stmt) {
				if id.Obj != nil {
					add(id, id.Obj.Decl, false)
				}
			}
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name, d, true)
			}
		case *ast.GenDecl:
			for _, sp := range d.Specs {
				switch sp := sp.(type) {
				case *ast.TypeSpec:
					add(sp.Name, sp, true)
				case *ast.ValueSpec:
					for _, id := range sp.Names {
						add(id, sp, d.Tok == token.CONST || !statements)
					}
				}
			}
		}
	}
	return out
}
