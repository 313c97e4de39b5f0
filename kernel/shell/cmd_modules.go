package shell

import (
	"errors"
	"runtime/debug"
	"strings"
)

// get adds modules to the session's go.mod.
func (c *call) get() error {
	pkgs := strings.Fields(c.args)
	if len(pkgs) == 0 {
		return errors.New("%get: give a module or package, such as %get github.com/google/uuid@v1.6.0")
	}
	return c.engine.Packages.Get(c.ctx, stream{c.out, "stderr"}, pkgs...)
}

func (c *call) version() error {
	v := "(devel)"
	if bi, ok := debug.ReadBuildInfo(); ok && bi.Main.Version != "" {
		v = bi.Main.Version
	}
	h := c.engine.Host()
	c.print("gradbook %s, %s at %s\n", v, h.Version, h.Root)
	return nil
}
