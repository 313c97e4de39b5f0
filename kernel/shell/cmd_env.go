package shell

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// cd changes the folder of the worker and of later commands.
func (c *call) cd() error {
	to := c.args
	if to == "" || to == "~" || strings.HasPrefix(to, "~/") {
		home, err := os.UserHomeDir()
		if err != nil {
			return err
		}
		to = filepath.Join(home, strings.TrimPrefix(to, "~"))
	}
	if !filepath.IsAbs(to) {
		to = filepath.Join(c.dir(), to)
	}
	st, err := os.Stat(to)
	if err != nil {
		return fmt.Errorf("%%cd: %w", err)
	}
	if !st.IsDir() {
		return fmt.Errorf("%%cd: %s is no folder", to)
	}
	if err := errors.Join(c.engine.Chdir(c.ctx, to), c.engine.Setenv(c.ctx, "GONB_DIR", to)); err != nil {
		return err
	}
	c.print("%s\n", to)
	return nil
}

// dir is the session's working folder.
func (s *shell) dir() string { return s.engine.Dir() }

// env prints or sets environment variables.
func (c *call) env() error {
	name, value, set := c.args, "", false
	if i := strings.IndexAny(name, "= \t"); i >= 0 { // gonb writes NAME value
		name, value, set = name[:i], strings.TrimPrefix(strings.TrimSpace(name[i:]), "="), true
	}
	switch {
	case set && name == "":
		return errors.New("%env: give NAME=value")
	case set:
		return c.engine.Setenv(c.ctx, name, strings.TrimSpace(value))
	}
	env := c.engine.Environ()
	sort.Strings(env)
	for _, e := range env {
		if k, v, _ := strings.Cut(e, "="); name == "" || k == name {
			if name != "" {
				c.print("%s\n", v)
				return nil
			}
			c.print("%s\n", e)
		}
	}
	if name != "" {
		return fmt.Errorf("%%env: %s is not set", name)
	}
	return nil
}

type stream struct {
	out interface {
		Stream(name string, text []byte)
	}
	name string
}

func (s stream) Write(b []byte) (int, error) {
	s.out.Stream(s.name, b)
	return len(b), nil
}

func (c *call) writefile() error {
	name, appending := strings.CutPrefix(c.args, "-a ")
	name = strings.TrimSpace(name)
	if name == "" {
		return errors.New("%%writefile: give the name of a file")
	}
	name = c.path(name)
	flags, did := os.O_CREATE|os.O_WRONLY|os.O_TRUNC, "wrote"
	if appending {
		flags, did = os.O_CREATE|os.O_WRONLY|os.O_APPEND, "appended to"
	}
	f, err := os.OpenFile(name, flags, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(c.body)
	if err = errors.Join(err, f.Close()); err == nil {
		c.print("%s %s (%d bytes)\n", did, name, len(c.body))
	}
	return err
}
