package kernel

import (
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/wire"
)

// usageMeter measures what the kernel and its children (the worker, the compiler) take of the machine. Shares of the
// processor are those since the last measurement; the first one is over the life of the processes.
type usageMeter struct {
	mu   sync.Mutex
	last snapshot
}

// snapshot is what the system says at one moment. Times are of the processor, in seconds.
type snapshot struct {
	at          time.Time
	perProcess  map[int]float64 // the same by process
	kernelBytes uint64
	hostBusy    float64
	hostTotal   float64
	memory      wire.MemoryStatus
}

func (u *usageMeter) measure() wire.UsageDone {
	u.mu.Lock()
	defer u.mu.Unlock()
	now, before := takeSnapshot(os.Getpid()), u.last
	u.last = now
	host, _ := os.Hostname() // empty if the system does not know its name
	done := wire.UsageDone{
		Hostname:     host,
		PID:          os.Getpid(),
		KernelMemory: now.kernelBytes,
		CPUCount:     runtime.NumCPU(),
		HostMemory:   now.memory,
	}
	if before.at.IsZero() {
		before.at = processStart
	}
	var cpu float64
	for pid, t := range now.perProcess {
		cpu += t - before.perProcess[pid] // a process that is new since then counts from its start
	}
	if wall := now.at.Sub(before.at).Seconds(); wall > 0 {
		done.KernelCPU = 100 * cpu / wall
	}
	if total := now.hostTotal - before.hostTotal; total > 0 {
		done.HostCPU = 100 * (now.hostBusy - before.hostBusy) / total
	}
	return done
}

// processStart is when this program began, for the first measurement.
var processStart = time.Now()
