package kernel_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/wire"
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

func TestExit(t *testing.T) {
	c := start(t, nil)
	notebook := map[string]any{"cellId": "a"}
	for _, test := range []struct {
		code     string
		metadata map[string]any
		leaves   bool
		says     int // how many outputs, the input included
	}{
		{"exit", map[string]any{}, true, 1},
		{" quit()\n", map[string]any{}, true, 1},
		{"exit", notebook, true, 2},
		{"print exit", map[string]any{}, false, 2},
	} {
		t.Run(test.code, func(t *testing.T) {
			m, err := c.author.New(wire.ExecuteRequest, nil, cell(test.code))
			if err != nil {
				t.Fatal(err)
			}
			if m.Metadata, err = json.Marshal(test.metadata); err != nil {
				t.Fatal(err)
			}
			c.sendMessage("shell", m)
			want := []any{}
			if test.leaves {
				want = append(want, map[string]any{"source": "ask_exit", "start": 0.0})
			}
			if diff := cmp.Diff(want, object(t, c.reply("shell", m).Content)["payload"]); diff != "" {
				t.Error(diff)
			}
			if got := describe(c.outputs(m)); len(got) != test.says {
				t.Errorf("outputs are %v, want %d", got, test.says)
			}
		})
	}
}
