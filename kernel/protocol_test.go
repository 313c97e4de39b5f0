package kernel_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/wire"
	"github.com/gradbook/gradbook/literate/nb"
)

// TestEveryRequest sends each request of the protocol, on both channels, and wants a reply of its type that holds what is
// listed. Each is between a busy and an idle state.
func TestEveryRequest(t *testing.T) {
	cases := map[wire.Type]struct {
		content any
		want    map[string]any // part of the reply
	}{
		wire.KernelInfoRequest: {struct{}{}, map[string]any{"status": "ok", "protocol_version": "5.5", "supported_features": []any{"kernel subshells"}, "implementation": "gradbook", "implementation_version": "1.2.3", "debugger": false}},
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
		wire.CreateSubshell:  {struct{}{}, map[string]any{"status": "ok"}},
		wire.DeleteSubshell:  {map[string]any{"subshell_id": "x"}, map[string]any{"status": "error", "evalue": `there is no subshell "x" to delete`}},
		wire.ListSubshell:    {struct{}{}, map[string]any{"status": "ok"}},
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
		"name": "go", "version": nb.GoVersion, "mimetype": "text/x-go", "file_extension": ".go",
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

// TestPage asks about names in cells.
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

func TestFaultInAHandler(t *testing.T) {
	c := start(t, nil)
	if reply, _ := c.run("crash boom"); !strings.Contains(fmt.Sprint(reply["evalue"]), "boom") {
		t.Errorf("reply is %v", reply)
	}
	if reply, _ := c.run("print alive"); reply["status"] != "ok" {
		t.Errorf("after the fault: %v", reply)
	}
}
