package shell

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/gonb"
)

// get adds modules to the session's go.mod.
func (c *call) get() error {
	pkgs := strings.Fields(c.args)
	if len(pkgs) == 0 {
		return errors.New("%get: give a module or package, such as %get github.com/google/uuid@v1.6.0")
	}
	return c.engine.Packages.Get(c.ctx, stream{c.out, "stderr"}, pkgs...)
}

func (c *call) autoget() error   { c.engine.Packages.AutoGet(true); return nil }
func (c *call) noautoget() error { c.engine.Packages.AutoGet(false); return nil }

// goflags shows or sets GOFLAGS.
func (c *call) goflags() error {
	if c.args == "" {
		c.print("%s\n", c.engine.Packages.Flags())
		return nil
	}
	flags, err := words(c.args)
	if err != nil {
		return err
	}
	var kept []string
	for _, f := range flags {
		switch name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "="); name {
		case "":
		case "cover", "covermode", "coverpkg", "race", "msan", "asan":
			c.out.Stream("stderr", []byte("note: "+f+" is left out: the session's process is not built with it\n"))
		default:
			kept = append(kept, f)
		}
	}
	c.engine.Packages.SetFlags(strings.Join(kept, " "))
	return nil
}

// goWorkFix makes replace rules in the session's go.mod of the folders that the go.work beside it uses, which go get does
// not look at.
func (c *call) goWorkFix() error {
	dir, err := c.engine.Packages.Module()
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "go.work")
	if _, err := os.Stat(file); err != nil {
		return fmt.Errorf("%%goworkfix: there is no go.work in %s; make one with !*go work init && go work use folder", dir)
	}
	out, err := c.engine.Packages.Go(c.ctx, "work", "edit", "-json", file)
	if err != nil {
		return err
	}
	var work struct{ Use []struct{ DiskPath string } }
	if err := json.Unmarshal(out, &work); err != nil {
		return fmt.Errorf("%%goworkfix: reading %s: %w", file, err)
	}
	for _, u := range work.Use {
		at := u.DiskPath
		if !filepath.IsAbs(at) {
			at = filepath.Join(dir, at)
		}
		if at == dir {
			continue
		}
		path, err := c.engine.Packages.ModulePath(c.ctx, at)
		if err != nil {
			return fmt.Errorf("%%goworkfix: %w", err)
		}
		if _, err := c.engine.Packages.Go(c.ctx, "mod", "edit", "-replace="+path+"="+at); err != nil {
			return err
		}
		c.print("replaced %s by %s\n", path, at)
	}
	return nil
}

// track lists the folders of local packages whose edits are picked up, or adds one. Importing a package adds its folder by itself.
func (c *call) track() error {
	if c.args != "" {
		dir, err := c.folder("%track", c.args)
		if err != nil {
			return err
		}
		return c.engine.Packages.Track(c.ctx, dir)
	}
	dirs := c.engine.Packages.Local()
	if len(dirs) == 0 {
		c.print("No local package is imported yet.\n")
	}
	for _, d := range dirs {
		c.print("%s\n", d)
	}
	return nil
}

// untrack ends the watch for the packages in a folder; without one it lists those that are watched, as in gonb.
func (c *call) untrack() error {
	if c.args == "" {
		return c.track()
	}
	dir := c.path(strings.TrimSuffix(c.args, "...")) // gonb writes dots for what is below; here that goes along
	if c.engine.Packages.Untrack(dir) == 0 {
		return fmt.Errorf("%%untrack: no tracked package is in %s; %%track lists their folders", dir)
	}
	return nil
}

// folder is the full path of a folder that is there; a file stands for the folder that it is in.
func (c *call) folder(command, name string) (string, error) {
	dir := c.path(name)
	st, err := os.Stat(dir)
	if err != nil {
		return "", fmt.Errorf("%s: %w", command, err)
	}
	if !st.IsDir() {
		dir = filepath.Dir(dir)
	}
	return dir, nil
}

// widgets connects the front end with gonbui's widgets, which the first widget of a cell does by itself.
func (c *call) widgets() error {
	if c.widget.Load() == nil {
		return errors.New("%widgets: there is no front end that shows widgets here; open the notebook in JupyterLab")
	}
	c.wants(gonb.Comm{Kind: gonb.CommSubscribe, Address: "#widgets"})
	return nil
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
