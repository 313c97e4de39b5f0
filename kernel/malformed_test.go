package kernel_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/kernel/wire"
)

// good returns the frames of a good request, as its front end sends them.
func (c *client) good(t wire.Type, content any) [][]byte {
	c.t.Helper()
	m, err := c.author.New(t, nil, content)
	if err != nil {
		c.t.Fatal(err)
	}
	frames, err := c.codec.Encode(m)
	if err != nil {
		c.t.Fatal(err)
	}
	return frames
}

// signed signs the frames of a message anew after they were changed: delimiter, signature, header, parent, metadata, content.
func (c *client) signed(frames [][]byte) [][]byte {
	c.t.Helper()
	probe := &wire.Message{Parent: frames[3], Metadata: frames[4], Content: frames[5]}
	if err := json.Unmarshal(frames[2], &probe.Header); err != nil {
		c.t.Fatal(err)
	}
	again, err := c.codec.Encode(probe)
	if err != nil {
		c.t.Fatal(err)
	}
	return again
}

// content returns a well-signed request with the given text for its content.
func (c *client) content(t wire.Type, text string) [][]byte {
	frames := c.good(t, struct{}{})
	frames[5] = []byte(text)
	return c.signed(frames)
}

// TestMalformedMessages sends what is to be dropped, on each channel, and wants a log line, no answer, and the next good
// message answered.
func TestMalformedMessages(t *testing.T) {
	c := start(t, nil)
	cases := []struct {
		name   string
		frames func() [][]byte
		log    string
	}{
		{"one empty frame", func() [][]byte { return [][]byte{{}} }, "no <IDS|MSG> delimiter"},
		{"random bytes", func() [][]byte { return [][]byte{{0xff, 0, 1}, {2}, {0xfe}} }, "no <IDS|MSG> delimiter"},
		{"truncated", func() [][]byte { return c.good(wire.KernelInfoRequest, struct{}{})[:4] }, "frames are missing"},
		{"bad signature", func() [][]byte {
			f := c.good(wire.KernelInfoRequest, struct{}{})
			f[1] = []byte(strings.Repeat("0", 64))
			return f
		}, "wrong signature"},
		{"not signed", func() [][]byte { f := c.good(wire.KernelInfoRequest, struct{}{}); f[1] = nil; return f }, "wrong signature"},
		{"bad JSON", func() [][]byte { return c.content(wire.KernelInfoRequest, "{") }, "content is not an object"},
		{"content is a list", func() [][]byte { return c.content(wire.ExecuteRequest, "[]") }, "content is not an object"},
		{"execute without code", func() [][]byte { return c.content(wire.ExecuteRequest, "{}") }, "has no code"},
		{"code is a number", func() [][]byte { return c.content(wire.ExecuteRequest, `{"code":1}`) }, "cannot unmarshal number"},
		{"complete without a cursor", func() [][]byte { return c.content(wire.CompleteRequest, `{"code":"a"}`) }, "has no cursor_pos"},
		{"cursor is text", func() [][]byte { return c.content(wire.CompleteRequest, `{"code":"a","cursor_pos":"1"}`) }, "cannot unmarshal string"},
		{"history of nothing", func() [][]byte { return c.content(wire.HistoryRequest, `{}`) }, "has no hist_access_type"},
		{"comm without an id", func() [][]byte { return c.content(wire.CommOpen, `{"target_name":"x"}`) }, "has no comm_id"},
		{"unknown type", func() [][]byte { return c.good("make_coffee_request", struct{}{}) }, `type "make_coffee_request" is unknown`},
		{"a reply", func() [][]byte { return c.good(wire.ExecuteReply, struct{}{}) }, `type "execute_reply" is unknown`},
	}
	for _, channel := range []string{"shell", "control"} {
		for _, test := range cases {
			t.Run(channel+" "+test.name, func(t *testing.T) {
				c.log.reset()
				c.sendFrames(channel, test.frames())
				c.reply(channel, c.send(channel, wire.KernelInfoRequest, struct{}{}))
				c.eventually("a log line with "+test.log, func() bool { return strings.Contains(c.log.String(), test.log) })
			})
		}
		t.Run(channel+" replay", func(t *testing.T) {
			c.log.reset()
			frames := c.good(wire.KernelInfoRequest, struct{}{})
			c.sendFrames(channel, frames)
			c.sendFrames(channel, frames)
			c.reply(channel, c.send(channel, wire.KernelInfoRequest, struct{}{}))
			c.eventually("a log line", func() bool { return strings.Contains(c.log.String(), "seen before") })
		})
	}
	t.Run("stdin", func(t *testing.T) {
		c.log.reset()
		c.sendFrames("stdin", [][]byte{{1}})
		c.sendFrames("stdin", c.good(wire.KernelInfoRequest, struct{}{}))
		c.sendFrames("stdin", c.content(wire.InputReply, "{}"))
		c.sendFrames("stdin", c.content(wire.InputReply, `{"value":"nobody asked"}`))
		for _, want := range []string{"no <IDS|MSG>", "is not input_reply", "has no value", "nothing was asked"} {
			c.eventually("a log line with "+want, func() bool { return strings.Contains(c.log.String(), want) })
		}
	})
}

// TestMutatedMessages sends requests with random changes, some signed and some not, and wants good ones in between answered.
func TestMutatedMessages(t *testing.T) {
	c := start(t, nil)
	random := rand.New(rand.NewPCG(1, 2))
	types := wire.Requests()
	slices.Sort(types)
	types = append(types, wire.CommOpen, wire.CommMsg, wire.CommClose)
	types = slices.DeleteFunc(types, func(t wire.Type) bool { return t == wire.ShutdownRequest })
	contents := []string{
		`{"code":"print x","cursor_pos":3,"comm_id":"1","target_name":"t","hist_access_type":"tail","command":"x"}`,
		`{"code":"print \u00e9","cursor_pos":-5,"detail_level":9,"hist_access_type":"range","session":-3,"start":-1,"stop":-9,"n":-2}`,
		`{"code":"show x","cursor_pos":1e3,"comm_id":"","hist_access_type":"search","pattern":"[","unique":true}`,
		`{"code":null}`, `{}`,
	}
	n := 10_000
	if testing.Short() {
		n = 200
	}
	for i := range n {
		frames := c.content(types[random.IntN(len(types))], contents[random.IntN(len(contents))])
		for range random.IntN(3) {
			mutate(random, frames)
		}
		channel := []string{"shell", "control"}[random.IntN(2)]
		c.sendFrames(channel, frames[:len(frames)-random.IntN(2)*random.IntN(len(frames))])
		if i%500 == 0 {
			c.reply(channel, c.send(channel, wire.KernelInfoRequest, struct{}{}))
		}
	}
	if reply, _ := c.run("print still here", with("stop_on_error", false)); reply["status"] == nil {
		t.Errorf("reply is %v", reply)
	}
}

// mutate changes, removes or adds a few bytes of one frame.
func mutate(random *rand.Rand, frames [][]byte) {
	i := random.IntN(len(frames))
	f := slices.Clone(frames[i])
	switch at := random.IntN(len(f) + 1); random.IntN(3) {
	case 0:
		f = slices.Insert(f, at, byte(random.IntN(256)))
	case 1:
		f = f[:at]
	case 2:
		if at < len(f) {
			f[at] ^= 1 << random.IntN(8)
		}
	}
	frames[i] = f
}
