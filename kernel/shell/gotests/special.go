package gotests

// special are the programs that no property of their text tells apart, with the reason why they say nothing about
// cells.
var special = map[string]string{
	"fixedbugs/issue17039.go": "go itself does otherwise when main's variable is one of the package",
	"fixedbugs/issue21808.go": "depends on the order between standard output and standard error, which are two pipes",
	"nilptr.go":               "wants its variables in the first 256 MB of the address space",
	"typeparam/nested.go":     "prints the numbers by which a compilation tells local types apart",
	"zerosize.go":             "compares addresses of variables of size zero, which the language leaves open",
}

// wholeOnly are the programs that depend on the order in which all variables of a package are initialised: in cells of their
// own, each is when its cell runs.
var wholeOnly = map[string]bool{
	"fixedbugs/issue43444.go": true,
}

// Forms lists the forms that apply to a program.
func (p *Program) Forms() []Form {
	if wholeOnly[p.Name] {
		return []Form{Whole}
	}
	return []Form{Whole, Split}
}
