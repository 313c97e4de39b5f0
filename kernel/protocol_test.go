package kernel_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/wire"
)

// TestEveryRequest sends each request of the protocol, on both channels, and wants a reply of its type that holds what is
// listed. Each is between a busy and an idle state.
func TestEveryRequest(t *testing.T) {
	cases := map[wire.Type]struct {
		content any
		want    map[string]any // part of the reply
	}{
		wire.KernelInfoRequest: {struct{}{}, map[string]any{"status": "ok", "protocol_version": "5.4", "implementation": "gradbook", "implementation_version": "1.2.3", "debugger": false}},
		wire.ConnectRequest:    {struct{}{}, map[string]any{"status": "ok"}},
		wire.ExecuteRequest:    {cell("print x"), map[string]any{"status": "ok", "payload": []any{}, "user_expressions": map[string]any{}}},
		wire.CompleteRequest: {wire.CompleteContent{Code: "prin", Cursor: 4},
			map[string]any{"status": "ok", "matches": []any{"print"}, "cursor_start": 0.0, "cursor_end": 4.0}},
		wire.InspectRequest:    {wire.InspectContent{Code: "print", Cursor: 2, Detail: 1}, map[string]any{"status": "ok", "found": true, "metadata": map[string]any{}, "data": map[string]any{"text/plain": "print: cursor 2, detail 1"}}},
		wire.IsCompleteRequest: {wire.IsCompleteContent{Code: "for {"}, map[string]any{"status": "incomplete", "indent": "\t"}},
		wire.HistoryRequest:    {map[string]any{"hist_access_type": "tail", "n": 0, "output": false, "raw": true}, map[string]any{"status": "ok", "history": []any{}}},
		wire.CommInfoRequest:   {struct{}{}, map[string]any{"status": "ok", "comms": map[string]any{}}},
		wire.InterruptRequest:  {struct{}{}, map[string]any{"status": "ok"}},
		wire.DebugRequest: {map[string]any{"type": "request", "seq": 7, "command": "initialize", "arguments": map[string]any{}},
			map[string]any{"type": "response", "request_seq": 7.0, "success": false, "command": "initialize", "message": "initialize: this kernel has no debugger"}},
		wire.UsageRequest:    {struct{}{}, map[string]any{}},
		wire.CreateSubshell:  {struct{}{}, map[string]any{"status": "error"}},
		wire.DeleteSubshell:  {map[string]any{"subshell_id": "x"}, map[string]any{"status": "error"}},
		wire.ListSubshell:    {struct{}{}, map[string]any{"status": "error"}},
		wire.ShutdownRequest: {map[string]any{"restart": true}, map[string]any{"status": "ok", "restart": true}},
	}
	requests := slices.DeleteFunc(wire.Requests(), func(t wire.Type) bool { return t == wire.ShutdownRequest })
	requests = append(requests, wire.ShutdownRequest) // last of all
	for _, channel := range []string{"shell", "control"} {
		c := start(t, nil)
		for _, name := range requests {
			test, ok := cases[name]
			if !ok {
				t.Errorf("%s is not tested", name)
			}
			t.Run(channel+" "+string(name), func(t *testing.T) {
				request := c.send(channel, name, test.content)
				reply := c.reply(channel, request)
				if want, _ := name.Reply(); reply.Header.Type != want {
					t.Errorf("the reply is %s, want %s", reply.Header.Type, want)
				}
				content := object(t, reply.Content)
				for key, want := range test.want {
					if diff := cmp.Diff(want, content[key]); diff != "" {
						t.Errorf("%s of the reply: %s", key, diff)
					}
				}
				for _, state := range []string{"busy", "idle"} {
					mine := answers(request)
					c.wait("iopub", state, patient, func(m *wire.Message) bool {
						return mine(m) && string(m.Content) == `{"execution_state":"`+state+`"}`
					})
				}
			})
		}
	}
}

func TestKernelInfoLanguage(t *testing.T) {
	c := start(t, func(k *kernel.Config) { k.GoVersion = "1.26.8" })
	content := object(t, c.reply("shell", c.send("shell", wire.KernelInfoRequest, struct{}{})).Content)
	want := map[string]any{
		"name": "go", "version": "1.26.8", "mimetype": "text/x-go", "file_extension": ".go",
		"pygments_lexer": "go", "codemirror_mode": "go", "nbconvert_exporter": "",
	}
	if diff := cmp.Diff(want, content["language_info"]); diff != "" {
		t.Error(diff)
	}
}

func TestOutputs(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	cases := []struct {
		name, code string
		want       []string
	}{
		{"streams in order", "print a\nprint b\nwarn c\nprint <d>", []string{
			`stream {"name":"stdout","text":"a\nb\n"}`,
			`stream {"name":"stderr","text":"c\n"}`,
			`stream {"name":"stdout","text":"<d>\n"}`}},
		{"long text at once", "print " + long, []string{`stream {"name":"stdout","text":"` + long + `\n"}`}},
		{"value", "value 42", []string{`execute_result {"execution_count":1,"data":{"text/plain":"42"},"metadata":{},"transient":{}}`}},
		{"display after text", "print a\nshow b\nprint c", []string{
			`stream {"name":"stdout","text":"a\n"}`,
			`display_data {"data":{"text/plain":"b"},"metadata":{},"transient":{}}`,
			`stream {"name":"stdout","text":"c\n"}`}},
		{"update", "showid a\nupdate b", []string{
			`display_data {"data":{"text/plain":"a"},"metadata":{},"transient":{"display_id":"id"}}`,
			`update_display_data {"data":{"text/plain":"b"},"metadata":{},"transient":{"display_id":"id"}}`}},
		{"clear", "clear\nclear wait", []string{`clear_output {"wait":false}`, `clear_output {"wait":true}`}},
		{"binary and JSON, what cannot be sent left out", "picture abc", []string{
			`display_data {"data":{"application/json":{"a":1},"image/png":"YWJj"},"metadata":{"width":3},"transient":{}}`}},
		{"error", "print a\nfail no luck", []string{
			`stream {"name":"stdout","text":"a\n"}`,
			`error {"ename":"Error","evalue":"no luck","traceback":["cell: no luck"]}`}},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			c := start(t, nil)
			_, outputs := c.run(test.code)
			input, err := json.Marshal(test.code)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(input))
			want := append([]string{`execute_input {"code":` + text + `,"execution_count":1}`}, test.want...)
			if diff := cmp.Diff(want, outputs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestExecuteFlags(t *testing.T) {
	c := start(t, nil)
	count := func(reply map[string]any) float64 { return reply["execution_count"].(float64) }

	reply, outputs := c.run("print a\nvalue b", with("silent", true))
	if diff := cmp.Diff([]string{`stream {"name":"stdout","text":"a\n"}`}, outputs); diff != "" {
		t.Errorf("a silent cell: %s", diff)
	}
	if reply["status"] != "ok" {
		t.Errorf("a silent cell: %v", reply)
	}
	if reply, _ = c.run("print a", with("store_history", false)); count(reply) != 1 {
		t.Errorf("count of a cell that is not stored is %v, want 1", count(reply))
	}
	if reply, _ = c.run("print a"); count(reply) != 1 {
		t.Errorf("count of the first cell that is stored is %v, want 1", count(reply))
	}
	if reply, outputs = c.run("  \n"); count(reply) != 1 || len(outputs) != 0 {
		t.Errorf("an empty cell: %v, %v", reply, outputs)
	}
	reply, _ = c.run("print a", with("user_expressions", map[string]string{"good": "x", "wrong": "bad"}))
	want := map[string]any{
		"good":  map[string]any{"status": "ok", "data": map[string]any{"text/plain": "value of x"}, "metadata": map[string]any{}},
		"wrong": map[string]any{"status": "error", "ename": "Error", "evalue": "undefined: bad", "traceback": []any{"undefined: bad"}},
	}
	if diff := cmp.Diff(want, reply["user_expressions"]); diff != "" {
		t.Error(diff)
	}
}

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

// TestInterruptThatIsOvertaken sends an interrupt before a cell, which the kernel receives after it.
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

func TestPage(t *testing.T) {
	c := start(t, nil)
	for code, want := range map[string]string{"?print": "print: cursor 5, detail 0", "print?": "print: cursor 5, detail 0", "??print": "print: cursor 5, detail 1"} {
		reply, _ := c.run(code)
		page := []any{map[string]any{"source": "page", "data": map[string]any{"text/plain": want}, "start": 0.0}}
		if diff := cmp.Diff(page, reply["payload"]); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
	if reply, _ := c.run("?unknown"); reply["status"] != "error" {
		t.Errorf("?unknown: %v", reply)
	}
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

func TestFaultInAHandler(t *testing.T) {
	c := start(t, nil)
	if reply, _ := c.run("crash boom"); !strings.Contains(fmt.Sprint(reply["evalue"]), "boom") {
		t.Errorf("reply is %v", reply)
	}
	if reply, _ := c.run("print alive"); reply["status"] != "ok" {
		t.Errorf("after the fault: %v", reply)
	}
}
