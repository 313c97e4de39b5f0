package rt

// doomed reports whether the calling goroutine is to stop: its label is in the list, and it is not running the deferred
// calls of an interrupt already. It reads the goroutine's structure as [goroutine] says.
func doomed() bool

func getg() *goroutine
