package shell

import (
	"errors"

	"github.com/gradbook/gradbook/kernel/engine/gonb"
)

// Widgets is what a [Shell] is as well if its cells can use widgets in the front end: those of gonbui, which exchange values
// under addresses.
type Widgets interface {
	// OnWidget has take called with what running code wants of the widgets, one call at a time. It replaces the function
	// of an earlier call.
	OnWidget(take func(gonb.Comm))
	// Deliver hands a value of the front end, as encoding/json decodes it, to the running code.
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
	return s.gonb.Deliver(address, value)
}

// wants hands on what running code wants of the widgets; without anybody who could see to it, nothing happens.
func (s *shell) wants(c gonb.Comm) {
	if take := s.widget.Load(); take != nil {
		(*take)(c)
	}
}
