package kernel_test

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/wire"
)

func TestUsage(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the numbers of the machine are read on Linux only")
	}
	c := start(t, nil)
	ask := func() map[string]any {
		return object(t, c.reply("control", c.send("control", wire.UsageRequest, struct{}{})).Content)
	}
	before := ask()
	for began := time.Now(); time.Since(began) < 200*time.Millisecond; { // be busy
	}
	after := ask()
	for name, got := range map[string]float64{
		"kernel_memory": after["kernel_memory"].(float64),
		"kernel_cpu":    after["kernel_cpu"].(float64),
		"cpu_count":     after["cpu_count"].(float64),
		"total memory":  after["host_virtual_memory"].(map[string]any)["total"].(float64),
	} {
		if got <= 0 {
			t.Errorf("%s is %v", name, got)
		}
	}
	if after["pid"].(float64) != float64(os.Getpid()) || before["hostname"] == "" {
		t.Errorf("reply is %v", after)
	}
}

func TestWithParent(t *testing.T) {
	parent := exec.Command("sleep", "100")
	if err := parent.Start(); err != nil {
		t.Skip(err)
	}
	ctx, cancel := kernel.WithParent(context.Background(), parent.Process.Pid)
	defer cancel()
	select {
	case <-ctx.Done():
		t.Fatal("ended while the parent lives")
	case <-time.After(700 * time.Millisecond):
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	parent.Wait() // it was killed: an error is right
	select {
	case <-ctx.Done():
	case <-time.After(patient):
		t.Fatal("did not end with the parent")
	}
}
