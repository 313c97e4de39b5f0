package kernel

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/wire"
)

// clockTicks is USER_HZ, the unit of times in /proc, which is 100 on every Linux that Go runs on.
const clockTicks = 100

// takeSnapshot reads /proc; the format is that of proc(5). What cannot be read counts as zero.
func takeSnapshot(pid int) snapshot {
	s := snapshot{at: time.Now(), perProcess: make(map[int]float64)}
	children := make(map[int][]int)
	type process struct{ cpu, resident float64 }
	all := make(map[int]process)
	dirs, _ := filepath.Glob("/proc/[0-9]*") // the pattern is well-formed
	for _, dir := range dirs {
		id, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, "stat"))
		if err != nil {
			continue // it has ended
		}
		// The name, in parentheses, may hold spaces and parentheses itself: fields count from its end.
		f := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(f) < 22 {
			continue
		}
		parent, _ := strconv.Atoi(f[1])
		children[parent] = append(children[parent], id)
		all[id] = process{
			cpu:      (number(f[11]) + number(f[12])) / clockTicks,
			resident: number(f[21]) * float64(os.Getpagesize()),
		}
	}
	family := []int{pid}
	for i := 0; i < len(family); i++ {
		id := family[i]
		s.perProcess[id] = all[id].cpu
		s.kernelBytes += uint64(all[id].resident)
		family = append(family, children[id]...)
	}
	s.hostBusy, s.hostTotal = hostCPU()
	s.memory = hostMemory()
	return s
}

// hostCPU returns the busy and the total processor time of the machine, in ticks.
func hostCPU() (busy, total float64) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0
	}
	line, _, _ := strings.Cut(string(text), "\n")
	for i, f := range strings.Fields(line) {
		switch i {
		case 0, 9, 10: // the word cpu; guest times, which are part of the user times
			continue
		case 4, 5: // idle, iowait
		default:
			busy += number(f)
		}
		total += number(f)
	}
	return busy, total
}

// hostMemory reads /proc/meminfo.
func hostMemory() wire.MemoryStatus {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return wire.MemoryStatus{}
	}
	values := make(map[string]uint64)
	for line := range strings.Lines(string(text)) {
		var name string
		var kB uint64
		if n, _ := fmt.Sscanf(line, "%s %d", &name, &kB); n == 2 {
			values[name] = kB << 10
		}
	}
	m := wire.MemoryStatus{Total: values["MemTotal:"], Available: values["MemAvailable:"], Free: values["MemFree:"]}
	m.Used = m.Total - min(m.Total, m.Available)
	if m.Total > 0 {
		m.Percent = 100 * float64(m.Used) / float64(m.Total)
	}
	return m
}

func number(s string) float64 {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return n
}
