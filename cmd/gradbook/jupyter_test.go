package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// jupyterCmd runs a command line of the commands around Jupyter, and returns what it writes and its error.
func jupyterCmd(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	root := newRootCmd()
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&out)
	err := root.ExecuteContext(t.Context())
	return out.String(), err
}

func TestJupyterCommandsRefuse(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(bad, []byte(`{"transport":"carrier pigeon"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		args []string
		want string
	}{
		{"kernel without a file", []string{"kernel"}, "accepts 1 arg"},
		{"kernel with a missing file", []string{"kernel", "/nowhere/c.json"}, "read the connection file"},
		{"kernel with a bad file", []string{"kernel", bad}, `transport "carrier pigeon" is not supported`},
		{"install to two places", []string{"install", "--user", "--sys-prefix"}, "none of the others can be"},
		{"install from a temporary program", []string{"install", "--prefix", t.TempDir()}, "go install"},
		{"uninstall of nothing", []string{"uninstall", "--prefix", t.TempDir()}, "no kernel is installed"},
		{"unknown flag", []string{"doctor", "--cure"}, "unknown flag"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := jupyterCmd(t, c.args...)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is more than one line: %v", err)
			}
		})
	}
}

func TestDoctorReports(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("JUPYTER_DATA_DIR", t.TempDir())
	t.Setenv("GRADBOOK_CACHE", t.TempDir())
	out, err := jupyterCmd(t, "doctor")
	if err != errReported {
		t.Errorf("error is %v, as the kernel is not installed there", err)
	}
	for _, want := range []string{"Go ", "cache", "disk", "worker", "not built", "Jupyter", "FAIL  kernel", "→ run `gradbook install`"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report has no %q:\n%s", want, out)
		}
	}
}
