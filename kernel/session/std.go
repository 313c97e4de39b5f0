package session

import (
	"slices"
	"sync"
)

//go:generate go run genstd.go

// StdPackages returns the import paths of the standard library's packages with that name, the usual one first:
// text/template before html/template, math/rand/v2 before math/rand and crypto/rand.
func StdPackages(name string) []string { return stdPackages[name] }

// StdPaths returns the import paths of the standard library in alphabetical order.
func StdPaths() []string { return stdPaths() }

var stdPaths = sync.OnceValue(func() []string {
	var all []string
	for _, paths := range stdPackages {
		all = append(all, paths...)
	}
	slices.Sort(all)
	return all
})
