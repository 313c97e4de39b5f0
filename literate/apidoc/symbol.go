package apidoc

// What a package exports, one after the other: constants, variables, functions, types with their functions and methods.

import (
	"go/ast"
	"go/doc"
	"strings"
)

// symbol is a declaration to be shown.
type symbol struct {
	names    []string // more than one for groups of constants and variables
	title    string
	level    int // 0: of the package; 1: of a type
	decl     ast.Decl
	doc      string
	examples []*doc.Example
}

// symbols returns them in the order of the page.
func (p *Package) symbols() []symbol {
	d := p.doc
	list := append(values(d.Consts, 0), values(d.Vars, 0)...)
	list = append(list, funcs(d.Funcs, 0)...)
	for _, t := range d.Types {
		list = append(list, symbol{names: []string{t.Name}, title: "type " + t.Name, decl: t.Decl, doc: t.Doc, examples: t.Examples})
		list = append(list, values(t.Consts, 1)...)
		list = append(list, values(t.Vars, 1)...)
		list = append(list, funcs(t.Funcs, 1)...)
		list = append(list, funcs(t.Methods, 1)...)
	}
	return list
}

func values(groups []*doc.Value, level int) []symbol {
	var list []symbol
	for _, v := range groups {
		var names []string
		for _, n := range v.Names {
			if ast.IsExported(n) {
				names = append(names, n)
			}
		}
		if len(names) > 0 {
			list = append(list, symbol{names: names, title: strings.Join(names, ", "), level: level, decl: v.Decl, doc: v.Doc})
		}
	}
	return list
}

func funcs(group []*doc.Func, level int) []symbol {
	var list []symbol
	for _, f := range group {
		name := f.Name
		if f.Recv != "" {
			recv := strings.TrimPrefix(f.Recv, "*")
			recv, _, _ = strings.Cut(recv, "[")
			name = recv + "." + name
		}
		list = append(list, symbol{names: []string{name}, title: name, level: level, decl: f.Decl, doc: f.Doc, examples: f.Examples})
	}
	return list
}
