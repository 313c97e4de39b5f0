package plots

// Curves that grow while a program runs.

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
)

// Live is a line chart that is drawn again in place as numbers arrive: of the loss during training, for instance. Its
// methods may be called by several goroutines. Make one with [NewLive].
type Live struct {
	opts  []Option
	names []string
	id    string

	mu    sync.Mutex
	lines [][]float64
	drawn time.Time
}

// redraw is the shortest time between two drawings.
const redraw = 200 * time.Millisecond

// NewLive begins a chart with a line for each name. It is shown at the first [Live.Add].
func NewLive(names []string, opts ...Option) *Live {
	if len(names) == 0 {
		panic(fmt.Errorf("plots.NewLive: no names: give one for each line"))
	}
	return &Live{
		opts: append([]Option{Labels("step", "")}, opts...), names: names, lines: make([][]float64, len(names)),
		// Ids must differ from those of an earlier process whose charts the notebook still shows.
		id: fmt.Sprintf("live-%016x", rand.Uint64()),
	}
}

// Add appends one number to each line, and draws them if the last time is long enough ago. It panics if there are not as
// many numbers as lines.
func (l *Live) Add(values ...float64) {
	if len(values) != len(l.names) {
		panic(fmt.Errorf("plots.Live.Add: %d numbers for %d lines", len(values), len(l.names)))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, v := range values {
		l.lines[i] = append(l.lines[i], v)
	}
	if now := time.Now(); now.Sub(l.drawn) >= redraw {
		l.show()
		l.drawn = now
	}
}

// Done draws the chart for the last time. More may be added after it.
func (l *Live) Done() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.show()
}

// Figure returns the chart as it is.
func (l *Live) Figure() Figure {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.figure()
}

// show displays the chart. The caller holds l.mu.
func (l *Live) show() {
	if l.drawn.IsZero() {
		display.ShowID(l.id, l.figure())
		l.drawn = time.Now()
		return
	}
	display.Update(l.id, l.figure())
}

func (l *Live) figure() Figure {
	o := settings(l.opts)
	n := len(l.lines[0])
	if n == 0 {
		return linesChart(o, nil, l.lines, l.names).figure(o.describe("an empty chart"))
	}
	lines := make([][]float64, len(l.lines)) // the figure must not change when more arrives
	last := ""
	for i, line := range l.lines {
		lines[i] = line[:n:n]
		last += fmt.Sprintf("; %s from %.4g to %.4g", l.names[i], line[0], line[n-1])
	}
	return linesChart(o, nil, lines, l.names).figure(o.describe("after %d numbers%s", n, last))
}
