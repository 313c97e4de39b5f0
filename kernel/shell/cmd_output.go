package shell

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// capture is %capture: the rest of the cell's output goes to a file as well.
func (c *call) capture() error {
	name, f, err := c.captureFile()
	if err != nil {
		return err
	}
	if f == nil {
		return errors.New("%capture: give the name of a file")
	}
	c.out.copyTo(f, false)
	c.turn.end = append(c.turn.end, func() error {
		c.out.copyTo(nil, false)
		return closed(name, f)
	})
	return nil
}

// captureCell is %%capture: the output of the cell below goes to a file only, or without one nowhere.
func (c *call) captureCell() error {
	name, f, err := c.captureFile()
	if err != nil {
		return err
	}
	c.out.copyTo(f, true)
	err = c.execute(c.ctx, Request{Number: c.req.Number, Code: "\n" + c.body, Silent: true})
	c.out.copyTo(nil, false)
	if f != nil {
		err = errors.Join(err, closed(name, f))
	}
	return err
}

// captureFile opens the file that [-a] file names; nil if it names none.
func (c *call) captureFile() (name string, f *os.File, err error) {
	name, flags := c.args, os.O_CREATE|os.O_WRONLY|os.O_TRUNC
	if rest, ok := strings.CutPrefix(name, "-a"); ok && (rest == "" || rest[0] == ' ') {
		name, flags = strings.TrimSpace(rest), os.O_CREATE|os.O_WRONLY|os.O_APPEND
	}
	if name == "" {
		return "", nil, nil
	}
	name = c.path(name)
	f, err = os.OpenFile(name, flags, 0o666)
	return name, f, err
}

func closed(name string, f *os.File) error {
	if err := f.Close(); err != nil {
		return errors.New("writing " + name + ": " + err.Error())
	}
	return nil
}

// path is the file that an argument of a command means: relative to the session's folder, with ~ for the home folder and
// $NAME or ${NAME} for what is in the environment of the cells.
func (s *shell) path(name string) string {
	env := map[string]string{}
	for _, kv := range s.engine.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		env[k] = v
	}
	name = os.Expand(name, func(k string) string { return env[k] })
	if name == "~" || strings.HasPrefix(name, "~/") {
		name = env["HOME"] + name[1:]
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.dir(), name)
	}
	return name
}

// copyTo sends a copy of all output to f, and with hide only there. Nil, and not hidden: as usual.
func (c cellOutput) copyTo(f *os.File, hide bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.receiver(c.id)
	r.copy, r.hide = f, hide
}

// toCopy writes text to the copy and reports whether that is all that is to be done with it. It is called with the lock held.
func (r *receiver) toCopy(text string) (done bool) {
	if r.copy != nil {
		r.copy.WriteString(text) // a full disk shows when the file is closed
	}
	return r.hide
}

// copied is what a file gets of something displayed: its text, or what is nearest to one.
func copied(b display.Bundle) string {
	for _, mime := range []string{display.MIMEText, display.MIMEMarkdown, display.MIMEHTML, display.MIMESVG} {
		if text, ok := b[mime].(string); ok && text != "" {
			return strings.TrimRight(text, "\n") + "\n"
		}
	}
	return ""
}
