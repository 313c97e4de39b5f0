package kernel

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// historyFiles is a folder with one file a session, <number>.jsonl, of one JSON object a line: a cell, or the value of a
// cell. The numbers are given by creating the file, so that kernels which start at the same time get different ones without
// a lock.
type historyFiles struct{ dir string }

// keptSessions is how many sessions are kept on disk.
const keptSessions = 500

func (f *historyFiles) path(session int) string {
	return filepath.Join(f.dir, fmt.Sprintf("%06d.jsonl", session))
}

// create begins the file of a new session and returns its number. The oldest files go when there are too many.
func (f *historyFiles) create() (int, error) {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return 0, err
	}
	old := f.list()
	slices.Sort(old)
	for len(old) >= keptSessions {
		if err := os.Remove(f.path(old[0])); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		old = old[1:]
	}
	next := 1
	if len(old) > 0 {
		next = old[len(old)-1] + 1
	}
	for ; ; next++ {
		file, err := os.OpenFile(f.path(next), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			return next, file.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return 0, err
		}
	}
}

func (f *historyFiles) append(session int, e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(f.path(session), os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

// read returns the cells of a session. Lines that cannot be read are left out: the end of a file may be missing after a crash.
func (f *historyFiles) read(session int) []entry {
	text, err := os.ReadFile(f.path(session))
	if err != nil {
		return nil
	}
	var cells []entry
	lines := bufio.NewReader(bytes.NewReader(text))
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return cells
		}
		var e entry
		if json.Unmarshal(line, &e) != nil {
			continue
		}
		if n := len(cells); e.Source == "" && n > 0 && cells[n-1].Line == e.Line {
			cells[n-1].Output = e.Output
			continue
		}
		cells = append(cells, e)
	}
}

// list returns the numbers of the sessions that have a file.
func (f *historyFiles) list() []int {
	names, err := os.ReadDir(f.dir)
	if err != nil {
		return nil
	}
	var list []int
	for _, name := range names {
		base, ok := strings.CutSuffix(name.Name(), ".jsonl")
		if n, err := strconv.Atoi(base); ok && err == nil && n > 0 {
			list = append(list, n)
		}
	}
	return list
}
