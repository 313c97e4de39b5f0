package kernel_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNextInput is a cell that asks the front end to put code in its place, as %load does.
func TestNextInput(t *testing.T) {
	c := start(t, nil)
	reply, _ := c.run("next x := 1")
	want := []any{map[string]any{"source": "set_next_input", "text": "x := 1", "replace": true, "start": 0.0}}
	if diff := cmp.Diff(want, reply["payload"]); diff != "" {
		t.Error(diff)
	}
}
