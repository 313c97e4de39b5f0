package shell

import (
	"context"
	"errors"

	"github.com/gradbook/gradbook/kernel/display"
)

// bundles is a sink that keeps what is displayed.
type bundles struct{ shown []display.Bundle }

func (b *bundles) Stream(string, string) {}

func (b *bundles) Display(m display.Message) { b.shown = append(b.shown, m.Data) }

func (b *bundles) Input(context.Context, string, bool) (string, error) {
	return "", errors.New("no input here")
}
