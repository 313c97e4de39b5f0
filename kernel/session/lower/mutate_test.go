package lower

import (
	"go/parser"
	"go/token"
	"math/rand/v2"
	"testing"
)

// TestMutated puts random tokens into cells. Nothing may panic, the rounds must end, and what lowers without an error
// must be Go that needs no lowering.
func TestMutated(t *testing.T) {
	tokens := []string{
		"x", "y", "1", "xs", "m", "a", "p", "n", "nil", "'a'", "\"s\"", "Value", "Same(", "func() Value {", "go ", " + ", "*", "-", "<", "<-", "&&", "!",
		"=", ":=", "+=", "++", "&", "(", ")", "[", "]", "{", "}", ".", ",", ";", "\n",
	}
	r := rand.New(rand.NewPCG(3, 4))
	conf := config(t, token.NewFileSet())
	for i := range 1500 {
		cell := program(cases[i%len(cases)].cell, "main")
		for range 1 + r.IntN(3) {
			at := r.IntN(len(cell))
			end := at + r.IntN(min(4, len(cell)-at))
			cell = cell[:at] + tokens[r.IntN(len(tokens))] + cell[end:]
		}
		src := []byte(prelude + cell)
		fset := token.NewFileSet()
		file, syntax := parser.ParseFile(fset, "cell.go", src, parser.SkipObjectResolution|parser.ParseComments)
		res := CheckFile(fset, file, src, Options{Config: conf})
		if res.Rounds > 6 {
			t.Errorf("%d rounds for\n%s", res.Rounds, cell)
		}
		if syntax != nil || !res.OK() {
			continue
		}
		again, err := Check(token.NewFileSet(), "lowered.go", res.Source, conf)
		if err != nil || !again.OK() || len(again.Edits) > 0 {
			t.Errorf("%v\n%s\nis lowered to\n%s", err, cell, res.Source[len(prelude):])
		}
	}
}
