package wire

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestReadConnection(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"complete", `{"shell_port":0,"iopub_port":0,"stdin_port":0,"control_port":0,"hb_port":0,"ip":"127.0.0.1","key":"k","transport":"tcp","signature_scheme":"hmac-sha256","kernel_name":"gradbook"}`, ""},
		{"defaults", `{}`, ""},
		{"no JSON", `{"ip"`, "unexpected end"},
		{"wrong type", `{"shell_port":"a"}`, "cannot unmarshal"},
		{"no port", `{"shell_port":70000}`, "shell_port is 70000"},
		{"unknown transport", `{"transport":"udp"}`, `transport "udp"`},
		{"unknown scheme", `{"signature_scheme":"hmac-md4"}`, `"hmac-md4" is not supported`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "connection.json")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := ReadConnection(path)
			switch {
			case c.want == "" && err != nil:
				t.Fatal(err)
			case c.want == "":
				if got.Transport != "tcp" || got.IP != "127.0.0.1" {
					t.Errorf("connection is %+v", got)
				}
			case err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path):
				t.Errorf("error is %v, want %q and the path", err, c.want)
			}
		})
	}
	if _, err := ReadConnection(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a missing file is no error")
	}
}

func TestListenAllOrNone(t *testing.T) {
	first, err := Listen(Connection{}, quiet, Handlers{Shell: func([][]byte) {}, Control: func([][]byte) {}, Stdin: func([][]byte) {}})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close(time.Second)
	if _, err := Listen(Connection{Stdin: first.Shell.Port()}, quiet, Handlers{}); err == nil || !strings.Contains(err.Error(), "stdin port") {
		t.Errorf("error is %v, want one that names the stdin port", err)
	}
}

func TestListenIPC(t *testing.T) {
	c := Connection{Transport: "ipc", IP: filepath.Join(t.TempDir(), "k"), Shell: 1, Control: 2, Stdin: 3, IOPub: 4, Heartbeat: 5}
	for range 2 { // the second time over what the first left behind
		s, err := Listen(c, quiet, Handlers{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(time.Second); err != nil {
			t.Error(err)
		}
	}
}
