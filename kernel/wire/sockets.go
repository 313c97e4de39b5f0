package wire

import (
	"fmt"
	"log"
	"net"
	"time"
)

// Sockets are the five sockets of a kernel.
type Sockets struct {
	Shell, Control, Stdin, IOPub, Heartbeat *Socket
}

// Handlers take what comes in on the sockets; see [Handler]. Welcome makes the first message to a new subscriber.
type Handlers struct {
	Shell, Control, Stdin Handler
	Welcome               func(topic string) [][]byte
}

// Listen opens the five sockets of a connection file. Either all are open, or none and there is an error.
func Listen(c Connection, logger *log.Logger, h Handlers) (*Sockets, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	ports := []struct {
		name string
		port int
	}{{"shell", c.Shell}, {"control", c.Control}, {"stdin", c.Stdin}, {"iopub", c.IOPub}, {"heartbeat", c.Heartbeat}}
	open := make([]net.Listener, 0, len(ports))
	for _, p := range ports {
		l, err := c.listen(p.port)
		if err != nil {
			for _, l := range open {
				l.Close()
			}
			return nil, fmt.Errorf("listen on the %s port: %w", p.name, err)
		}
		open = append(open, l)
	}
	return &Sockets{
		Shell:     NewRouter(open[0], logger, h.Shell),
		Control:   NewRouter(open[1], logger, h.Control),
		Stdin:     NewRouter(open[2], logger, h.Stdin),
		IOPub:     NewPublisher(open[3], logger, h.Welcome),
		Heartbeat: NewEcho(open[4], logger),
	}, nil
}

// Close closes all sockets; it waits at most for the given time until what was sent is written.
func (s *Sockets) Close(linger time.Duration) error {
	deadline := time.Now().Add(linger)
	var first error
	for _, socket := range []*Socket{s.Shell, s.Control, s.Stdin, s.IOPub, s.Heartbeat} {
		if err := socket.Close(deadline); err != nil && first == nil {
			first = err
		}
	}
	return first
}
