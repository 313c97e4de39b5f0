package rt

import "github.com/gradbook/gradbook/kernel/display"

// Failure is the value of the panic by which a cell fails whose trailing expression is an error.
type Failure struct{ Err error }

func (f Failure) Error() string { return f.Err.Error() }

// Show displays the values of a cell's trailing expression. If the last one is an error, the cell fails with it; a nil
// error beside other values is not shown.
func Show(values ...any) {
	if len(values) == 0 {
		return
	}
	if err, ok := values[len(values)-1].(error); ok && err != nil {
		panic(Failure{err})
	}
	if len(values) > 1 && values[len(values)-1] == nil {
		values = values[:len(values)-1]
	}
	display.Result(values...)
}
