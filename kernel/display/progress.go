package display

import (
	"fmt"
	"html"
	"io"
	"iter"
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

// redraw is the shortest time between two drawings of a bar: front ends need not draw more.
const redraw = 100 * time.Millisecond

// Bar is a progress bar in the output of a cell, drawn again in place as work goes on. Its methods may be called from several
// goroutines. While it runs it tells the rate and the time left; when done only the count, so that a notebook's outputs
// are the same each time it is run.
type Bar struct {
	label string
	total int
	bytes bool // counts bytes
	id    string
	start time.Time

	mu    sync.Mutex
	done  int
	drawn time.Time
	ended bool
}

// NewBar shows a bar for total steps of work; a total of 0 or less means that nobody knows how many.
func NewBar(label string, total int) *Bar { return show(&Bar{label: label, total: total}) }

func show(b *Bar) *Bar {
	// Ids must differ from those of an earlier process whose bars the notebook still shows.
	b.id, b.start = fmt.Sprintf("progress-%016x", rand.Uint64()), time.Now()
	b.drawn = b.start
	send(KindDisplay, b.id, b.bundle())
	return b
}

// Add says that n more steps are done.
func (b *Bar) Add(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.set(b.done + n)
}

// Set says that n steps are done in all.
func (b *Bar) Set(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.set(n)
}

// Label changes the text before the bar.
func (b *Bar) Label(label string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.label = label
	b.set(b.done)
}

// Done draws the bar for the last time, where it stands; later calls change nothing.
func (b *Bar) Done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.ended {
		b.ended = true
		send(KindUpdate, b.id, b.bundle())
	}
}

// set draws if the last drawing is long enough ago. The caller holds b.mu.
func (b *Bar) set(n int) {
	b.done = n
	if now := time.Now(); !b.ended && now.Sub(b.drawn) >= redraw {
		b.drawn = now
		send(KindUpdate, b.id, b.bundle())
	}
}

// bundle draws the bar as text and as HTML.
func (b *Bar) bundle() Bundle {
	const width = 30
	count := b.amount(float64(b.done))
	var text, attributes string
	if b.total > 0 {
		done := min(max(b.done, 0), b.total)
		filled := done * width / b.total
		text = "[" + strings.Repeat("█", filled) + strings.Repeat("·", width-filled) + "] "
		count = fmt.Sprintf("%s/%s", count, b.amount(float64(b.total)))
		attributes = fmt.Sprintf(` value="%d" max="%d"`, done, b.total)
	} else if b.ended {
		attributes = ` value="1" max="1"`
	}
	if !b.ended {
		count += b.pace()
	}
	prefix := b.label
	if prefix != "" {
		prefix += " "
	}
	return Bundle{
		MIMEText: prefix + text + count,
		MIMEHTML: fmt.Sprintf(`<label>%s<progress%s style="width:16em;vertical-align:middle"></progress> %s</label>`,
			html.EscapeString(prefix), attributes, html.EscapeString(count)),
	}
}

// amount writes a number of steps, or of bytes with three digits and a unit of a thousand, as files are measured.
func (b *Bar) amount(n float64) string {
	if !b.bytes || n < 1000 {
		unit := ""
		if b.bytes {
			unit = " B"
		}
		return fmt.Sprintf("%.0f", n) + unit
	}
	units := []string{"kB", "MB", "GB", "TB", "PB", "EB"}
	for n /= 1000; n >= 999.5 && len(units) > 1; n /= 1000 {
		units = units[1:]
	}
	decimals := 0
	for limit := 99.95; n < limit && decimals < 2; limit /= 10 {
		decimals++
	}
	return fmt.Sprintf("%.*f %s", decimals, n, units[0])
}

// pace tells steps a second and the time left.
func (b *Bar) pace() string {
	elapsed := time.Since(b.start)
	if b.done <= 0 || elapsed < redraw {
		return ""
	}
	rate := float64(b.done) / elapsed.Seconds()
	s := fmt.Sprintf(", %.3g/s", rate)
	if b.bytes {
		s = ", " + b.amount(rate) + "/s"
	}
	if left := b.total - b.done; left > 0 {
		s += fmt.Sprintf(", %v left", time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second))
	}
	return s
}

// Progress counts from 0 to n-1 and shows how far the loop is:
//
//	for epoch := range display.Progress(100) { … }
func Progress(n int) iter.Seq[int] {
	return ProgressOf(func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}, n)
}

// ProgressSlice goes through a slice as range does and shows how far the loop is.
func ProgressSlice[S ~[]E, E any](s S) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		for i := range Progress(len(s)) {
			if !yield(i, s[i]) {
				return
			}
		}
	}
}

// ProgressOf goes through a sequence of total elements (0: unknown) and shows how far the loop is. Each loop over the result
// has a bar of its own.
func ProgressOf[E any](seq iter.Seq[E], total int) iter.Seq[E] {
	return func(yield func(E) bool) {
		b := NewBar("", total)
		defer b.Done()
		for e := range seq {
			if !yield(e) {
				return
			}
			b.Add(1)
		}
	}
}

// ProgressOf2 is [ProgressOf] for pairs, as of [maps.All]:
//
//	for name, data := range display.ProgressOf2(maps.All(files), len(files)) { … }
func ProgressOf2[K, V any](seq iter.Seq2[K, V], total int) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		b := NewBar("", total)
		defer b.Done()
		for k, v := range seq {
			if !yield(k, v) {
				return
			}
			b.Add(1)
		}
	}
}

// ProgressReader returns a reader of r that shows how many of total bytes (0: unknown) were read; the bar ends with r.
//
//	io.Copy(file, display.ProgressReader(response.Body, response.ContentLength))
func ProgressReader(r io.Reader, total int64) io.Reader {
	return &progressReader{r, show(&Bar{total: int(max(total, 0)), bytes: true})}
}

type progressReader struct {
	r   io.Reader
	bar *Bar
}

func (p *progressReader) Read(buf []byte) (int, error) {
	n, err := p.r.Read(buf)
	p.bar.Add(n)
	if err != nil {
		p.bar.Done()
	}
	return n, err
}
