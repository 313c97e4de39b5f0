package wire

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strconv"
)

// Connection is what a connection file says: where to listen and how to sign.
type Connection struct {
	Transport string `json:"transport"`
	IP        string `json:"ip"`
	Shell     int    `json:"shell_port"`
	Control   int    `json:"control_port"`
	IOPub     int    `json:"iopub_port"`
	Stdin     int    `json:"stdin_port"`
	Heartbeat int    `json:"hb_port"`
	Key       string `json:"key"`
	Scheme    string `json:"signature_scheme"`
	Name      string `json:"kernel_name"`
}

// ReadConnection reads the connection file that a front end hands to a kernel.
func ReadConnection(path string) (Connection, error) {
	var c Connection
	text, err := os.ReadFile(path)
	if err != nil {
		return c, fmt.Errorf("read the connection file: %w", err)
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, fmt.Errorf("connection file %s: %w", path, err)
	}
	if err := c.check(); err != nil {
		return c, fmt.Errorf("connection file %s: %w", path, err)
	}
	return c, nil
}

// check fills in the defaults of the protocol and refuses what cannot be listened on.
func (c *Connection) check() error {
	switch c.Transport {
	case "":
		c.Transport = "tcp"
	case "tcp", "ipc":
	default:
		return fmt.Errorf("transport %q is not supported; use tcp or ipc", c.Transport)
	}
	if c.IP == "" {
		c.IP = "127.0.0.1"
	}
	for name, port := range map[string]int{
		"shell_port": c.Shell, "control_port": c.Control, "iopub_port": c.IOPub, "stdin_port": c.Stdin, "hb_port": c.Heartbeat,
	} {
		if port < 0 || port > 65535 {
			return fmt.Errorf("%s is %d, which is no port", name, port)
		}
	}
	_, err := NewCodec(c.Key, c.Scheme)
	return err
}

// listen opens the listener of one port. Port 0 on tcp takes any free one.
func (c Connection) listen(port int) (net.Listener, error) {
	if c.Transport == "ipc" {
		path := fmt.Sprintf("%s-%d", c.IP, port)
		os.Remove(path) // left over from a kernel that was killed; a live one would have another port
		return net.Listen("unix", path)
	}
	host := c.IP
	if host == "*" {
		host = ""
	}
	return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
}
