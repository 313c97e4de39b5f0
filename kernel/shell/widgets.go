package shell

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
)

// Widgets is what a [Shell] is as well if its cells can use widgets in the front end: those of gonbui and of
// [display.Interact], which exchange values under addresses.
type Widgets interface {
	// OnWidget has take called with what running code wants of the widgets; calls may overlap. It replaces the function
	// of an earlier call.
	OnWidget(take func(gonb.Comm))
	// Deliver hands a value of the front end, as encoding/json decodes it, to the running code; nil if the widget is gone.
	Deliver(address string, value any) error
}

var _ Widgets = (*shell)(nil)

// OnWidget implements [Widgets].
func (s *shell) OnWidget(take func(gonb.Comm)) { s.widget.Store(&take) }

// Deliver implements [Widgets].
func (s *shell) Deliver(address string, value any) error {
	if s.forQuery() == nil {
		return errors.New("the worker is not ready")
	}
	if !strings.HasPrefix(address, display.Address) {
		return s.gonb.Deliver(address, value)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("the value at %q: %w", address, err)
	}
	return s.engine.Deliver(address, text)
}

// wants hands on what running code wants of the widgets; without anybody who could see to it, nothing happens.
func (s *shell) wants(c gonb.Comm) {
	if take := s.widget.Load(); take != nil {
		(*take)(c)
	}
}
