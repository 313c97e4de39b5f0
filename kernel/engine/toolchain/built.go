package toolchain

import (
	"io/fs"
	"path/filepath"
)

// Built returns the worker for the toolchain if it is in the cache and complete, and never builds it: see [Toolchain.Host].
func (t *Toolchain) Built(source fs.FS) (*Host, error) {
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}
	key, err := t.key(source)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, key)
	h := &Host{Toolchain: t, Dir: dir, Exe: filepath.Join(dir, "worker"), Source: filepath.Join(dir, "src")}
	return h, h.load()
}
