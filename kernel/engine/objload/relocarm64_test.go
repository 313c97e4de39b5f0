package objload

import (
	"bytes"
	"strings"
	"testing"
)

// words is code as bytes.
func words(w ...uint32) []byte {
	b := make([]byte, 4*len(w))
	putWords(b, w...)
	return b
}

const (
	adrp27 = 0x9000001b // ADRP X27
	add27  = 0x9100037b // ADD X27, X27, #0
	ldrb1  = 0x39400361 // LDRB W1, [X27]
	strh1  = 0x79000361 // STRH W1, [X27]
	ldrs1  = 0xbd400361 // LDR S1, [X27]
	ldr1   = 0xf9400361 // LDR X1, [X27]
	bl     = 0x94000000
	movz27 = 0xd280001b // MOVZ X27, #0
)

// TestFixARM64 has the edges of each relocation; the wanted words were read back with a disassembler.
func TestFixARM64(t *testing.T) {
	for _, c := range []struct {
		name string
		fix  fixARM64
		code []byte
		want []byte
		err  string
	}{
		{name: "call ahead", fix: fixARM64{typ: R_CALLARM64, at: 0x1000, to: 0x1004}, code: words(bl), want: words(bl | 1)},
		{name: "call back", fix: fixARM64{typ: R_CALLARM64, at: 0x1004, to: 0x1000}, code: words(bl), want: words(0x97ffffff)},
		{name: "jump with addend", fix: fixARM64{typ: R_CALLARM64, at: 0x1000, to: 0x2000, add: 8}, code: words(0x14000000), want: words(0x14000402)},
		{name: "farthest call ahead", fix: fixARM64{typ: R_CALLARM64, at: 0x1000, to: 0x1000 + 1<<27 - 4}, code: words(bl), want: words(0x95ffffff)},
		{name: "farthest call back", fix: fixARM64{typ: R_CALLARM64, at: 1 << 28, to: 1 << 27}, code: words(bl), want: words(0x96000000)},
		{name: "call too far ahead", fix: fixARM64{typ: R_CALLARM64, at: 0x1000, to: 0x1000 + 1<<27}, code: words(bl), err: "R_CALLARM64 to main.f: branch from 0x1000 to 0x8001000 is further than 128 MB"},
		{name: "call too far back", fix: fixARM64{typ: R_CALLARM64, at: 1<<28 + 4, to: 1 << 27}, code: words(bl), err: "further than 128 MB"},
		{name: "call between instructions", fix: fixARM64{typ: R_CALLARM64, at: 0x1000, to: 0x2002}, code: words(bl), err: "branch to 0x2002, which is no multiple of 4 bytes away"},
		{name: "call that is none", fix: fixARM64{typ: R_CALLARM64, at: 0x1000, to: 0x1004}, code: words(add27), err: "instruction 0x9100037b is no B or BL"},
		{name: "code at odd address", fix: fixARM64{typ: R_CALLARM64, at: 0x1002, to: 0x1006}, code: words(bl), err: "instruction at 0x1002"},

		{name: "address on the same page", fix: fixARM64{typ: R_ADDRARM64, at: 0x5ffc, to: 0x5000, add: 0xfff}, code: words(adrp27, add27), want: words(adrp27, 0x913fff7b)},
		{name: "address on the next page", fix: fixARM64{typ: R_ADDRARM64, at: 0x5ffc, to: 0x6000}, code: words(adrp27, add27), want: words(0xb000001b, add27)},
		{name: "address on the page before", fix: fixARM64{typ: R_ADDRARM64, at: 0x6000, to: 0x5fff}, code: words(adrp27, add27), want: words(0xf0fffffb, 0x913fff7b)},
		{name: "addend that crosses a page", fix: fixARM64{typ: R_ADDRARM64, at: 0x6000, to: 0x6ff8, add: 16}, code: words(adrp27, add27), want: words(0xb000001b, 0x9100237b)},
		{name: "farthest address ahead", fix: fixARM64{typ: R_ADDRARM64, at: 0x1ffc, to: 0x1000 + 1<<32 - 1}, code: words(adrp27, add27), want: words(0xf07ffffb, 0x913fff7b)},
		{name: "farthest address back", fix: fixARM64{typ: R_ADDRARM64, at: 0x100000ffc, to: 0}, code: words(adrp27, add27), want: words(0x9080001b, add27)},
		{name: "address too far ahead", fix: fixARM64{typ: R_ADDRARM64, at: 0x1ffc, to: 0x1000 + 1<<32}, code: words(adrp27, add27), err: "R_ADDRARM64 to main.f: address 0x100001000 is further than 4 GB from 0x1ffc"},
		{name: "address too far back", fix: fixARM64{typ: R_ADDRARM64, at: 0x100001000, to: 0xfff}, code: words(adrp27, add27), err: "further than 4 GB"},
		{name: "address on the heap", fix: fixARM64{typ: R_ADDRARM64, at: 0x10000000, to: 0x4000000000}, code: words(adrp27, add27), err: "further than 4 GB"},
		{name: "pair without ADRP", fix: fixARM64{typ: R_ADDRARM64}, code: words(0x1000001b, add27), err: "instruction 0x1000001b is no ADRP"},
		{name: "pair without ADD", fix: fixARM64{typ: R_ADDRARM64}, code: words(adrp27, ldr1), err: "is no 64-bit ADD of a constant"},

		{name: "load of a byte", fix: fixARM64{typ: R_ARM64_PCREL_LDST8, at: 0x1000, to: 0x1fff}, code: words(adrp27, ldrb1), want: words(adrp27, 0x397fff61)},
		{name: "store of 16 bits", fix: fixARM64{typ: R_ARM64_PCREL_LDST16, at: 0x1000, to: 0x1ffe}, code: words(adrp27, strh1), want: words(adrp27, 0x791fff61)},
		{name: "load of 32 bits of a float", fix: fixARM64{typ: R_ARM64_PCREL_LDST32, at: 0x1000, to: 0x1ffc}, code: words(adrp27, ldrs1), want: words(adrp27, 0xbd4fff61)},
		{name: "load of 64 bits", fix: fixARM64{typ: R_ARM64_PCREL_LDST64, at: 0x1000, to: 0x1ff8}, code: words(adrp27, ldr1), want: words(adrp27, 0xf947ff61)},
		{name: "16 bits at an odd address", fix: fixARM64{typ: R_ARM64_PCREL_LDST16, at: 0x1000, to: 0x1001}, code: words(adrp27, strh1), err: "R_ARM64_PCREL_LDST16 to main.f: 16-bit load or store at 0x1001, which is no multiple of 2"},
		{name: "32 bits not aligned", fix: fixARM64{typ: R_ARM64_PCREL_LDST32, at: 0x1000, to: 0x1002}, code: words(adrp27, ldrs1), err: "no multiple of 4"},
		{name: "64 bits not aligned", fix: fixARM64{typ: R_ARM64_PCREL_LDST64, at: 0x1000, to: 0x1004}, code: words(adrp27, ldr1), err: "no multiple of 8"},
		{name: "load of another size", fix: fixARM64{typ: R_ARM64_PCREL_LDST64, at: 0x1000, to: 0x1000}, code: words(adrp27, ldrb1), err: "instruction 0x39400361 is no 64-bit load or store"},

		{name: "first variable of the thread", fix: fixARM64{typ: R_ARM64_TLS_LE}, code: words(movz27), want: words(0xd280021b)},
		{name: "last variable of the thread", fix: fixARM64{typ: R_ARM64_TLS_LE, to: 0xffef}, code: words(movz27), want: words(0xd29ffffb)},
		{name: "too many variables of the thread", fix: fixARM64{typ: R_ARM64_TLS_LE, to: 0xfff0}, code: words(movz27), err: "offset 0x10000 in the thread's storage is out of range"},

		{name: "address in data", fix: fixARM64{typ: R_ADDR, at: 3, to: 0x4000000000, add: 24}, code: make([]byte, 8), want: words(24, 0x40)},
		{name: "address of 4 bytes", fix: fixARM64{typ: R_ADDR}, code: make([]byte, 4), err: "relocation of 4 bytes, want 8"},
		{name: "offset", fix: fixARM64{typ: R_ADDROFF, to: 0x20010, base: 0x20000, add: 4}, code: make([]byte, 4), want: words(20)},
		{name: "offset before the base", fix: fixARM64{typ: R_METHODOFF, to: 0x1fff0, base: 0x20000}, code: make([]byte, 4), want: words(0xfffffff0)},
		{name: "offset too large", fix: fixARM64{typ: R_METHODOFF, to: 0x4000000000, base: 0x20000}, code: make([]byte, 4), err: "R_METHODOFF to main.f: offset 0x3ffffe0000 is out of range"},
		{name: "relocation of amd64", fix: fixARM64{typ: R_PCREL}, code: make([]byte, 4), err: "relocation type 14, to main.f, is not known"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.fix.name = "main.f"
			before := bytes.Clone(c.code)
			err := c.fix.apply(c.code)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("error %v, want %q", err, c.err)
				}
				c.want = before
			} else if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(c.code, c.want) {
				t.Errorf("got %x, want %x", c.code, c.want)
			}
		})
	}
}

func TestThroughSlotARM64(t *testing.T) {
	far := fixARM64{typ: R_ADDRARM64, name: "go:itab.x", at: 0x1000, to: 0x4000000000}
	code := words(adrp27, add27)
	if err := far.throughSlot(code, 0x2008); err != nil {
		t.Fatal(err)
	}
	if want := words(0xb000001b, 0xf940077b); !bytes.Equal(code, want) { // LDR X27, [X27, #8]
		t.Errorf("got %x, want %x", code, want)
	}
	for _, c := range []struct {
		name string
		fix  fixARM64
		slot uint64
		err  string
	}{
		{"slot too far", far, 1 << 40, "further than 4 GB"},
		{"slot not aligned", far, 0x2004, "no multiple of 8"},
		{"addend", fixARM64{typ: R_ADDRARM64, name: "main.x", add: 8}, 0x2008, "to main.x+8 cannot go through memory"},
		{"call", fixARM64{typ: R_CALLARM64, name: "main.x"}, 0x2008, "cannot go through memory"},
	} {
		code := words(adrp27, add27)
		if err := c.fix.throughSlot(code, c.slot); err == nil || !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.err)
		}
		if !bytes.Equal(code, words(adrp27, add27)) {
			t.Errorf("%s: code is now %x", c.name, code)
		}
	}
}

func TestVeneersARM64(t *testing.T) {
	v := veneersARM64{base: 0x10000000, code: make([]byte, 2*veneerSize)}
	for _, c := range []struct {
		name           string
		from, to, want uint64
		err            string
	}{
		{name: "near", from: 0x10000100, to: 0x10000000 - 4096, want: 0x10000000 - 4096},
		{name: "farthest", from: 0x10000100, to: 0x180000fc, want: 0x180000fc},
		{name: "far", from: 0x10000100, to: 0x18000100, want: 0x10000000},
		{name: "far back", from: 0x10000100, to: 0x1000, want: 0x10000010},
		{name: "the same again", from: 0x10000200, to: 0x18000200 - 0x100, want: 0x18000100},
		{name: "the same, far", from: 0x10000000, to: 0x18000100, want: 0x10000000},
		{name: "no room", from: 0x10000100, to: 0x2000, err: "no room for another veneer after 2"},
		{name: "veneer too far", from: 0x30000000, to: 0x1000, err: "further than 128 MB"},
	} {
		got, err := v.reach(c.from, c.to)
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: error %v, want %q", c.name, err, c.err)
			}
		} else if err != nil || got != c.want {
			t.Errorf("%s: %#x, %v; want %#x", c.name, got, err, c.want)
		}
	}
	want := words(0x58000050, 0xd61f0200, 0x18000100, 0, 0x58000050, 0xd61f0200, 0x1000, 0)
	if !bytes.Equal(v.code, want) {
		t.Errorf("veneers are %x, want %x", v.code, want)
	}
}

func TestStubARM64(t *testing.T) {
	code := make([]byte, stubSizeARM64)
	if err := putStubARM64(code, 0x10000ff0, 0x10001008); err != nil {
		t.Fatal(err)
	}
	if want := words(0xb0000010, 0xf9400610, 0xd61f0200, 0xd4200000); !bytes.Equal(code, want) {
		t.Errorf("stub is %x, want %x", code, want)
	}
	if err := putStubARM64(code, 0x10000000, 0x10000004); err == nil || !strings.Contains(err.Error(), "a stub's slot") {
		t.Errorf("slot not aligned: %v", err)
	}
	if w, err := closeARM64(0x10000010, 0x10000000); err != nil || w != 0x17fffffc {
		t.Errorf("branch to the stub is %#x, %v", w, err)
	}
	if _, err := closeARM64(0x10000010, 0x20000000); err == nil {
		t.Error("a stub 256 MB away is within reach")
	}
}
