// Program arm64 has every form of code and data for which the compiler emits relocations on arm64. TestLinkedARM64
// relocates it and compares with what the linker made.
package main

import "math"

var (
	b8  int8
	u8  uint8 = 200
	b16 int16
	u16 uint16 = 40000
	b32 int32
	u32 uint32 = 3e9
	b64 int
	f32 float32 = 1.5
	f64 float64 = 2.5
	c   complex128
	pad [9000]byte // puts what follows on other pages
	arr [100]struct {
		a byte
		b uint32
		c uint64
	}
	str                               = "a string in static data"
	list                              = []string{"one", "two", "three"}
	table                             = map[string]func(int) int{"square": square, "twice": twice}
	any1  interface{ area() float64 } = &rect{2, 3}
)

type rect struct{ w, h float64 }

func (r *rect) area() float64 { return r.w * r.h }

type circle float64

func (c circle) area() float64 { return math.Pi * float64(c) * float64(c) }

//go:noinline
func loads() int {
	return int(b8) + int(u8) + int(b16) + int(u16) + int(b32) + int(u32) + b64 + int(f32) + int(f64) + int(real(c)) +
		int(pad[4097]) + int(pad[8999]) + int(arr[7].a) + int(arr[50].b) + int(arr[99].c)
}

//go:noinline
func stores(x int) {
	b8, u8, b16, u16 = int8(x), uint8(x), int16(x), uint16(x)
	b32, u32, b64, f32, f64, c = int32(x), uint32(x), x, float32(x), float64(x), complex(float64(x), 1)
	pad[4097], pad[8999] = 1, 2
	arr[7].a, arr[50].b, arr[99].c = 3, 4, 5
	str = list[x&1]
}

func square(x int) int { return x * x }
func twice(x int) int  { return x + x }

//go:noinline
func jumpTable(x int) int {
	switch x {
	case 0:
		return loads()
	case 1:
		return square(b64)
	case 2:
		return len(str)
	case 3:
		return int(u8)
	case 4:
		return 77
	case 5:
		return -b64
	case 6:
		return b64 << 3
	case 7:
		return int(f64)
	case 8:
		return 12
	}
	return 0
}

//go:noinline
func kind(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case interface{ area() float64 }:
		if v.area() > 3 {
			return "large"
		}
		return "small"
	case []int:
		return "ints"
	case map[string]int:
		return "map"
	}
	return "other"
}

type number interface{ ~int | ~float64 }

//go:noinline
func sum[T number](s ...T) (t T) {
	for _, x := range s {
		t += x
	}
	return t
}

//go:noinline
func safely(f func()) (caught any) {
	defer func() { caught = recover() }()
	f()
	return nil
}

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func main() {
	stores(3)
	println(loads(), str, len(table), any1.area())
	for x := range 10 {
		print(jumpTable(x), " ")
	}
	println(kind(circle(0.5)), kind(&rect{9, 9}), kind([]int{1}), kind(map[string]int{}), kind(nil), kind(1))
	println(sum(1, 2, 3), sum(0.5, 0.25), math.Sqrt(f64), math.Mod(f64, 0.7))
	println(safely(func() { println(arr[b64+200].a) }) != nil, safely(func() {}) == nil)
	next := counter()
	next()
	ch := make(chan int, 1)
	go func() { ch <- next() + table["square"](5) }()
	println(<-ch)
}
