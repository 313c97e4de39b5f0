//go:build linux && amd64

package objload

import "testing"

func TestReplaceToken(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"itself", "main.T", "main.Tˑ1"},
		{"pointer type", "type:*main.T", "type:*main.Tˑ1"},
		{"method", "main.T.String", "main.Tˑ1.String"},
		{"function value", "main.T·f", "main.Tˑ1·f"},
		{"twice", "type:map[main.T]main.T", "type:map[main.Tˑ1]main.Tˑ1"},
		{"itab", "go:itab.main.T,fmt.Stringer", "go:itab.main.Tˑ1,fmt.Stringer"},
		{"equality function", "type:.eq.main.T", "type:.eq.main.Tˑ1"},
		{"a longer name", "main.Tree", "main.Tree"},
		{"already renamed", "main.Tˑ1", "main.Tˑ1"},
		{"of another package", "example.com/main.T", "example.com/main.T"},
		{"a field of the name", "main.S.main", "main.S.main"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := replaceToken(c.in, "main.T", "main.Tˑ1"); got != c.want {
				t.Errorf("%s became %s, want %s", c.in, got, c.want)
			}
		})
	}
}

func TestHasLocalType(t *testing.T) {
	for name, want := range map[string]bool{
		"type:main.T·1": true, "type:[]main.T·12": true, "main.f·f": false, "main.T": false, "main.f·f,main.U·2": true, "x·": false,
	} {
		if got := hasLocalType(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMentionsPackage(t *testing.T) {
	prefix := symbolPrefix("example.com/my.pkg") + "."
	if prefix != "example.com/my%2epkg." {
		t.Errorf("prefix %s", prefix)
	}
	for name, want := range map[string]bool{
		"example.com/my%2epkg.F": true, "type:*example.com/my%2epkg.T": true, "example.com/my%2epkg2.F": false, "github.com/example.com/my%2epkg.F": false,
	} {
		if got := mentionsPackage(name, prefix); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestMangle holds names to those that the linker has given in this very test's executable, if it has a symbol table.
func TestMangle(t *testing.T) {
	for in, want := range map[string]string{
		"main.f":             "main.f",
		"type:int":           "type:int",
		"type:runtime.g":     "type:runtime.g",
		"main.F[go.shape.a]": "main.F[go.shape.a]",
	} {
		if got := mangle(in); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
	if got := mangle("type:map[string]interface {}"); len(got) != len("type:")+8 {
		t.Errorf("a long type name became %s", got)
	}
}
