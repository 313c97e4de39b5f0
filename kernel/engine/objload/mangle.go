//go:build linux && amd64

package objload

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// mangle returns the name that the linker gives a symbol in the executable: long names of types are replaced by a
// hash (mangleTypeSym in cmd/link/internal/ld/lib.go, typeSymbolMangle).
func mangle(name string) string {
	isType := strings.HasPrefix(name, "type:")
	generic := strings.Contains(name, "@")
	switch {
	case !isType && !generic, strings.HasPrefix(name, "type:runtime."), strings.HasPrefix(name, "go:string."), len(name) <= 14 && !generic:
		return name
	case isType:
		p := "type:"
		if name[5] == '.' {
			p = "type:."
		}
		return p + nameHash(name[5:])
	}
	i, j := strings.IndexByte(name, '['), strings.LastIndexByte(name, ']')
	if j == -1 || j <= i {
		j = len(name)
	}
	return name[:i+1] + nameHash(name[i+1:j]) + name[j:]
}

func nameHash(s string) string {
	h := sha256.Sum256([]byte(s))
	h[0] ^= 0xff
	return base64.StdEncoding.EncodeToString(h[:6])
}

// hasLocalType reports whether a symbol name mentions a type that was declared in a function ("main.T·1"): these are
// numbered anew in each compilation, so that equal names of two cells mean different types.
func hasLocalType(name string) bool {
	const dot = "·"
	for {
		i := strings.Index(name, dot)
		if i < 0 || i+len(dot) >= len(name) {
			return false
		}
		name = name[i+len(dot):]
		if name[0] >= '0' && name[0] <= '9' {
			return true
		}
	}
}

// tokens lists the forms under which symbol names of a package mention one of its declarations: as itself, as the base of
// a pointer receiver, and in the dictionaries of generic code.
func tokens(pkg, name string) []string {
	return []string{pkg + "." + name, pkg + ".(*" + name, pkg + "..dict." + name, pkg + "..dict.(*" + name}
}

// symbolPrefix is an import path as symbol names have it: the dots of its last element are escaped
// (cmd/internal/objabi.PathToPrefix).
func symbolPrefix(path string) string {
	last := strings.LastIndexByte(path, '/') + 1
	return path[:last] + strings.ReplaceAll(path[last:], ".", "%2e")
}

// mentionsPackage reports whether a symbol name mentions something of the package whose prefix, with its dot, is given.
func mentionsPackage(name, prefix string) bool {
	for off := 0; ; {
		i := strings.Index(name[off:], prefix)
		if i < 0 {
			return false
		}
		i += off
		if i == 0 || !inToken(name[i-1]) {
			return true
		}
		off = i + 1
	}
}

// indexToken finds token in a symbol name as a whole identifier or path: "*main.T" has "main.T", "main.Tree" and
// "example.com/main.T" have not. It returns -1 if there is none from the offset on.
func indexToken(name, token string, from int) int {
	for off := from; ; {
		i := strings.Index(name[off:], token)
		if i < 0 {
			return -1
		}
		i += off
		e := i + len(token)
		if (i == 0 || !inToken(name[i-1])) && (e == len(name) || !inToken(name[e]) || strings.HasPrefix(name[e:], "·")) {
			return i
		}
		off = i + 1
	}
}

func inToken(c byte) bool {
	return c == '_' || c == '/' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// replaceToken replaces whole tokens, as [indexToken] finds them.
func replaceToken(name, token, by string) string {
	for off := 0; ; {
		i := indexToken(name, token, off)
		if i < 0 {
			return name
		}
		name = name[:i] + by + name[i+len(token):]
		off = i + len(by)
	}
}
