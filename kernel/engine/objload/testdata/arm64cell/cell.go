// Program arm64cell prints what entry gives. TestRunARM64 runs it as it is, and runs entry, compiled for arm64 and
// relocated by objload, under an emulator. Nothing that entry calls needs the runtime.
package main

const letters = "relocated"

var (
	calls   int
	small   uint8 = 7
	half    int16
	single  uint32  = 1 << 31
	weight  float32 = 1.5
	weights         = [4]float64{0.5, 1.25, 2, 4}
	text            = "relocated"
	ops             = [2]func(int) int{replaced, near}
	distant         = 12345 // laid out further than 4 GB, and so used through its address only
)

//go:noinline
//go:nosplit
func near(x int) int { calls++; return x * x }

// far is laid out further than 128 MB.
//
//go:noinline
//go:nosplit
func far(x int) int { return x + 1000*near(x) }

// replaced is behind a stub, which later leads to renewed.
//
//go:noinline
//go:nosplit
func replaced(x int) int { return x + 1 }

//go:noinline
//go:nosplit
func renewed(x int) int { return x*100 + 7 }

//go:noinline
//go:nosplit
func add(p *int, x int) int { *p += x; return *p }

//go:noinline
//go:nosplit
func choose(x int) int {
	switch x {
	case 0:
		return calls
	case 1:
		return int(small)
	case 2:
		return int(half)
	case 3:
		return int(single)
	case 4:
		return int(weight * 4)
	case 5:
		return near(x)
	case 6:
		return len(text)
	case 7:
		return far(x)
	case 8:
		return -x
	}
	return 0
}

//go:noinline
//go:nosplit
func entry(x int) int {
	small++
	half -= int16(x)
	single += uint32(x)
	weight += 0.25
	sum := choose(x) + near(x) + far(x) + replaced(x) + ops[x&1](x) + int(letters[x&7])
	return sum + int(weights[x&3]*8) + int(small) + int(half) + int(single) + int(weight) + add(&distant, x)
}

func main() {
	for x := range 10 {
		println(entry(x))
	}
	for x := range 10 { // with renewed in the place of replaced
		n := 1 + (x+1)&1 // calls of it
		println(entry(x) - n*replaced(x) + n*renewed(x))
	}
}
