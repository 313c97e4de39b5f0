package toolchain

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestPrune(t *testing.T) {
	cache := t.TempDir()
	at := func(name string, age time.Duration) string {
		f := filepath.Join(cache, name, "packages.json")
		os.MkdirAll(filepath.Dir(f), 0o777)
		os.WriteFile(f, nil, 0o666)
		os.Chtimes(f, time.Now().Add(-age), time.Now().Add(-age))
		return filepath.Dir(f)
	}
	keep, recent, old, other := at("go1.26.8-a", 2*unused), at("go1.26.8-b", unused/2), at("go1.26.7-c", 2*unused), at("mine", 2*unused)
	prune(cache, keep)
	for _, dir := range []string{keep, recent, other} {
		if _, err := os.Stat(dir); err != nil {
			t.Errorf("%s was removed", filepath.Base(dir))
		}
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("the old worker was kept")
	}
}
