package display

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
)

// transport carries messages to whoever shows them.
type transport struct {
	send  func(Message)
	input func(prompt string, password bool) (string, error)
}

// connected is the transport of this process: what a cell shows has one place to go.
var connected atomic.Pointer[transport]

// Connect sets where the functions of this package send their messages and ask for input. The process that runs
// cells calls it once, before the first cell; both functions must be safe for concurrent use. Without it, as in a program built
// from an exported notebook, texts go to standard output and input comes from standard input.
func Connect(send func(Message), input func(prompt string, password bool) (string, error)) {
	connected.Store(&transport{send: send, input: input})
}

// current returns the transport in use.
func current() *transport {
	if t := connected.Load(); t != nil {
		return t
	}
	return &terminal
}

// terminal serves programs that no kernel runs.
var terminal = transport{send: printMessage, input: readLine}

// printMessage writes the text of a message to standard output.
func printMessage(m Message) {
	if s, ok := m.Data[MIMEText].(string); ok {
		fmt.Println(s)
	}
}

// stdin is shared by all calls of readLine, since its buffer may hold lines that are yet to be asked for.
var stdin = sync.OnceValue(func() *bufio.Reader { return bufio.NewReader(os.Stdin) })

// readLine asks on the terminal. A password is asked for in clear: hiding it is the kernel's front end's to do.
func readLine(prompt string, password bool) (string, error) {
	fmt.Print(prompt)
	line, err := stdin().ReadString('\n')
	if errors.Is(err, io.EOF) && line != "" {
		err = nil
	}
	if err != nil {
		return "", fmt.Errorf("display: no input: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
