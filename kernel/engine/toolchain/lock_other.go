//go:build !unix

package toolchain

import "errors"

// lock would keep two processes from building one worker; there is none here to build.
func lock(string) (unlock func(), err error) {
	return nil, errors.New("workers are built on Linux only so far")
}
