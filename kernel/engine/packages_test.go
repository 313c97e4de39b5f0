package engine

import (
	"errors"
	"testing"

	"github.com/gradbook/gradbook/kernel/engine/toolchain"
)

func TestLacksSum(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want bool
	}{
		{"none", nil, false},
		{"of a package", &toolchain.PackageError{Path: "a", Err: "missing go.sum entry for module"}, true},
		{"of go list as a whole", errors.New("go list: go: updates to go.mod needed; to update it:\n\tgo mod tidy"), true},
		{"another", &toolchain.PackageError{Path: "a", Err: "no required module provides package a"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lacksSum(c.err); got != c.want {
				t.Errorf("%v: %t", c.err, got)
			}
		})
	}
}
