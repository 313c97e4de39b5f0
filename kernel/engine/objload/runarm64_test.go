//go:build linux && amd64

package objload

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// image lays the code and data that a function needs out for arm64, as a script for testdata/arm64run.
type image struct {
	o                 *object
	text, data, slots uint64            // where the next of each goes
	distant           map[string]uint64 // symbols that have a place of their own
	addr              map[uint32]uint64
	veneers           [2]veneersARM64 // near the code, and near what is far from it
	script            strings.Builder

	behind           string // the function that has a stub
	stub, slot, call uint64 // call is the NOP before its body
}

// place lays a symbol out with all that it refers to, and gives its address.
func (m *image) place(i uint32) (uint64, error) {
	if a, ok := m.addr[i]; ok {
		return a, nil
	}
	s := m.o.sym(i)
	next := &m.data
	if s.isText() {
		next = &m.text
	}
	at, ok := m.distant[s.name()]
	if !ok {
		at = (*next + 31) &^ 31
		if s.name() == m.behind {
			at += 32 // room for the NOP
		}
		*next = at + uint64(s.size())
	}
	m.addr[i] = at
	if s.name() == m.behind {
		m.addr[i], m.call, m.slot = m.stub, at-4, m.newSlot(at)
		m.put(m.call, words(nopARM64))
		code := make([]byte, stubSizeARM64)
		if err := putStubARM64(code, m.stub, m.slot); err != nil {
			return 0, err
		}
		m.put(m.stub, code)
	}
	content := make([]byte, s.size())
	copy(content, m.o.data(i))
	rs := m.o.relocs(i)
	for j := range rs.len() {
		if err := m.relocate(rs.at(j), i, at, content); err != nil {
			return 0, fmt.Errorf("%s: %w", s.name(), err)
		}
	}
	m.put(at, content)
	return m.addr[i], nil
}

func (m *image) relocate(r reloc, in uint32, at uint64, content []byte) error {
	if r.size() == 0 {
		return nil
	}
	i, ok := m.o.local(r.sym())
	if !ok {
		k, _ := m.o.external(r.sym())
		return fmt.Errorf("refers to %s, which is outside", k.name)
	}
	to, err := m.place(i)
	if err != nil {
		return err
	}
	f := fixARM64{typ: r.typ(), name: m.o.sym(i).name(), at: at + uint64(r.off()), to: to, add: r.add()}
	field := content[r.off() : int(r.off())+int(r.size())]
	switch r.typ() {
	case R_CALLARM64:
		if f.name == m.behind {
			f.to = m.call // as the loader: calls go there until it is closed
		}
		pool := &m.veneers[0]
		if _, moved := m.distant[m.o.sym(in).name()]; moved {
			pool = &m.veneers[1]
		}
		if f.to, err = pool.reach(f.at, f.to); err != nil {
			return err
		}
	case R_ADDRARM64:
		if _, err := pageBits(f.at, f.to); err != nil {
			return f.throughSlot(field, m.newSlot(f.to))
		}
	}
	return f.apply(field)
}

// newSlot makes 8 bytes that hold an address.
func (m *image) newSlot(to uint64) uint64 {
	m.slots += 8
	m.line("store64 %x %x", m.slots-8, to)
	return m.slots - 8
}

func (m *image) put(at uint64, b []byte) {
	if len(b) > 0 {
		m.line("put %x %x", at, b)
	}
}

func (m *image) line(format string, a ...any) { fmt.Fprintf(&m.script, format+"\n", a...) }

// TestRunARM64 runs relocated code under qemu's emulator of a process: calls near and far, data near and far, a jump
// table, function values, a stub that gets another target, and a body that is closed. What it prints must be what the
// same source prints as a program of this machine.
func TestRunARM64(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	qemu, err := exec.LookPath("qemu-aarch64-static")
	if err != nil {
		if qemu, err = exec.LookPath("qemu-aarch64"); err != nil {
			t.Skip("qemu-aarch64 is not installed (Debian and Ubuntu: apt install qemu-user-static)")
		}
	}
	const cell = "testdata/arm64cell/cell.go"
	var want strings.Builder
	native := exec.Command("go", "run", cell)
	native.Stderr = &want // of println
	if err := native.Run(); err != nil {
		t.Fatalf("%v\n%s", err, want.String())
	}
	dir := t.TempDir()
	obj, run := filepath.Join(dir, "cell.o"), filepath.Join(dir, "run")
	goARM64(t, "tool", "compile", "-p", "main", "-dwarf=false", "-o", obj, cell)
	goARM64(t, "build", "-o", run, "testdata/arm64run/main.go")
	b, err := os.ReadFile(obj)
	if err != nil {
		t.Fatal(err)
	}
	a, err := parseArchive(b, "main")
	if err != nil {
		t.Fatal(err)
	}

	const near, far, beyond, page = 0x10000000, 0x30000000, 0x7000000000, 0x1000
	m := &image{
		o: a.objs[0], addr: map[uint32]uint64{}, behind: "main.replaced",
		text: near, stub: near + 2*page, slots: near + 4*page, data: near + 5*page,
		distant: map[string]uint64{"main.far": far, "main.distant": beyond},
		veneers: [2]veneersARM64{{base: near + 3*page, code: make([]byte, 64)}, {base: far + page/2, code: make([]byte, 64)}},
	}
	m.line("map %x %x", near, 16*page)
	m.line("map %x %x", far, page)
	m.line("map %x %x", uint64(beyond), page)
	place := func(name string) uint64 {
		d, ok := a.find(symKey{name, 1})
		if !ok {
			t.Fatalf("no %s", name)
		}
		at, err := m.place(d.i)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	entry, renewed := place("main.entry"), place("main.renewed")
	for _, v := range m.veneers {
		m.put(v.base, v.code)
	}
	calls := func() {
		for x := range 10 {
			m.line("call %x %x", entry, x)
		}
	}
	calls()
	shut, err := closeARM64(m.call, m.stub)
	if err != nil {
		t.Fatal(err)
	}
	m.line("store64 %x %x", m.slot, renewed)
	m.line("store32 %x %x", m.call, shut)
	calls()
	if n := m.slots - near - 4*page; n != 16 || len(m.veneers[0].at) != 1 || len(m.veneers[1].at) != 1 {
		t.Errorf("%d bytes of slots, want 16: the stub's, and that of what is beyond 4 GB; veneers to %x and %x, want one each", n, m.veneers[0].at, m.veneers[1].at)
	}

	c := exec.Command(qemu, run)
	c.Env = append(os.Environ(), "GOGC=off", "GODEBUG=asyncpreemptoff=1")
	c.Stdin = strings.NewReader(m.script.String())
	got, err := c.CombinedOutput()
	if err != nil || string(got) != want.String() {
		t.Errorf("%v; got\n%s\nwant\n%s\nscript\n%s", err, got, want.String(), m.script.String())
	}
}
