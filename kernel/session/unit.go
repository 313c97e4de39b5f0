package session

// Unit is what the session hands to the engine for one cell: a Go file of package main, and how the names that it
// declares bind to what earlier cells have loaded. A symbol name is the linker's without the package: "x", "f",
// "T", "T.m", "(*T).m".
//
// The file declares again, textually, everything earlier that the cell needs (transitively): types and generic
// functions in full, functions and methods without a body, variables as var x T.
type Unit struct {
	Number  int      // the cell's number
	Source  []byte   // the whole Go file
	Imports []string // import paths that Source uses (and those needed by types it mentions); the compiler needs their export data
	Entry   string   // symbol of the function that runs the cell's statements, "" if there are none

	// Extern lists variables, functions, methods and types that Source declares again and that must bind to the
	// loaded ones. Everything else that Source declares is new.
	Extern []string
	// Rename is applied to the loaded names before the unit binds: From is a token such as "T" (all names that mention
	// main.T move: its methods, pointers, itabs, generic instances) and To its retired name, such as "Tˑ1". A later unit
	// that needs the old T declares it as Tˑ1 and lists that in Extern.
	Rename []Rename
	// Rebind lists functions and methods that this unit defines anew with the machine signature they had before: their
	// jump stub is kept and pointed to the new body, so that every earlier caller, function value and itab sees it.
	Rebind []string
	Embed  *Embed // files that Source embeds; nil: none

	Renew    bool      // instances of generic functions are to be loaded anew, from this unit on
	Observed *Observed // of code that a debugger can watch; nil: none can
}

// Embed says what the patterns of go:embed directives stand for.
type Embed struct {
	Dir      string              // the folder that they are relative to
	Patterns map[string][]string // the files that each matches, relative to Dir, with slashes
}

// Rename retires one loaded name.
type Rename struct{ From, To string }
