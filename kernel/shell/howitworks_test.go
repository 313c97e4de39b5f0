package shell

import (
	"os"
	"strings"
	"testing"
)

// TestRedefinitionTable holds the table of HOW_IT_WORKS.md to the language suite: each row names a case.
func TestRedefinitionTable(t *testing.T) {
	doc, err := os.ReadFile("../../HOW_IT_WORKS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(doc), "## Redefinition\n")
	if !ok {
		t.Fatal("HOW_IT_WORKS.md has no section on redefinition")
	}
	table, _, _ = strings.Cut(table, "\n## ")
	cases := map[string]bool{}
	for _, c := range readCases(t, "../session/testdata/redefine.txtar") {
		cases[c.name] = true
	}
	rows := 0
	for _, l := range strings.Split(table, "\n") {
		cols := strings.Split(l, "|")
		if len(cols) != 5 || strings.Contains(cols[3], "---") || strings.TrimSpace(cols[3]) == "case" {
			continue
		}
		rows++
		if name := strings.TrimSpace(cols[3]); !cases[name] && !strings.HasPrefix(name, "(Test") {
			t.Errorf("no case is called %q", name)
		}
	}
	if rows < 20 {
		t.Errorf("the table has %d rows", rows)
	}
}
