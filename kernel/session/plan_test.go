package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestPlan plans the cells of testdata/plan/*.txtar. A "-- cell --" section is planned, compiled and committed; the
// sections after it are lines that must hold of it: "-- want --" with extern, rename, rebind, note, entry, import, source and
// !source lines, or "-- err --" with the diagnostics as text.
func TestPlan(t *testing.T) {
	files, err := filepath.Glob("testdata/plan/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no plan tests", err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases(t, ar) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+c.name, func(t *testing.T) { runPlanCase(t, c.files) })
		}
	}
}

type planCase struct {
	name  string
	files []txtar.File
}

// cases splits an archive at its "-- case name --" sections.
func cases(t testing.TB, ar *txtar.Archive) []planCase {
	t.Helper()
	var out []planCase
	for _, f := range ar.Files {
		if name, ok := strings.CutPrefix(f.Name, "case "); ok {
			out = append(out, planCase{name: name})
			continue
		}
		if len(out) == 0 {
			t.Fatalf("section %q before the first case", f.Name)
		}
		c := &out[len(out)-1]
		c.files = append(c.files, f)
	}
	return out
}

func runPlanCase(t *testing.T, files []txtar.File) {
	w, s := loadWorld(t), newSession(t)
	number := 0
	for i := 0; i < len(files); i++ {
		if files[i].Name != "cell" {
			t.Fatalf("section %q without a cell", files[i].Name)
		}
		number++
		src := strings.TrimSuffix(string(files[i].Data), "\n")
		p, diags := s.Plan(number, src)
		next := ""
		if i+1 < len(files) {
			next = files[i+1].Name
		}
		if next == "err" {
			i++
			var got []string
			for _, d := range diags {
				got = append(got, d.Text(false))
			}
			if want := strings.TrimSpace(string(files[i].Data)); strings.TrimSpace(strings.Join(got, "\n")) != want {
				t.Errorf("cell %d: diagnostics\n%s\nwant\n%s", number, strings.Join(got, "\n"), want)
			}
			continue
		}
		if len(diags) > 0 {
			for _, d := range diags {
				t.Error(d.Text(false))
			}
			return
		}
		if os.Getenv("SHOW_UNITS") != "" {
			t.Logf("%s\nextern %q rename %v rebind %q imports %q\nnotes %q", p.Unit.Source, p.Unit.Extern, p.Unit.Rename, p.Unit.Rebind, p.Unit.Imports, p.Notes)
		}
		if len(p.Unit.Source) > 0 {
			if err := w.compile(t, p.Unit); err != nil {
				t.Fatalf("cell %d: %v\n%s", number, err, p.Unit.Source)
			}
		}
		if next == "want" {
			i++
			checkUnit(t, number, p, string(files[i].Data))
		}
		p.Commit()
	}
}

// checkUnit compares a plan with the lines of a want section. A list line such as "extern x y" gives the whole list; a kind
// that is not mentioned is not looked at.
func checkUnit(t *testing.T, number int, p *Plan, want string) {
	t.Helper()
	var renames []string
	for _, r := range p.Unit.Rename {
		renames = append(renames, r.From+"="+r.To)
	}
	lists := map[string]string{
		"extern": strings.Join(p.Unit.Extern, " "), "rename": strings.Join(renames, " "), "rebind": strings.Join(p.Unit.Rebind, " "),
		"imports": strings.Join(p.Unit.Imports, " "), "entry": p.Unit.Entry,
	}
	notes := 0
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "source", "!source":
			if strings.Contains(string(p.Unit.Source), rest) != (kind == "source") {
				t.Errorf("cell %d: %s %q fails:\n%s", number, kind, rest, p.Unit.Source)
			}
		case "note":
			notes++
			if !strings.Contains(strings.Join(p.Notes, "\n"), rest) {
				t.Errorf("cell %d: no note %q in %q", number, rest, p.Notes)
			}
		case "nonotes":
			if len(p.Notes) > 0 {
				t.Errorf("cell %d: notes %q", number, p.Notes)
			}
		default:
			got, ok := lists[kind]
			if !ok {
				t.Fatalf("unknown line %q", line)
			}
			if got != strings.TrimSpace(rest) {
				t.Errorf("cell %d: %s is %q, want %q\n%s", number, kind, got, rest, p.Unit.Source)
			}
		}
	}
}
