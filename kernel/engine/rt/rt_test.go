package rt

import (
	"testing"
	"time"
)

// run calls f as a cell and reports whether it was interrupted.
func run(f func(r *Run)) (interrupted chan bool) {
	interrupted = make(chan bool, 1)
	go func() {
		defer func() {
			_, ok := recover().(Interrupted)
			interrupted <- ok
		}()
		f(Start("1"))
	}()
	return interrupted
}

func wait(t *testing.T, c chan bool) bool {
	t.Helper()
	select {
	case b := <-c:
		return b
	case <-time.After(5 * time.Second):
		t.Fatal("did not end")
		return false
	}
}

func TestCancel(t *testing.T) {
	started := make(chan *Run, 1)
	loop := func(body func()) func(*Run) {
		return func(r *Run) {
			Activate(r)
			started <- r
			for {
				Poll()
				body()
			}
		}
	}
	child := func(r *Run) {
		started <- r
		done := make(chan bool)
		go func() {
			defer func() { recover(); close(done) }()
			for {
				Poll()
			}
		}()
		<-done
		Poll()
	}
	for _, c := range []struct {
		name string
		body func(*Run)
	}{
		{"loop", loop(func() {})},
		{"sleeping", loop(func() { Sleep(time.Hour) })},
		{"goroutine that the cell started", child},
	} {
		t.Run(c.name, func(t *testing.T) {
			end := run(c.body)
			r := <-started
			r.Cancel()
			if !wait(t, end) {
				t.Error("ended without being interrupted")
			}
			r.Release()
			if pending.Load() != 0 {
				t.Error("a released run is still watched")
			}
		})
	}
}

func TestCancelLeavesOthersAlone(t *testing.T) {
	started, stop := make(chan *Run, 1), make(chan bool)
	end := run(func(r *Run) {
		for {
			select {
			case <-stop:
				return
			default:
				Poll()
			}
		}
	})
	other := run(func(r *Run) { started <- r; <-stop })
	r := <-started
	r.Cancel()
	time.Sleep(10 * time.Millisecond)
	close(stop)
	if wait(t, end) || wait(t, other) {
		t.Error("a run that was not cancelled, or did not poll, was interrupted")
	}
	r.Release()
}
