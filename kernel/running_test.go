package kernel_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/wire"
)

// This file tests what happens around a cell that runs: the queue behind it, questions, interrupts, the end of the kernel.

func TestStopOnError(t *testing.T) {
	c := start(t, nil)
	status := func(r *wire.Message) any { return object(t, c.reply("shell", r).Content)["status"] }
	var queue []*wire.Message
	for _, code := range []string{"pause\nfail first", "print second", "print third"} {
		queue = append(queue, c.send("shell", wire.ExecuteRequest, cell(code)))
	}
	for i, want := range []string{"error", "aborted", "aborted"} {
		if got := status(queue[i]); got != want {
			t.Errorf("cell %d: %v, want %s", i+1, got, want)
		}
	}
	late, err := c.author.New(wire.ExecuteRequest, nil, cell("print on its way"))
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Millisecond)
	first := c.send("shell", wire.ExecuteRequest, cell("fail again"))
	c.reply("shell", first)
	c.sendMessage("shell", late)
	if got := status(late); got != "aborted" {
		t.Errorf("a cell that was sent before the error, and arrives after it: %v, want aborted", got)
	}
	for i, request := range queue[1:] {
		if list := c.outputs(request); len(list) != 0 {
			t.Errorf("aborted cell %d sent %v", i+2, describe(list))
		}
	}
	if reply, _ := c.run("print after"); reply["status"] != "ok" {
		t.Errorf("the cell sent after the error: %v", reply)
	}
	queue = nil
	for _, code := range []string{"fail first", "print second"} {
		queue = append(queue, c.send("shell", wire.ExecuteRequest, cell(code, with("stop_on_error", false))))
	}
	if got := status(queue[1]); got != "ok" {
		t.Errorf("with stop_on_error false, the next cell: %v, want ok", got)
	}
}

func TestAnswersWhileACellRuns(t *testing.T) {
	c := start(t, nil)
	running := c.send("shell", wire.ExecuteRequest, cell("print started\nblock"))
	queued := c.send("shell", wire.ExecuteRequest, cell("print next", with("stop_on_error", false)))
	c.wait("iopub", "the output of the running cell", patient, func(m *wire.Message) bool { return m.Header.Type == wire.Stream })
	for _, ask := range []struct {
		channel string
		name    wire.Type
		content any
	}{
		{"shell", wire.KernelInfoRequest, struct{}{}},
		{"shell", wire.CompleteRequest, wire.CompleteContent{Code: "pr", Cursor: 2}},
		{"shell", wire.InspectRequest, wire.InspectContent{Code: "print", Cursor: 2}},
		{"shell", wire.IsCompleteRequest, wire.IsCompleteContent{Code: "x"}},
		{"shell", wire.HistoryRequest, wire.HistoryContent{Access: wire.HistoryTail}},
		{"shell", wire.CommInfoRequest, struct{}{}},
		{"control", wire.KernelInfoRequest, struct{}{}},
		{"control", wire.UsageRequest, struct{}{}},
	} {
		request := c.send(ask.channel, ask.name, ask.content)
		c.reply(ask.channel, request)
		c.outputs(request)
	}
	mine := answers(running)
	if c.find("shell", brief, mine) != nil {
		t.Fatal("the cell has ended by itself")
	}
	c.mu.Lock()
	last := c.got["iopub"][len(c.got["iopub"])-1]
	c.mu.Unlock()
	if !mine(last) || string(last.Content) != `{"execution_state":"busy"}` {
		t.Errorf("the last state while a cell runs is %s, want busy", last.Content)
	}
	c.reply("control", c.send("control", wire.InterruptRequest, struct{}{}))
	if content := object(t, c.reply("shell", running).Content); content["ename"] != "Interrupt" {
		t.Errorf("reply of the interrupted cell: %v", content)
	}
	if content := object(t, c.reply("shell", queued).Content); content["status"] != "aborted" {
		t.Errorf("reply of the cell behind it: %v", content)
	}
	if reply, _ := c.run("print again"); reply["status"] != "ok" {
		t.Errorf("after an interrupt: %v", reply)
	}
}

func TestInterruptThatIsOvertaken(t *testing.T) {
	c := start(t, nil)
	early, err := c.author.New(wire.InterruptRequest, nil, struct{}{})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Millisecond)
	running := c.send("shell", wire.ExecuteRequest, cell("print started\nblock"))
	c.wait("iopub", "the output of the running cell", patient, func(m *wire.Message) bool { return m.Header.Type == wire.Stream })
	c.sendMessage("control", early)
	c.reply("control", early)
	if c.find("shell", brief, answers(running)) != nil {
		t.Error("the cell was interrupted by an interrupt that is older than it")
	}
	c.reply("control", c.send("control", wire.InterruptRequest, struct{}{}))
	c.reply("shell", running)
}

func TestStdin(t *testing.T) {
	t.Run("answer", func(t *testing.T) {
		c := start(t, nil)
		request := c.send("shell", wire.ExecuteRequest, cell("print first\nask password"))
		question := c.wait("stdin", "input_request", patient, answers(request))
		if diff := cmp.Diff(map[string]any{"prompt": "password", "password": true}, object(t, question.Content)); diff != "" {
			t.Error(diff)
		}
		c.send("stdin", wire.InputReply, wire.InputReplyContent{Value: "secret"})
		c.reply("shell", request)
		outputs := describe(c.outputs(request))
		want := []string{`stream {"name":"stdout","text":"first\n"}`, `stream {"name":"stdout","text":"answer: secret"}`}
		if diff := cmp.Diff(want, outputs[1:]); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("not allowed", func(t *testing.T) {
		c := start(t, nil)
		reply, _ := c.run("ask name", with("allow_stdin", false))
		if !strings.Contains(fmt.Sprint(reply["evalue"]), "allow_stdin is false") {
			t.Errorf("reply is %v", reply)
		}
		if m := c.find("stdin", brief, func(*wire.Message) bool { return true }); m != nil {
			t.Errorf("a question was asked: %s", m.Content)
		}
	})
	t.Run("interrupt", func(t *testing.T) {
		c := start(t, nil)
		request := c.send("shell", wire.ExecuteRequest, cell("ask name"))
		c.wait("stdin", "input_request", patient, answers(request))
		c.kernel.Interrupt()
		if content := object(t, c.reply("shell", request).Content); content["status"] != "error" {
			t.Errorf("reply is %v", content)
		}
		c.send("stdin", wire.InputReply, wire.InputReplyContent{Value: "too late"})
		c.eventually("a log line", func() bool { return strings.Contains(c.log.String(), "nothing was asked") })
		second := c.send("shell", wire.ExecuteRequest, cell("ask again"))
		c.wait("stdin", "the second input_request", patient, answers(second))
		c.send("stdin", wire.InputReply, wire.InputReplyContent{Value: "in time"})
		c.reply("shell", second)
		if outputs := fmt.Sprint(describe(c.outputs(second))); !strings.Contains(outputs, "in time") {
			t.Errorf("outputs are %s", outputs)
		}
	})
}

func TestShutdown(t *testing.T) {
	for _, code := range []string{"print idle", "block"} {
		t.Run(code, func(t *testing.T) {
			c := start(t, nil)
			c.send("shell", wire.ExecuteRequest, cell(code))
			began := time.Now()
			request := c.send("control", wire.ShutdownRequest, map[string]any{"restart": false})
			c.reply("control", request)
			c.wait("iopub", "the broadcast of the shutdown", patient, func(m *wire.Message) bool { return m.Header.Type == wire.ShutdownReply })
			select {
			case err := <-c.ended:
				if err != nil {
					t.Error(err)
				}
				c.ended <- nil
			case <-time.After(patient):
				t.Fatal("the kernel does not end")
			}
			if took := time.Since(began); took > time.Second {
				t.Errorf("the shutdown took %v", took)
			}
			if !c.shell.closed {
				t.Error("the shell was not closed")
			}
		})
	}
}

func TestHeartbeat(t *testing.T) {
	c := start(t, nil)
	c.send("shell", wire.ExecuteRequest, cell("block"))
	for range 3 {
		if err := c.heartbeat.Send(zmq4.NewMsgString("ping")); err != nil {
			t.Fatal(err)
		}
		m, err := c.heartbeat.Recv()
		if err != nil || string(bytes.Join(m.Frames, nil)) != "ping" {
			t.Fatalf("heartbeat: %q, %v", m.Frames, err)
		}
	}
}

func TestManyLinesStayInOrderAndAreBatched(t *testing.T) {
	c := start(t, nil)
	const n = 100_000
	began := time.Now()
	_, outputs := c.run(fmt.Sprintf("lines %d", n))
	took := time.Since(began)
	var text strings.Builder
	for _, o := range outputs[1:] {
		var s wire.StreamContent
		if err := json.Unmarshal([]byte(strings.TrimPrefix(o, "stream ")), &s); err != nil {
			t.Fatal(err)
		}
		text.WriteString(s.Text)
	}
	var want strings.Builder
	for i := range n {
		fmt.Fprintf(&want, "line %d\n", i)
	}
	if text.String() != want.String() {
		t.Error("lines are missing or in disorder")
	}
	if len(outputs) > 200 {
		t.Errorf("%d messages for %d lines", len(outputs), n)
	}
	if took > 2*time.Second { // 0.05 s on a quiet machine; the target is 0.5 s
		t.Errorf("%d lines took %v", n, took)
	}
}
