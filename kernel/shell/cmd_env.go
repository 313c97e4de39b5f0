package shell

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
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
	if err := c.engine.Chdir(c.ctx, to); err != nil {
		return err
	}
	c.print("%s\n", to)
	return nil
}

// dir is the session's working folder.
func (s *shell) dir() string { return s.engine.Dir() }

// env prints or sets environment variables.
func (c *call) env() error {
	name, value, set := strings.Cut(c.args, "=")
	name = strings.TrimSpace(name)
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

func (c *call) goflags() error {
	if c.args == "" {
		c.print("%s\n", c.engine.Packages.Flags())
		return nil
	}
	c.engine.Packages.SetFlags(c.args)
	return nil
}

// exec runs a shell command; an interrupt kills it with its children.
func (c *call) exec(command string) error {
	cmd := exec.CommandContext(c.ctx, "/bin/sh", "-c", command)
	cmd.Dir, cmd.Env = c.dir(), c.engine.Environ()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Stdout, cmd.Stderr = stream{c.out, "stdout"}, stream{c.out, "stderr"}
	err := cmd.Run()
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	var x *exec.ExitError
	if errors.As(err, &x) {
		return fmt.Errorf("!%s: %s", strings.TrimSpace(strings.SplitN(command, "\n", 2)[0]), x)
	}
	return err
}

type stream struct {
	out  *output
	name string
}

func (s stream) Write(b []byte) (int, error) {
	s.out.Stream(s.name, b)
	return len(b), nil
}

func (c *call) bash() error { return c.exec(c.body) }

func (c *call) writefile() error {
	name, appending := strings.CutPrefix(c.args, "-a ")
	name = strings.TrimSpace(name)
	if name == "" {
		return errors.New("%%writefile: give the name of a file")
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(c.dir(), name)
	}
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
