package bench

import (
	"bytes"
	"fmt"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/flame"
)

// Profile runs f once and shows where its time went as a flame graph, or as a table where there are no pictures.
func Profile(f func()) {
	var data bytes.Buffer
	if err := pprof.StartCPUProfile(&data); err != nil {
		panic(fmt.Errorf("%%prun: %w", err))
	}
	from := time.Now()
	defer func() { // an interrupted or failed run is worth a look, too
		pprof.StopCPUProfile()
		took := time.Since(from)
		samples, err := flame.Read(data.Bytes())
		if err != nil {
			fmt.Printf("%%prun: %v\n", err)
			return
		}
		show(samples, took)
	}()
	f()
}

func show(samples []flame.Sample, took time.Duration) {
	var own []flame.Sample
	for _, s := range samples {
		if s.Stack = belowProfile(s.Stack); len(s.Stack) > 0 {
			own = append(own, s)
		}
	}
	if len(own) == 0 {
		fmt.Printf("%s: too short to be sampled (a sample is taken every 10 ms of processor time); repeat the code in a loop\n", duration(float64(took)))
		return
	}
	head := fmt.Sprintf("%s, %d stacks\n", duration(float64(took)), len(own))
	display.Show(display.Bundle{display.MIMESVG: flame.SVG(own), display.MIMEText: head + flame.Hot(own, 15)})
}

// belowProfile is what the profiled code has called. Goroutines that it started, and the garbage collector, are kept whole.
func belowProfile(stack []flame.Frame) []flame.Frame {
	const self = "github.com/gradbook/gradbook/kernel/engine/"
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i].Func == self+"bench.Profile" {
			return stack[i+1:]
		}
	}
	for _, f := range stack {
		if strings.HasPrefix(f.Func, self) { // the worker's own work
			return nil
		}
	}
	return stack
}
