package session

//go:generate go run genstd.go

// StdPackages returns the import paths of the standard library's packages with that name, the usual one first:
// text/template before html/template, math/rand/v2 before math/rand and crypto/rand.
func StdPackages(name string) []string { return stdPackages[name] }
