package shell

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gradbook/gradbook"
	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
	"github.com/gradbook/gradbook/kernel/engine/toolchain"
	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// Options configure a [Shell].
type Options struct {
	Dir string   // folder in which cells run; empty: the current one
	Env []string // added to the environment of the cells
	// Startup is a file with a cell that runs before the first one, if there is such a file; empty: none.
	Startup string
}

// preload is what cells see without an import line.
var preload = session.Preload{
	Dot:   []string{"github.com/gradbook/gradbook/autograd", "github.com/gradbook/gradbook/autograd/anp"},
	Named: []string{"github.com/gradbook/gradbook/autograd", "github.com/gradbook/gradbook/autograd/anp", "github.com/gradbook/gradbook/autograd/ndarray", "github.com/gradbook/gradbook/autograd/optim", "github.com/gradbook/gradbook/plots", "github.com/gradbook/gradbook/kernel/display"},
}

// New makes a shell. It returns at once and gets ready in the background: finds Go, builds the worker if need be, starts
// it. What goes wrong there is the error of the cells.
func New(o Options) (Shell, error) {
	s := &shell{opt: o, ready: make(chan struct{}), sources: map[int]string{}, debugging: newDebugging()}
	s.out = &output{panic: s.goroutinePanic, stopped: s.stopped}
	s.out.listen = func(address string) { s.wants(gonb.Comm{Kind: gonb.CommSubscribe, Address: address}) }
	ctx, cancel := context.WithCancel(context.Background())
	s.stop, s.life = cancel, ctx
	go func() {
		defer close(s.ready)
		s.failed = s.prepare(ctx)
		s.out.prepared()
	}()
	return s, nil
}

type shell struct {
	opt    Options
	out    *output
	ready  chan struct{} // closed when prepare has ended
	failed error         // why it could not
	stop   context.CancelFunc
	life   context.Context // ends with the shell

	engine *engine.Engine
	gonb   *gonb.Bridge // for cells that display with gonbui
	widget atomic.Pointer[func(gonb.Comm)]

	mu       sync.Mutex
	session  *session.Session
	sources  map[int]string // of the cells, for tracebacks
	done     []Request      // cells that ran since the worker started, for %replay
	past     []Request      // those that ran in workers before
	entered  []Request      // all cells, for %history
	panicked *worker.Panic  // the last one, for %debug
	turns    []*turn        // cells that run
	values   struct {       // of variables, for tooltips
		at    int64 // the latest turn when they were read
		texts map[string]string
	}
	argv     []string                 // arguments of programs: %args
	fetches  map[string]chan struct{} // packages that are being compiled for a question; closed when they are
	lastMain string                   // the body of the last main function: see writeProgram

	run     sync.RWMutex // held for reading while a cell runs
	opening sync.Mutex   // held by the first cells until the startup file has run
	binding sync.Mutex   // held while a cell is planned, compiled and loaded, and while names are removed
	latest  atomic.Int64 // the id of the latest turn
	timings atomic.Bool  // cells say where the time goes

	debugging debugging
}

// prepare makes the engine and the session.
func (s *shell) prepare(ctx context.Context) error {
	tc, err := toolchain.Find(ctx)
	if err != nil {
		return err
	}
	host, err := tc.Host(ctx, gradbook.Source, s.out.progress)
	if err != nil {
		return err
	}
	if err := engine.Verify(ctx, host); err != nil {
		return err
	}
	s.gonb, err = gonb.Listen(os.TempDir(), gonb.Handler{Display: func(m display.Message) { s.out.Display(0, m) }, Comm: s.wants, Input: s.out.announce})
	if err != nil {
		return err
	}
	s.engine, err = engine.New(engine.Options{Host: host, Dir: s.opt.Dir, Env: slices.Concat(s.gonb.Env(), s.opt.Env), Events: s.out})
	if err != nil {
		return err
	}
	s.engine.Packages.Progress = stream{s.out, "stderr"}
	s.session = s.newSession()
	errs := make(chan error, 1)
	go func() { errs <- s.engine.Start(ctx) }()
	s.session.Warm()
	return <-errs
}

func (s *shell) newSession() *session.Session {
	n := session.New(session.Config{Importer: s.engine.Packages, Resolve: resolve, Preload: preload, Folder: s.engine.Dir, Dir: s.engine.Packages.Dir, Known: s.engine.Packages.Known, LangVersion: toolchain.Supported})
	s.debugging.mu.Lock()
	defer s.debugging.mu.Unlock()
	n.Watch(s.debugging.on)
	s.debugging.codes, s.debugging.renew = map[int]*session.Observed{}, false
	return n
}

// resolve finds the packages that a name may stand for without an import: those of the standard library, and one outside of it
// that generic code is full of.
func resolve(name string) []string {
	if name == "constraints" {
		return []string{"golang.org/x/exp/constraints"}
	}
	return session.StdPackages(name)
}

// current is the session now: the worker's end and %reset begin another.
func (s *shell) current() *session.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session
}

// wait waits until the shell is ready.
func (s *shell) wait(ctx context.Context) error {
	select {
	case <-s.ready:
		return s.failed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Execute implements [Shell].
func (s *shell) Execute(ctx context.Context, r Request, to Sink) Result {
	if name, detail, ok := question(r.Code); ok {
		return s.answer(ctx, name, detail) // before the turn begins: a variable's value is read between two cells
	}
	s.run.RLock()
	defer s.run.RUnlock()
	ctx, t := s.newTurn(ctx)
	defer s.endTurn(t)
	s.mu.Lock()
	s.sources[r.Number] = r.Code
	s.debugging.name(r)
	if !r.Silent {
		s.entered = append(s.entered, r)
	}
	s.mu.Unlock()
	s.out.attach(ctx, t.id, to)
	defer s.out.settle(t.id)
	err := s.wait(ctx)
	s.out.waited()
	if err != nil {
		return s.failure(ctx, err)
	}
	if err := s.renewLate(ctx); err != nil {
		s.say(ctx, "note: "+err.Error()+"\n")
	}
	s.open(ctx)
	err = s.execute(ctx, r)
	s.reportTiming(t)
	if err != nil {
		return s.failure(ctx, err)
	}
	if !r.Silent {
		s.mu.Lock()
		s.done = append(s.done, r)
		s.mu.Unlock()
	}
	return Result{Status: OK, Next: t.next}
}

// goCode plans, compiles, loads and runs Go. The value of a trailing expression is shown only in a cell's last part.
func (s *shell) goCode(ctx context.Context, number int, src string, last bool) error {
	if !last {
		src = strings.TrimRight(src, " \t\r\n;") + ";\n"
	}
	t, turn := newTiming(), turnOf(ctx)
	// Cells that run beside each other begin one after the other: each is planned with what those before it declare.
	s.binding.Lock()
	begun := sync.OnceFunc(s.binding.Unlock)
	defer begun()
	if err := s.refresh(ctx); err != nil {
		return err
	}
	q := s.current()
	plan, diags := q.Plan(number, src)
	t.lap("plan")
	if len(diags) > 0 {
		return &compileError{diags}
	}
	if len(plan.Unit.Source) == 0 {
		plan.Commit()
		return nil
	}
	object, err := s.engine.Compile(ctx, &plan.Unit)
	t.lap("compile")
	var ce *engine.CompileError
	if errors.As(err, &ce) {
		return &compileError{q.CompilerErrors(plan, ce.Output)}
	}
	if err != nil {
		return err
	}
	defer s.gonb.NewCell()()
	s.observed(&plan.Unit)
	defer s.endOf(turn.id)
	// Before the run: what the cell writes comes by other ways than the word that it is loaded, and may be faster.
	for _, n := range plan.Notes {
		s.say(ctx, "note: "+n+"\n")
	}
	done, err := s.engine.Run(ctx, turn.id, &plan.Unit, object, func() {
		t.lap("load")
		plan.Commit()
		begun()
	})
	s.gonb.Drain(ctx) // an interrupt ends it, and the outcome tells of that
	t.lap("run")
	if turn.timing != nil {
		turn.timing.add(t)
	}
	var lost *engine.Lost
	if errors.As(err, &lost) {
		return s.workerLost(q, lost)
	}
	if err != nil {
		return err
	}
	return s.outcome(number, done)
}

// refresh picks up edits of local packages.
func (s *shell) refresh(ctx context.Context) error {
	changed, err := s.engine.Packages.Refresh(ctx)
	if err != nil || len(changed) == 0 {
		return err
	}
	note := "note: " + strings.Join(changed, ", ") + " changed on disk: the new form is used from here on"
	if gone := s.current().DropPackages(changed); len(gone) > 0 {
		note += "; " + strings.Join(gone, ", ") + " belonged to the old form and are gone: run their cells again"
	}
	s.say(ctx, note+"\n")
	return nil
}

// Interrupt implements [Shell].
func (s *shell) Interrupt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.turns {
		t.cancel()
	}
	select {
	case <-s.ready:
		if s.failed == nil {
			s.engine.InterruptCalls()
		}
	default:
	}
}

// Eval implements [Shell].
func (s *shell) Eval(expr string) (display.Bundle, error) {
	c := &capture{}
	s.mu.Lock()
	n := 0
	for k := range s.sources {
		n = max(n, k)
	}
	s.mu.Unlock()
	defer s.out.keep()() // goroutines go on writing below the cell that started them
	res := s.Execute(context.Background(), Request{Number: n + 1, Code: expr, Silent: true}, c)
	if res.Status != OK {
		return nil, fmt.Errorf("%s: %s", res.EName, res.EValue)
	}
	return c.bundle, nil
}

// capture keeps a cell's value.
type capture struct{ bundle display.Bundle }

func (c *capture) Stream(string, string) {}
func (c *capture) Display(m display.Message) {
	if m.Kind == display.KindResult {
		c.bundle = m.Data
	}
}
func (c *capture) Input(context.Context, string, bool) (string, error) {
	return "", errors.New("no input in an expression")
}

// Close implements [Shell].
func (s *shell) Close() error {
	s.stop()
	<-s.ready
	var err error
	if s.engine != nil {
		err = s.engine.Close()
	}
	if s.gonb != nil {
		err = errors.Join(err, s.gonb.Close())
	}
	return err
}

// timing measures the stages of a cell.
type timing struct {
	from  time.Time
	names []string
	took  []time.Duration
}

func newTiming() *timing { return &timing{from: time.Now()} }

func (t *timing) lap(name string) {
	now := time.Now()
	t.names, t.took = append(t.names, name), append(t.took, now.Sub(t.from))
	t.from = now
}

func (t *timing) add(o *timing) {
	t.names, t.took = append(t.names, o.names...), append(t.took, o.took...)
}
