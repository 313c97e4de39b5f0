//go:build linux

package worker

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"github.com/gradbook/gradbook/kernel/display"
)

// TestPack sends a message through gob, as it goes to the engine.
func TestPack(t *testing.T) {
	m := display.Message{
		Kind: display.KindDisplay, ID: "a", Wait: true,
		Data:     display.Bundle{"text/plain": "x", "image/png": []byte{1, 2}, "application/json": map[string]any{"k": 1.0}},
		Metadata: map[string]any{"width": 3.0},
		Form:     &display.Form{Address: "a", Fields: []display.Field{{Kind: display.FieldList, Options: []string{"b"}}}},
	}
	d, err := Pack(m)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(Event{Display: d}); err != nil {
		t.Fatal(err)
	}
	var ev Event
	if err := gob.NewDecoder(&b).Decode(&ev); err != nil {
		t.Fatal(err)
	}
	m.Data["application/json"] = json.RawMessage(`{"k":1}`)
	if got := ev.Display.Unpack(); !reflect.DeepEqual(got, m) {
		t.Errorf("got %+v, want %+v", got, m)
	}
	if _, err := Pack(display.Message{Data: display.Bundle{"application/json": func() {}}}); err == nil {
		t.Error("a function was packed as JSON")
	}
}

type rude struct{}

func (rude) Error() string { panic("no text") }

func TestValueText(t *testing.T) {
	type point struct{ X, Y int }
	for _, c := range []struct {
		value any
		want  string
	}{
		{errors.New("an error"), "an error"},
		{"text", "text"},
		{7, "7"},
		{point{1, 2}, "worker.point {X:1 Y:2}"},
		{[]int{1}, "[]int [1]"},
		{rude{}, "(worker.rude: its text panics: no text)"},
	} {
		if got := valueText(c.value); got != c.want {
			t.Errorf("%#v: %q, want %q", c.value, got, c.want)
		}
	}
}
