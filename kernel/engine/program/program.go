// Package program lets cells be written as programs are: with arguments and flags, a main function, and flags that a cell
// declares again when it runs again. Cells do not import it themselves; package shell adds the calls.
package program

import (
	"flag"
	"os"
)

// Main runs f as the main function of a program that was called with args. With parse, flags are parsed before.
func Main(f func(), parse bool, args ...string) {
	Args(args...)
	if parse {
		flag.Parse()
	}
	f()
}

// Args sets the arguments of the program: os.Args without its first. All flags get their default values, since parsing
// sets only those that are given. A wrong flag panics from here on, where it would end the process with the session in it.
func Args(args ...string) {
	os.Args = append(os.Args[:1:1], args...)
	flag.CommandLine.Init(os.Args[0], flag.PanicOnError)
	flag.VisitAll(Default)
}

// Default sets a flag to its default value. A flag that has it already is left alone, which spares the functions of flag.Func.
func Default(f *flag.Flag) {
	if f.Value.String() != f.DefValue {
		f.Value.Set(f.DefValue) // was the value once: it fits
	}
}

// Forget undefines flags, so that a cell that defines them can run again; package flag itself knows no such thing and
// panics with "flag redefined".
func Forget(names ...string) {
	gone := map[string]bool{}
	for _, n := range names {
		gone[n] = flag.Lookup(n) != nil
	}
	old := flag.CommandLine
	flag.CommandLine = flag.NewFlagSet(old.Name(), old.ErrorHandling())
	flag.CommandLine.Usage = func() { flag.Usage() } // as package flag has it
	old.VisitAll(func(f *flag.Flag) {
		if !gone[f.Name] {
			flag.Var(f.Value, f.Name, f.Usage)
			flag.Lookup(f.Name).DefValue = f.DefValue // flag.Var takes the value of now
		}
	})
}
