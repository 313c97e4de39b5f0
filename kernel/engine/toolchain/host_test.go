package toolchain_test

import (
	"context"
	"testing"

	"github.com/gradbook/gradbook"
	"github.com/gradbook/gradbook/kernel/engine/toolchain"
)

func TestHost(t *testing.T) {
	tc, err := toolchain.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	h, err := tc.Host(context.Background(), gradbook.Source, func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	t.Log(h.Exe, len(h.Packages))
}
