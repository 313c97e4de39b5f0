package kernel_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/wire"
)

// subshell creates a subshell and returns its id.
func (c *client) subshell() string {
	c.t.Helper()
	reply := object(c.t, c.reply("control", c.send("control", wire.CreateSubshell, struct{}{})).Content)
	id, _ := reply["subshell_id"].(string)
	if id == "" {
		c.t.Fatalf("create_subshell_reply is %v", reply)
	}
	return id
}

// sendTo sends a request on the shell channel to a subshell.
func (c *client) sendTo(subshell string, t wire.Type, content any) *wire.Message {
	c.t.Helper()
	m, err := c.author.New(t, nil, content)
	if err != nil {
		c.t.Fatal(err)
	}
	m.Header.Subshell = subshell
	c.sendMessage("shell", m)
	return m
}

// busy runs a cell that does not end, in a subshell, and waits until it prints.
func (c *client) busy(subshell string) *wire.Message {
	c.t.Helper()
	m := c.sendTo(subshell, wire.ExecuteRequest, cell("print started\nblock"))
	mine := answers(m)
	c.wait("iopub", "the output of a cell", patient, func(m *wire.Message) bool { return mine(m) && m.Header.Type == wire.Stream })
	return m
}

func TestSubshells(t *testing.T) {
	c := start(t, nil)
	list := func() any {
		return object(t, c.reply("control", c.send("control", wire.ListSubshell, struct{}{})).Content)["subshell_id"]
	}
	status := func(m *wire.Message) string { return fmt.Sprint(object(t, c.reply("shell", m).Content)["status"]) }
	first, second := c.subshell(), c.subshell()
	if diff := cmp.Diff([]any{first, second}, list()); diff != "" {
		t.Error(diff)
	}

	running := c.busy("")
	request := c.sendTo(first, wire.ExecuteRequest, cell("print beside"))
	reply := c.reply("shell", request)
	if content := object(t, reply.Content); content["status"] != "ok" || content["execution_count"] != 2.0 {
		t.Errorf("a cell beside the main shell's: %v", content)
	}
	if !strings.Contains(string(reply.Parent), `"subshell_id":"`+first+`"`) {
		t.Errorf("the parent header of its reply is %s, want the subshell in it", reply.Parent)
	}
	want := []string{`execute_input {"code":"print beside","execution_count":2}`, `stream {"name":"stdout","text":"beside\n"}`}
	if diff := cmp.Diff(want, describe(c.outputs(request))); diff != "" {
		t.Error(diff)
	}
	for name, content := range map[wire.Type]any{
		wire.CompleteRequest:   wire.CompleteContent{Code: "pr", Cursor: 2},
		wire.KernelInfoRequest: struct{}{},
	} {
		c.reply("shell", c.sendTo(first, name, content))
	}
	if c.find("shell", brief, answers(running)) != nil {
		t.Fatal("the main shell's cell has ended by itself")
	}

	// An error aborts the queue of its own subshell.
	queue := []*wire.Message{c.sendTo(first, wire.ExecuteRequest, cell("pause\nfail here")), c.sendTo(first, wire.ExecuteRequest, cell("print x")), c.sendTo(second, wire.ExecuteRequest, cell("print x"))}
	for i, want := range []string{"error", "aborted", "ok"} {
		if got := status(queue[i]); got != want {
			t.Errorf("cell %d is %s, want %s", i, got, want)
		}
	}

	// Who deletes a subshell ends its cell, and those that wait; the others go on.
	mine := c.busy(second)
	waiting := c.sendTo(second, wire.ExecuteRequest, cell("print x"))
	c.reply("shell", c.send("shell", wire.KernelInfoRequest, struct{}{})) // it has arrived
	if r := object(t, c.reply("control", c.send("control", wire.DeleteSubshell, map[string]any{"subshell_id": second})).Content); r["status"] != "ok" {
		t.Errorf("delete_subshell_reply is %v", r)
	}
	if got := status(mine) + " " + status(waiting); got != "error aborted" {
		t.Errorf("the cells of a deleted subshell: %s, want error aborted", got)
	}
	gone := object(t, c.reply("shell", c.sendTo(second, wire.ExecuteRequest, cell("print x"))).Content)
	if !strings.Contains(fmt.Sprint(gone["evalue"]), "there is no subshell") {
		t.Errorf("a cell for a deleted subshell: %v", gone)
	}
	if diff := cmp.Diff([]any{first}, list()); diff != "" {
		t.Error(diff)
	}
	if c.find("shell", brief, answers(running)) != nil {
		t.Fatal("the main shell's cell has ended with the subshell")
	}

	// An interrupt ends all cells.
	other := c.busy(first)
	c.reply("control", c.send("control", wire.InterruptRequest, struct{}{}))
	for _, m := range []*wire.Message{running, other} {
		if content := object(t, c.reply("shell", m).Content); content["ename"] != "Interrupt" {
			t.Errorf("an interrupted cell: %v", content)
		}
	}
}

// TestMessagesWithoutReply sends what has no reply, and wants a busy and an idle state about it.
func TestMessagesWithoutReply(t *testing.T) {
	c := start(t, nil)
	for _, name := range []wire.Type{wire.CommOpen, wire.CommMsg, wire.CommClose} {
		for _, channel := range []string{"shell", "control"} {
			c.outputs(c.send(channel, name, map[string]any{"comm_id": "1", "target_name": "t", "data": map[string]any{}}))
		}
	}
}
