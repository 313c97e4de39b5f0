//go:build !linux

package gonb

import "errors"

// Cells run on Linux only so far; see HOW_IT_WORKS.md.
var errNoPipes = errors.New("the pipes of gonbui work on Linux only so far")

const nonblock = 0

var errAgainNow, errNothingYet = errors.New("interrupted"), errors.New("nothing to read")

func mkfifo(string) error { return errNoPipes }

func waiting(int) (int, error) { return 0, errNoPipes }

func readPipe(int, []byte) (int, error) { return 0, errNoPipes }
