package session

import (
	"fmt"
	"go/types"
	"sort"
	"strconv"
	"sync"
)

// Preload names the packages that cells see without importing them.
type Preload struct {
	Dot   []string // import paths whose exported names are visible bare, after everything else
	Named []string // import paths that are visible under their package names
}

// Config holds what a session needs to know of the world around it.
type Config struct {
	// Importer gives packages by import path, from export data. It should cache.
	Importer types.Importer
	// Resolve gives candidate import paths for an identifier that looks like a package which was not imported, best
	// first. Nil stands for [StdPackages].
	Resolve func(ident string) []string
	// Preload names packages that need no import.
	Preload Preload
	// Dir gives the folder with a package's source, for its documentation; nil or "" stand for the toolchain's own.
	Dir func(path string) string
	// Known reports whether a package is there without being compiled first: questions do not wait for that. Nil: all are.
	Known func(path string) bool
	// Folder gives the session's folder, which the patterns of go:embed are relative to; nil stands for the current one.
	Folder func() string
	// LangVersion is the language version of cells, such as "go1.26"; empty for the newest.
	LangVersion string
}

// A Session is what the cells have declared so far. Its methods may be called from several goroutines.
type Session struct {
	mu      sync.Mutex
	cfg     Config
	quick   bool                           // a question is being answered
	wanted  []string                       // packages that it would have to wait for
	recs    map[string]*record             // live declarations by name
	imports map[string]string              // local names of imported packages, to import paths
	dots    []string                       // paths that cells have dot-imported
	users   map[*record]map[*record]bool   // who mentions a record
	retired map[string]int                 // how many retired records there are of a name
	old     map[string][]*record           // retired records by name, while something may mention them
	aliases map[string]string              // import path to its alias in units
	taken   map[string]bool                // aliases given
	owed    []Rename                       // what the next unit has to rename besides its own
	failed  map[string]int                 // names that cells would have declared which did not compile, to these cells
	unit    int                            // number of the newest committed unit
	loaded  map[string]*types.Package      // packages by path, as imported
	docs    map[string]map[string]declared // documentation of packages that was asked for
	named   map[string]string              // names of preloaded packages, to import paths; filled when first needed
	watched bool                           // cells are compiled so that a debugger can watch them
	codes   int                            // how many units were compiled so
}

// New makes an empty session.
func New(cfg Config) *Session {
	if cfg.Resolve == nil {
		cfg.Resolve = StdPackages
	}
	return &Session{
		cfg:     cfg,
		recs:    map[string]*record{},
		imports: map[string]string{},
		users:   map[*record]map[*record]bool{},
		retired: map[string]int{},
		old:     map[string][]*record{},
		aliases: map[string]string{},
		taken:   map[string]bool{},
		failed:  map[string]int{},
		loaded:  map[string]*types.Package{},
	}
}

// pkg imports a package, or returns the one imported before.
func (s *Session) pkg(path string) (*types.Package, error) {
	if p := s.loaded[path]; p != nil {
		return p, nil
	}
	if path == "C" {
		return nil, fmt.Errorf("cgo does not work in cells: put the C part into a package and import that")
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if err := s.notYet(path); err != nil {
		return nil, err
	}
	p, err := s.cfg.Importer.Import(path)
	if err != nil {
		return nil, err
	}
	s.loaded[path] = p
	return p, nil
}

// alias is the name under which units import a package.
func (s *Session) alias(path string) string {
	switch path {
	case rtPath:
		return rtName
	case debugPath:
		return debugName
	}
	if a := s.aliases[path]; a != "" {
		return a
	}
	name := "pkg"
	if p, err := s.pkg(path); err == nil {
		name = p.Name()
	}
	a := refMark + name
	for i := 2; s.taken[a]; i++ {
		a = refMark + strconv.Itoa(i) + refMark + name
	}
	s.aliases[path], s.taken[a] = a, true
	return a
}

// VarInfo describes one name of the session.
type VarInfo struct {
	Name string
	Type string // as people read it
	Kind Kind
	Cell int    // the cell that declared it
	Note string // such as "keeps the old T (cell[1])", or ""
}

// Vars lists the session's names in alphabetical order, methods left out.
func (s *Session) Vars() []VarInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []VarInfo
	for _, r := range s.recs {
		v := VarInfo{Name: written(r.base), Type: r.shown, Kind: r.kind, Cell: r.cell}
		for d := range r.deps {
			if d.name != d.base {
				v.Note = fmt.Sprintf("keeps the old %s (cell[%d])", written(d.base), d.cell)
			}
		}
		out = append(out, v)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// Imports returns the packages that cells have imported: local names to import paths.
func (s *Session) Imports() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for k, v := range s.imports {
		out[k] = v
	}
	return out
}
