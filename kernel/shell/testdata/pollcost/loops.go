// Package loops is compiled twice by TestPollCost: as a package that a cell imports, and as a cell, where loops ask whether they
// were interrupted.
package loops

import "strings"

func loopMatmul() int {
	const n = 128
	a, b, c := make([]float64, n*n), make([]float64, n*n), make([]float64, n*n)
	for i := range a {
		a[i], b[i] = float64(i%7), float64(i%5)
	}
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			sum := 0.0
			for k := 0; k < n; k++ {
				sum += a[i*n+k] * b[k*n+j]
			}
			c[i*n+j] = sum
		}
	}
	return int(c[n])
}

func loopDot() int {
	x, y := make([]float64, 1<<16), make([]float64, 1<<16)
	sum := 0.0
	for range 20 {
		for i := range x {
			sum += x[i] * y[i]
		}
	}
	return int(sum)
}

func loopSum() int {
	x := make([]int, 1<<12)
	sum := 0
	for range 500 {
		for _, v := range x {
			sum += v
		}
	}
	return sum
}

func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

func loopFib() int { return fibonacci(27) }

func loopStrings() int {
	var b strings.Builder
	for i := range 300000 {
		b.WriteByte(byte('a' + i%26))
		if i%10 == 0 {
			b.WriteString("word")
		}
	}
	return b.Len()
}

func loopSieve() int {
	s := make([]bool, 1<<20)
	count := 0
	for i := 2; i < len(s); i++ {
		if !s[i] {
			count++
			for j := 2 * i; j < len(s); j += i {
				s[j] = true
			}
		}
	}
	return count
}

func loopMap() int {
	m := map[int]int{}
	for i := range 200000 {
		m[i%5000] += i
	}
	return len(m)
}

// Loops are what is measured.
var Loops = []struct {
	Name string
	Run  func() int
}{
	{"matmul", loopMatmul}, {"dot", loopDot}, {"sum", loopSum}, {"fib", loopFib},
	{"strings", loopStrings}, {"sieve", loopSieve}, {"map", loopMap},
}
