//go:build linux && amd64

package objload

import (
	"bytes"
	"debug/elf"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// goARM64 runs the go command for linux/arm64.
func goARM64(t *testing.T, args ...string) string {
	t.Helper()
	c := exec.Command("go", args...)
	c.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GOPROXY=off")
	c.Stderr = new(bytes.Buffer)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, c.Stderr)
	}
	return string(out)
}

// linked is a program as the linker wrote it.
type linked struct {
	t      *testing.T
	file   *elf.File
	addr   map[string]uint64 // of the names that mean one symbol
	hidden map[defRef]uint64 // symbols that the table lacks, such as strings: found through the code that refers to them

	archives []*archive
	internal map[string]bool // functions of ABI 1
}

func readLinked(t *testing.T, path string) *linked {
	f, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	syms, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	p := &linked{t: t, file: f, addr: map[string]uint64{}, hidden: map[defRef]uint64{}, internal: map[string]bool{}}
	count := map[string]int{}
	for _, s := range syms {
		p.addr[s.Name] = s.Value
		count[s.Name]++
	}
	for n, c := range count {
		if c > 1 {
			delete(p.addr, n)
		}
	}
	return p
}

// at gives the n bytes at an address of the linked program.
func (p *linked) at(addr uint64, n int) []byte {
	b := make([]byte, n)
	for _, s := range p.file.Sections {
		if s.Flags&elf.SHF_ALLOC == 0 || addr < s.Addr || addr+uint64(n) > s.Addr+s.Size {
			continue
		}
		if s.Type != elf.SHT_NOBITS {
			if _, err := s.ReaderAt.ReadAt(b, int64(addr-s.Addr)); err != nil {
				p.t.Fatal(err)
			}
		}
		return b
	}
	p.t.Fatalf("the program has no %d bytes at %#x", n, addr)
	return nil
}

// symbol looks a name up as the linker spells it: with .abi0 where a function of the other ABI has the name.
func (p *linked) symbol(name string, abi uint16) (uint64, bool) {
	if abi == 0 && p.internal[name] {
		name += ".abi0"
	}
	a, ok := p.addr[strings.ReplaceAll(name, "·", ".")]
	return a, ok
}

// target finds the address of what a relocation refers to, by name, or if the symbol table lacks it, by reading the
// linked instructions; then what is there must be what the object says.
func (p *linked) target(o *object, r reloc, at uint64, have []byte) (string, uint64) {
	s := r.sym()
	if s.isZero() {
		return "", 0
	}
	i, local := o.local(s)
	if !local {
		k, _ := o.external(s)
		a, ok := p.symbol(k.name, k.abi)
		if !ok {
			a = p.decode(r.typ(), at, have) - uint64(r.add())
		}
		return k.name, a
	}
	def := defRef{o, i}
	sy := def.sym()
	if sy.kind() == STLSBSS && sy.name() == "runtime.tls_g" {
		return sy.name(), 0 // the only variable in the thread's storage of a program without C
	}
	if name := sy.name(); !o.isHashed(i) && sy.abi() != SymABIstatic {
		if a, ok := p.symbol(name, sy.abi()); ok {
			return name, a
		}
	}
	a, seen := p.hidden[def]
	if !seen {
		a = p.decode(r.typ(), at, have) - uint64(r.add())
		p.hidden[def] = a
		want := o.data(i)
		got := p.at(a, int(sy.size()))[:len(want)]
		rs := o.relocs(i)
		for j := range rs.len() {
			for k := range int(rs.at(j).size()) {
				got[int(rs.at(j).off())+k] = want[int(rs.at(j).off())+k]
			}
		}
		if !bytes.Equal(got, want) {
			p.t.Errorf("%s %q at %#x has content %x, want %x", sy.name(), want, a, got, want)
		}
	}
	return sy.name(), a
}

func isOffset(typ int16) bool { return typ == R_ADDROFF || typ == R_METHODOFF }

// offsetsFrom is what an offset to an address counts from.
func (p *linked) offsetsFrom(a uint64) uint64 {
	if a >= p.addr["runtime.text"] && a < p.addr["runtime.etext"] {
		return p.addr["runtime.text"]
	}
	return p.addr["runtime.types"]
}

// decode computes what linked code refers to, by the definition of each instruction in the Arm manual.
func (p *linked) decode(typ int16, at uint64, have []byte) uint64 {
	field := func(w uint32, from, n int) int64 { return int64(w) << (64 - from - n) >> (64 - n) } // signed
	switch typ {
	case R_ADDR:
		var a uint64
		for i := range 8 {
			a |= uint64(have[i]) << (8 * i)
		}
		return a
	case R_ADDROFF, R_METHODOFF: // of functions all have names
		return p.addr["runtime.types"] + uint64(word(have, 0))
	case R_CALLARM64:
		return at + uint64(4*field(word(have, 0), 0, 26))
	case R_ADDRARM64, R_ARM64_PCREL_LDST8, R_ARM64_PCREL_LDST16, R_ARM64_PCREL_LDST32, R_ARM64_PCREL_LDST64:
		adrp, second := word(have, 0), word(have, 1)
		page := at/4096*4096 + uint64(4096*(4*field(adrp, 5, 19)+int64(adrp>>29&3)))
		unit := uint64(1)
		if typ != R_ADDRARM64 {
			unit = 1 << (second >> 30)
		}
		return page + unit*uint64(second>>10&0xfff)
	}
	p.t.Fatalf("relocation type %d to a symbol that has no name in the program", typ)
	return 0
}

// relocated gives symbol i of an object with all relocations applied as if it were at the linker's address.
func (p *linked) relocated(o *object, i uint32, at uint64, have []byte, seen map[int16]int) ([]byte, error) {
	code := make([]byte, o.sym(i).size())
	copy(code, o.data(i))
	rs := o.relocs(i)
	for j := range rs.len() {
		r := rs.at(j)
		if r.size() == 0 {
			continue
		}
		off, end := int(r.off()), int(r.off())+int(r.size())
		if isOffset(r.typ()) && (word(have[off:], 0) == 0 || word(have[off:], 0) == 1<<32-1) {
			copy(code[off:end], have[off:end])
			continue // the linker left the method or type out, as unused
		}
		f := fixARM64{typ: r.typ(), at: at + uint64(off), add: r.add()}
		f.name, f.to = p.target(o, r, f.at, have[off:end])
		f.base = p.offsetsFrom(f.to)
		if err := f.apply(code[off:end]); err != nil {
			return nil, err
		}
		seen[r.typ()]++
	}
	return code, nil
}

// readArchives reads the compiled packages that a program was linked from.
func (p *linked) readArchives(list string) {
	for line := range strings.Lines(list) {
		pkg, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		if file == "" {
			continue // unsafe
		}
		b, err := os.ReadFile(file)
		if err != nil {
			p.t.Fatal(err)
		}
		a, err := parseArchive(b, pkg)
		if err != nil {
			p.t.Fatal(err)
		}
		p.archives = append(p.archives, a)
		for _, o := range a.objs {
			for i := range o.ndef() {
				if s := o.sym(i); s.isText() && s.abi() == 1 {
					p.internal[s.name()] = true
				}
			}
		}
	}
}

// TestLinkedARM64 compares every byte of every function of a linked program, those of the runtime too, with the object
// files' bytes relocated by this package for the addresses that the linker chose.
func TestLinkedARM64(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the runtime for arm64")
	}
	const main, src = "command-line-arguments", "testdata/arm64.go"
	prog := filepath.Join(t.TempDir(), "prog")
	goARM64(t, "build", "-o", prog, src)
	p := readLinked(t, prog)
	p.readArchives(goARM64(t, "list", "-deps", "-export", "-f", "{{.ImportPath}} {{.Export}}", src))
	types := map[int16]int{}
	compare := func(o *object, i uint32, at uint64) {
		want := p.at(at, int(o.sym(i).size()))
		got, err := p.relocated(o, i, at, want, types)
		if err != nil {
			t.Errorf("%s: %v", o.sym(i).name(), err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s at %#x:\n got %x\nwant %x", o.sym(i).name(), at, got, want)
		}
	}
	funcs, data := map[string]int{}, 0
	for _, a := range p.archives {
		for _, o := range a.objs {
			for i := range o.ndef() {
				s := o.sym(i)
				if o.isHashed(i) || s.abi() == SymABIstatic || !s.isText() && !onlyAddresses(o, i) {
					continue
				}
				at, ok := p.symbol(s.name(), s.abi())
				if !ok {
					continue // left out as unused
				}
				compare(o, i, at)
				if s.isText() {
					funcs[a.pkg]++
				} else {
					data++
				}
			}
		}
	}
	done := map[defRef]bool{}
	for len(done) < len(p.hidden) {
		for d, at := range maps.Clone(p.hidden) {
			if !done[d] {
				compare(d.o, d.i, at)
				done[d] = true
			}
		}
	}
	t.Logf("same bytes: %d functions of main, %d of the runtime, %d data symbols with names, %d without; relocations by type: %v",
		funcs[main], funcs["runtime"], data, len(done), types)
	if funcs[main] < 20 || funcs["runtime"] < 1000 || data < 50 || len(done) < 1000 {
		t.Error("that is less than the program has")
	}
	for typ, k := range kindsARM64 {
		if types[typ] == 0 {
			t.Errorf("the program has no %s", k.name)
		}
	}
}

// onlyAddresses reports whether all that a data symbol needs is addresses: function values, jump tables, variables.
func onlyAddresses(o *object, i uint32) bool {
	s := o.sym(i)
	if isDebug(s.kind()) || s.isItab() {
		return false
	}
	rs := o.relocs(i)
	n := 0
	for j := range rs.len() {
		switch r := rs.at(j); {
		case r.size() == 0:
		case r.typ() != R_ADDR || r.weak():
			return false
		default:
			n++
		}
	}
	return n > 0
}
