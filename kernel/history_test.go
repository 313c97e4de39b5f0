package kernel_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
)

// ask asks for history and returns the rows.
func (c *client) history(content map[string]any) []any {
	c.t.Helper()
	reply := object(c.t, c.reply("shell", c.send("shell", "history_request", content)).Content)
	if reply["status"] != "ok" {
		c.t.Fatalf("history_reply is %v", reply)
	}
	return reply["history"].([]any)
}

func row(session, line float64, source any) any { return []any{session, line, source} }

func TestHistory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "history")
	in := func(k *kernel.Config) { k.HistoryDir = dir }
	first := start(t, in)
	for _, code := range []string{"value 1", "print a/b", "value 1"} {
		first.run(code)
	}
	first.run("print not stored", with("store_history", false))
	second := start(t, in)
	second.run("value é")
	second.run("print last")

	type m = map[string]any
	cases := []struct {
		name string
		ask  m
		want []any
	}{
		{"tail", m{"hist_access_type": "tail", "n": 3}, []any{row(1, 3, "value 1"), row(2, 1, "value é"), row(2, 2, "print last")}},
		{"tail of all", m{"hist_access_type": "tail"}, []any{row(1, 1, "value 1"), row(1, 2, "print a/b"), row(1, 3, "value 1"), row(2, 1, "value é"), row(2, 2, "print last")}},
		{"tail of none", m{"hist_access_type": "tail", "n": 0}, []any{}},
		{"outputs", m{"hist_access_type": "tail", "n": 2, "output": true}, []any{row(2, 1, []any{"value é", "é"}), row(2, 2, []any{"print last", nil})}},
		{"outputs of an earlier session", m{"hist_access_type": "range", "session": 1, "start": 3, "output": true}, []any{row(1, 3, []any{"value 1", "1"})}},
		{"range of this session", m{"hist_access_type": "range", "session": 0, "start": 1, "stop": 2}, []any{row(2, 1, "value é")}},
		{"range of the session before", m{"hist_access_type": "range", "session": -1, "start": 2, "stop": 9}, []any{row(1, 2, "print a/b"), row(1, 3, "value 1")}},
		{"range of a session that never was", m{"hist_access_type": "range", "session": 99, "start": 0}, []any{}},
		{"range before all", m{"hist_access_type": "range", "session": -7, "start": 0}, []any{}},
		{"search", m{"hist_access_type": "search", "pattern": "value*"}, []any{row(1, 1, "value 1"), row(1, 3, "value 1"), row(2, 1, "value é")}},
		{"search, the latest", m{"hist_access_type": "search", "pattern": "*", "n": 1}, []any{row(2, 2, "print last")}},
		{"search, each once", m{"hist_access_type": "search", "pattern": "value 1", "unique": true}, []any{row(1, 3, "value 1")}},
		{"search across a slash", m{"hist_access_type": "search", "pattern": "*t*b"}, []any{row(1, 2, "print a/b")}},
		{"search for a broken pattern", m{"hist_access_type": "search", "pattern": "["}, []any{}},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, second.history(test.ask)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("an older session that goes on", func(t *testing.T) {
		want := []any{row(2, 2, "print last"), row(1, 1, "value 1"), row(1, 2, "print a/b"), row(1, 3, "value 1")}
		if diff := cmp.Diff(want, first.history(m{"hist_access_type": "tail", "n": 4})); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("unknown access", func(t *testing.T) {
		reply := object(t, second.reply("shell", second.send("shell", "history_request", m{"hist_access_type": "gossip"})).Content)
		if reply["status"] != "error" {
			t.Errorf("reply is %v", reply)
		}
	})
}

func TestHistoryWithoutAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := start(t, func(k *kernel.Config) { k.HistoryDir = file })
	c.run("print a")
	want := []any{row(1, 1, "print a")}
	if diff := cmp.Diff(want, c.history(map[string]any{"hist_access_type": "tail", "n": 5})); diff != "" {
		t.Error(diff)
	}
	if c.log.String() == "" {
		t.Error("nothing was said about the folder that cannot be used")
	}
}

func TestHistoryWithBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	text := "{\"line\":1,\"source\":\"print a\"}\nno JSON\n{\"line\":2,\"sour"
	for name, content := range map[string]string{"000004.jsonl": text, "other.txt": "x", "000005.jsonl": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := start(t, func(k *kernel.Config) { k.HistoryDir = dir })
	c.run("print b")
	want := []any{row(4, 1, "print a"), row(6, 1, "print b")}
	if diff := cmp.Diff(want, c.history(map[string]any{"hist_access_type": "tail", "n": 9})); diff != "" {
		t.Error(diff)
	}
}
