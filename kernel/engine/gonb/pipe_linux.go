package gonb

import "golang.org/x/sys/unix"

// What the bridge needs of the system's named pipes.
const (
	nonblock      = unix.O_NONBLOCK
	errAgainNow   = unix.EINTR
	errNothingYet = unix.EAGAIN
)

func mkfifo(path string) error { return unix.Mkfifo(path, 0o600) }

// waiting is how many bytes are in a pipe.
func waiting(fd int) (int, error) { return unix.IoctlGetInt(fd, unix.TIOCINQ) }

func readPipe(fd int, b []byte) (int, error) { return unix.Read(fd, b) }
