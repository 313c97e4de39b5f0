package engine

import (
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// ramDir is a folder in memory, if there is one: each cell is written, compiled and read once.
func ramDir() string {
	const shm = "/dev/shm"
	if os.Getenv("TMPDIR") == "" && syscall.Access(shm, 2) == nil {
		return shm
	}
	return ""
}

// spawn starts a worker with a socket and two pipes between it and the engine.
func (e *Engine) spawn() (*process, error) {
	env := e.environ()
	limit, err := memory(env)
	if err != nil {
		return nil, err
	}
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("starting the worker: %w", err)
	}
	ours, theirs := os.NewFile(uintptr(pair[0]), "worker"), os.NewFile(uintptr(pair[1]), "engine")
	defer theirs.Close()
	p := &process{ready: make(chan worker.Event, 1), runs: map[int64]chan worker.Event{}, gone: make(chan struct{}), to: &serial{to: e.opt.Events}, enc: gob.NewEncoder(ours)}
	p.cmd = exec.Command(e.opt.Host.Exe)
	p.cmd.Dir, p.cmd.Env = e.dir, env
	p.cmd.ExtraFiles = []*os.File{theirs}
	// A group of its own: an interrupt of the terminal is for the kernel, which passes it on.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	outw, err := p.pumps()
	if err != nil {
		ours.Close()
		return nil, err
	}
	p.cmd.Stdout, p.cmd.Stderr = outw[0], outw[1]
	err = p.cmd.Start()
	outw[0].Close()
	outw[1].Close()
	if err != nil {
		ours.Close()
		return nil, fmt.Errorf("starting the worker: %w", err)
	}
	go p.receive(ours)
	err = p.send(worker.Command{Configure: &worker.Configure{Goroot: e.opt.Host.Root, Packages: e.opt.Host.Packages, Written: session.PrivateNames(), Memory: limit}})
	if err != nil {
		p.kill()
		return nil, fmt.Errorf("starting the worker: %w", err)
	}
	return p, nil
}

func (p *process) pumps() (w [2]*os.File, err error) {
	if p.out, w[0], err = newPump("stdout", p.stream); err == nil {
		p.err, w[1], err = newPump("stderr", p.stream)
	}
	if err != nil {
		err = fmt.Errorf("starting the worker: %w", err)
	}
	return w, err
}

// kill ends the worker and what it has started.
func (p *process) kill() {
	syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
}
