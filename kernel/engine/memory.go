package engine

import (
	"fmt"
	"strconv"
	"strings"
)

// MemoryVariable names the environment variable that limits the memory of the worker: bytes, or a number with one of the
// units K, M, G and T (powers of 1024). Without it there is no limit.
const MemoryVariable = "GRADBOOK_MEMORY"

var units = []struct {
	name  string
	bytes int64
}{{"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {"T", 1 << 40}}

// leastMemory is what any cell needs beside what the worker itself has.
const leastMemory = 64 << 20

// parseMemory reads the value of [MemoryVariable]; an empty one means no limit, which is 0.
func parseMemory(s string) (int64, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	num := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(s), "B"), "I")
	scale := int64(1)
	for _, u := range units {
		if n, ok := strings.CutSuffix(num, u.name); ok {
			num, scale = n, u.bytes
		}
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(num), 64)
	switch {
	case err != nil, !(x > 0), x*float64(scale) > 1<<60:
		return 0, fmt.Errorf("%s=%q is no amount of memory; write for example %[1]s=4G", MemoryVariable, s)
	case x*float64(scale) < leastMemory:
		return 0, fmt.Errorf("%s=%q is too little; the least is %dM", MemoryVariable, s, leastMemory>>20)
	}
	return int64(x * float64(scale)), nil
}

// memory is the limit in an environment of NAME=value.
func memory(env []string) (int64, error) {
	for _, kv := range env {
		if v, ok := strings.CutPrefix(kv, MemoryVariable+"="); ok {
			return parseMemory(v)
		}
	}
	return 0, nil
}
