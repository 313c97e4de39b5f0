// Package kernel is the Jupyter side of gradbook: it answers the messages of front ends and has cells run by a
// [shell.Shell].
//
// Nothing here waits for a cell but the next cell. Each message type is one row of a table (see handlers.go) that names its
// handler and the lane it runs in; a lane is a queue with a goroutine of its own, so that completion, history or an
// interrupt are answered while a cell runs, and cells run one at a time in the order in which they came, in each subshell.
package kernel

import (
	"context"
	"errors"
	"fmt"
	"log"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// Config is what a kernel is made of.
type Config struct {
	// Connection says where to listen and how to sign.
	Connection wire.Connection
	// Shell runs the cells. The kernel closes it when it ends.
	Shell shell.Shell
	// Log takes a line for whatever was dropped or went wrong. Nil: nothing is logged.
	Log *log.Logger
	// HistoryDir is where the history of the sessions is kept. Empty: it ends with the kernel.
	HistoryDir string
	// KernelID is the server's name for this kernel, with which scripts in the browser find it.
	KernelID string
	// Widgets says how controls are shown, see [WidgetsVariable]. Empty: as the front end can.
	Widgets string
	// Version is that of gradbook; GoVersion is that of the toolchain, by default the Go that built this program.
	Version, GoVersion string
}

// Kernel is one running kernel.
type Kernel struct {
	config  Config
	log     *log.Logger
	codec   *wire.Codec
	author  *wire.Author
	sockets *wire.Sockets
	shell   shell.Shell
	comms   *Comms
	widgets *widgets // nil: the shell has none
	history *history
	usage   usageMeter
	lanes   [laneCount]*lane

	ctx  context.Context // ends with the kernel
	stop context.CancelFunc

	count     counter
	subshells subshells
	dap       dap
	answers   answers
	cells     cellIDs

	statusMu sync.Mutex      // keeps the states of cells and of other requests on iopub in order
	running  []*wire.Message // the execute_requests of cells that run, in the order of their beginnings; guarded by statusMu
}

// Time that the end of a kernel may take: for the messages that are still to be sent, and for the worker to end.
const (
	linger    = time.Second
	closeTime = 3 * time.Second
)

// New opens the sockets and begins to answer. Call [Kernel.Run] next.
func New(config Config) (*Kernel, error) {
	if config.Shell == nil {
		return nil, errors.New("kernel: the configuration has no shell")
	}
	if config.Log == nil {
		config.Log = log.New(discard{}, "", 0)
	}
	if config.GoVersion == "" {
		config.GoVersion = strings.TrimPrefix(runtime.Version(), "go")
	}
	codec, err := wire.NewCodec(config.Connection.Key, config.Connection.Scheme)
	if err != nil {
		return nil, err
	}
	k := &Kernel{config: config, log: config.Log, shell: config.Shell, codec: codec, author: wire.NewAuthor()}
	k.ctx, k.stop = context.WithCancel(context.Background())
	k.comms = newComms(k)
	k.history = openHistory(config.HistoryDir, k.log)
	k.subshells.main = k.newSubshell("")
	for i := range k.lanes {
		k.lanes[i] = newLane(k.ctx)
	}
	ready := make(chan struct{}) // messages wait until k.sockets is set
	on := func(ch channel) wire.Handler {
		return func(frames [][]byte) {
			<-ready
			k.receive(ch, frames)
		}
	}
	k.sockets, err = wire.Listen(config.Connection, k.log, wire.Handlers{
		Shell:   on(shellChannel),
		Control: on(controlChannel),
		Stdin: func(frames [][]byte) {
			<-ready
			k.receiveAnswer(frames)
		},
		Welcome: k.welcome,
	})
	if err != nil {
		k.stop()
		return nil, err
	}
	newWidgets(k)
	close(ready)
	return k, nil
}

// Run serves until a front end asks for the shutdown or ctx ends; then it ends the shell and closes the sockets.
func (k *Kernel) Run(ctx context.Context) error {
	k.publishState(wire.Starting, nil)
	select {
	case <-ctx.Done():
	case <-k.ctx.Done():
	}
	k.stop()
	closed := make(chan error, 1)
	go func() { closed <- k.shell.Close() }()
	var err error
	select {
	case err = <-closed:
	case <-time.After(closeTime):
		err = fmt.Errorf("the worker did not end within %v", closeTime)
	}
	return errors.Join(err, k.sockets.Close(linger))
}

// Interrupt stops the cells that run, and questions to the user that they wait for.
func (k *Kernel) Interrupt() {
	k.subshells.interrupt()
	k.shell.Interrupt()
}

// Comms is where targets of comms are registered and comms to the front end are opened.
func (k *Kernel) Comms() *Comms { return k.comms }

// Ports returns the TCP ports that the kernel listens on, also where the connection file left the choice to the system.
func (k *Kernel) Ports() wire.ConnectContent {
	return wire.ConnectContent{
		Status:    wire.OK,
		Shell:     k.sockets.Shell.Port(),
		IOPub:     k.sockets.IOPub.Port(),
		Stdin:     k.sockets.Stdin.Port(),
		Heartbeat: k.sockets.Heartbeat.Port(),
		Control:   k.sockets.Control.Port(),
	}
}

// discard is a log that nobody reads.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
