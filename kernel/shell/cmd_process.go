package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// This file runs other programs: shell commands, and cells that are scripts.

// shellPath is bash where there is one, as most examples of commands are written for it.
func shellPath() string {
	if path, err := exec.LookPath("bash"); err == nil {
		return path
	}
	return "/bin/sh"
}

// exec runs a shell command in a folder; mark is what it was written with.
func (c *call) exec(mark, command, dir string) error {
	cmd := exec.CommandContext(c.ctx, shellPath(), "-c", command)
	cmd.Dir = dir
	name := mark + strings.TrimSpace(strings.SplitN(command, "\n", 2)[0])
	ask := c.turn.ask
	c.turn.ask = noInput
	if ask == noInput {
		return c.process(cmd, name)
	}
	return c.withInput(cmd, name, ask == passwordInput)
}

// process runs a program with its output below the cell; an interrupt kills it with its children.
func (c *call) process(cmd *exec.Cmd, name string) error {
	cmd.Env = append(c.engine.Environ(), "GONB_DIR="+c.dir())
	ownGroup(cmd)
	cmd.Stdout, cmd.Stderr = stream{c.out, "stdout"}, stream{c.out, "stderr"}
	err := cmd.Run()
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	var x *exec.ExitError
	if errors.As(err, &x) {
		return fmt.Errorf("%s: %s", name, x)
	}
	return err
}

// asking says what the next shell command gets as its standard input.
type asking int

const (
	noInput       asking = iota
	lineInput            // lines that the user types
	passwordInput        // lines that the user types unseen
)

func (c *call) withInputs() error   { return c.asks("%with_inputs", lineInput) }
func (c *call) withPassword() error { return c.asks("%with_password", passwordInput) }

// asks notes what the next shell command gets; when the cell ends there must have been one.
func (c *call) asks(name string, kind asking) error {
	if c.args != "" {
		return fmt.Errorf("%s stands alone on its line; the shell command, with its !, is the next", name)
	}
	t := c.turn
	t.ask = kind
	t.end = append(t.end, func() error {
		if t.ask != kind {
			return nil
		}
		t.ask = noInput
		return fmt.Errorf("%s: no shell command follows in this cell: lines that begin with ! are", name)
	})
	return nil
}

// withInput runs a program whose input are lines that the user is asked for, one when it starts and one whenever the last
// was taken.
func (c *call) withInput(cmd *exec.Cmd, name string, password bool) error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(c.ctx)
	cmd.Stdin = r
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		defer w.Close() // the program sees the end of its input if no line can be had
		for !ended(ctx) {
			line, err := c.out.ask(ctx, "", password)
			if err != nil {
				if ctx.Err() == nil {
					c.out.Stream("stderr", []byte("note: "+name+" gets no input: "+err.Error()+"\n"))
				}
				return
			}
			if _, err := io.WriteString(w, line+"\n"); err != nil {
				return
			}
			if !taken(ctx, r) {
				return
			}
		}
	}()
	err = c.process(cmd, name)
	cancel()
	<-asked
	return errors.Join(err, r.Close())
}

// ended gives the program a moment to end before it is asked for more input.
func ended(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	case <-time.After(100 * time.Millisecond):
		return false
	}
}

// script feeds the cell to a program.
func (c *call) script() error {
	if c.args == "" {
		return errors.New("%%script: give the program that reads the cell, such as %%script python3")
	}
	return c.feed(c.args, "%%script "+c.args)
}

func (c *call) bash() error { return c.feed("bash "+c.args, "%%bash") }
func (c *call) sh() error   { return c.feed("sh "+c.args, "%%sh") }

func (c *call) feed(command, name string) error {
	cmd := exec.CommandContext(c.ctx, shellPath(), "-c", command)
	cmd.Dir, cmd.Stdin = c.dir(), strings.NewReader(c.body)
	return c.process(cmd, name)
}

// execInModule runs a shell command in the folder with the session's go.mod: !*cmd.
func (c *call) execInModule(command string) error {
	dir, err := c.engine.Packages.Module()
	if err != nil {
		return err
	}
	if err := c.writeProgram(dir); err != nil {
		return err
	}
	return c.exec("!*", command, dir)
}
