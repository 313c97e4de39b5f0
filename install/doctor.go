package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Finding is what one check of the doctor found: a line that says what is there, or what is wrong and how to mend it.
type Finding struct {
	OK    bool
	Text  string
	Cure  string // what to do, if it is not OK
	Extra bool   // gradbook works without it
}

// Check is one thing that the doctor looks at.
type Check struct {
	Name string
	Look func(context.Context) Finding
}

// Checks lists what the doctor looks at, in the order in which things need one another.
func Checks() []Check {
	return []Check{
		{"Go", lookForGo},
		{"cache", lookAtCache},
		{"disk", lookAtDisk},
		{"worker", lookForWorker},
		{"Jupyter", lookForJupyter},
		{"kernel", lookForKernel},
	}
}

// Examine makes the checks, writes a line for each, and reports whether nothing is wrong.
func Examine(ctx context.Context, w io.Writer, checks []Check) (bool, error) {
	well := true
	for _, c := range checks {
		f := c.Look(ctx)
		mark := "ok  "
		switch {
		case !f.OK && f.Extra:
			mark = "note"
		case !f.OK:
			mark, well = "FAIL", false
		}
		if _, err := fmt.Fprintf(w, "%s  %-9s %s\n", mark, c.Name, f.Text); err != nil {
			return well, err
		}
		if !f.OK && f.Cure != "" {
			if _, err := fmt.Fprintf(w, "%16s→ %s\n", "", f.Cure); err != nil {
				return well, err
			}
		}
	}
	return well, nil
}

func lookForJupyter(ctx context.Context) Finding {
	const cure = "install JupyterLab (`pip install jupyterlab`, or `make lab` in gradbook's repository), or use an editor that runs notebooks; `gradbook run` needs no Jupyter"
	path, err := exec.LookPath("jupyter")
	if err != nil {
		return Finding{Extra: true, Text: "the command jupyter was not found on PATH", Cure: cure}
	}
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	if err != nil {
		return Finding{Extra: true, Text: fmt.Sprintf("%s does not work: %v", path, err), Cure: cure}
	}
	for line := range strings.Lines(string(out)) {
		name, version, ok := strings.Cut(line, ":")
		version = strings.TrimSpace(version)
		if ok && strings.TrimSpace(name) == "jupyterlab" && version != "" && version != "not installed" {
			return Finding{OK: true, Text: fmt.Sprintf("%s, JupyterLab %s", path, version)}
		}
	}
	return Finding{OK: true, Text: path + " (without JupyterLab)"}
}

func lookForKernel(context.Context) Finding {
	spec, dir, err := Find()
	const cure = "run `gradbook install`"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Finding{Text: "Jupyter does not know the kernel", Cure: cure}
	case err != nil:
		return Finding{Text: err.Error(), Cure: cure}
	case len(spec.Argv) == 0:
		return Finding{Text: fmt.Sprintf("%s names no program", filepath.Join(dir, "kernel.json")), Cure: cure}
	}
	program, err := exec.LookPath(spec.Argv[0])
	if err != nil {
		return Finding{Text: fmt.Sprintf("the kernel in %s starts %s, which cannot be run: %v", dir, spec.Argv[0], err), Cure: cure}
	}
	own, err := Program()
	if err == nil && !sameFile(own, program) {
		return Finding{
			OK:    false,
			Extra: true,
			Text:  fmt.Sprintf("the kernel in %s starts %s, and not this program (%s)", dir, program, own),
			Cure:  cure + " if you want this one",
		}
	}
	return Finding{OK: true, Text: fmt.Sprintf("%s starts %s", dir, program)}
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
