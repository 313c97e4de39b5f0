package kernel

import (
	"context"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/wire"
)

// sink sends the outputs of one cell to the front ends. It gathers stream text for a moment, since a cell that prints a
// hundred thousand lines would else send as many messages. It goes on working after its cell has ended, for the goroutines
// that the cell left behind.
type sink struct {
	k      *Kernel
	r      *request
	ctx    context.Context // of the running cell: when it is interrupted, outputs no longer wait for slow readers
	number int
	silent bool
	stdin  bool

	mu     sync.Mutex
	name   string // of the stream that text belongs to
	text   []byte
	timer  *time.Timer
	result string // text of the cell's value
}

// A batch of stream text is sent when it is this old or this large.
const (
	batchTime = 12 * time.Millisecond
	batchSize = 64 << 10
)

func newSink(ctx context.Context, k *Kernel, r *request, number int, c wire.ExecuteContent) *sink {
	return &sink{ctx: ctx, k: k, r: r, number: number, silent: c.Silent, stdin: c.AllowStdin}
}

// Stream implements [shell.Sink].
func (s *sink) Stream(name, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if name != s.name {
		s.send()
		s.name = name
	}
	s.text = append(s.text, text...)
	switch {
	case len(s.text) >= batchSize:
		s.send()
	case s.timer == nil:
		s.timer = time.AfterFunc(batchTime, s.flush)
	}
}

// flush sends the stream text that was gathered.
func (s *sink) flush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send()
}

// finish sends what is left when the cell has ended. What comes later is of goroutines that it left behind.
func (s *sink) finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ctx = s.k.ctx
	s.send()
}

// send is flush for those who hold the lock.
func (s *sink) send() {
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
	if len(s.text) == 0 {
		return
	}
	s.k.sockets.IOPub.Wait(s.ctx)
	s.k.publish(wire.Stream, s.r.Message, wire.StreamContent{Name: s.name, Text: string(s.text)})
	s.text = s.text[:0]
}

// Display implements [shell.Sink].
func (s *sink) Display(m display.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send()
	s.k.sockets.IOPub.Wait(s.ctx)
	if m.Kind == display.KindClear {
		s.k.publish(wire.ClearOutput, s.r.Message, wire.ClearContent{Wait: m.Wait})
		return
	}
	m, shown := s.controls(m)
	if shown {
		return
	}
	content := s.content(m)
	switch m.Kind {
	case display.KindDisplay:
		s.k.publish(wire.DisplayData, s.r.Message, content)
	case display.KindUpdate:
		s.k.publish(wire.UpdateDisplayData, s.r.Message, content)
	case display.KindResult:
		s.result, _ = m.Data["text/plain"].(string)
		if !s.silent && len(content.Data) > 0 {
			s.k.publish(wire.ExecuteResult, s.r.Message, wire.ResultContent{Count: s.number, DisplayContent: content})
		}
	default:
		s.k.log.Printf("a cell sent a display message of the unknown kind %q", m.Kind)
	}
}

func (s *sink) content(m display.Message) wire.DisplayContent {
	return wire.DisplayContent{
		Data:      s.k.mimeData(m.Data),
		Metadata:  s.k.metadata(m.Metadata),
		Transient: wire.Transient{ID: m.ID},
	}
}

// controls adds to a message with controls, or with the result of some, what shows them as ipywidgets, if the front end of the
// cell has these. It reports whether the message is dealt with so.
func (s *sink) controls(m display.Message) (display.Message, bool) {
	w := s.k.widgets
	switch {
	case w == nil:
	case m.Form != nil:
		m, err := w.show(s.r.Message, m)
		if err != nil {
			s.k.publish(wire.Stream, s.r.Message, wire.StreamContent{Name: "stderr", Text: err.Error() + "\n"})
		}
		return m, false
	case m.ID != "":
		return w.models.result(m, s.content)
	}
	return m, false
}

// Input implements [shell.Sink].
func (s *sink) Input(ctx context.Context, prompt string, password bool) (string, error) {
	s.flush()
	if !s.stdin {
		return "", errNoStdin
	}
	return s.k.ask(ctx, s.r, prompt, password)
}

// resultText is the value of the cell as text, empty if there was none.
func (s *sink) resultText() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.result
}
