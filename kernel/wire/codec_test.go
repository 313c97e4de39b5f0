package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newTestCodec(t *testing.T, key string) *Codec {
	t.Helper()
	c, err := NewCodec(key, "hmac-sha256")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// encoded returns the frames of an execute_request with the given identity, signed with the key.
func encoded(t *testing.T, key string, content any) [][]byte {
	t.Helper()
	m, err := NewAuthor().New(ExecuteRequest, nil, content)
	if err != nil {
		t.Fatal(err)
	}
	m.Identities = [][]byte{[]byte("front end")}
	m.Buffers = [][]byte{{1, 2}, {}}
	frames, err := newTestCodec(t, key).Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

func TestCodecRoundTrip(t *testing.T) {
	for _, key := range []string{"secret", ""} {
		t.Run("key "+key, func(t *testing.T) {
			m, err := newTestCodec(t, key).Decode(encoded(t, key, ExecuteContent{Code: "x < y && \"ä\" > z"}))
			if err != nil {
				t.Fatal(err)
			}
			content, err := Decode[ExecuteContent](m)
			if err != nil {
				t.Fatal(err)
			}
			if want := "x < y && \"ä\" > z"; content.Code != want {
				t.Errorf("code is %q, want %q", content.Code, want)
			}
			if m.Header.Type != ExecuteRequest || m.Header.Version != Protocol || m.Header.Time().IsZero() {
				t.Errorf("header is %+v", m.Header)
			}
			if diff := cmp.Diff([][]byte{[]byte("front end")}, m.Identities); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([][]byte{{1, 2}, {}}, m.Buffers); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCodecKnownSignature(t *testing.T) {
	// Computed with Python: hmac.new(b"key", b"{}{}{}{}", "sha256").hexdigest().
	const want = "ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3"
	c := newTestCodec(t, "key")
	got := string(c.sign([][]byte{[]byte("{}"), []byte("{}"), []byte("{}"), []byte("{}")}))
	if got != want {
		t.Errorf("signature is %s, want %s", got, want)
	}
}

func TestCodecRefuses(t *testing.T) {
	const key = "secret"
	resign := func(frames [][]byte) [][]byte {
		frames[2] = newTestCodec(t, key).sign(frames[3:7])
		return frames
	}
	cases := []struct {
		name   string
		change func(f [][]byte) [][]byte // f: identity, delimiter, signature, header, parent, metadata, content, 2 buffers
		want   error
	}{
		{"no frames", func(f [][]byte) [][]byte { return nil }, ErrNoDelimiter},
		{"no delimiter", func(f [][]byte) [][]byte { return append(f[:1:1], f[2:]...) }, ErrNoDelimiter},
		{"only the delimiter", func(f [][]byte) [][]byte { return f[:2] }, ErrTruncated},
		{"no content", func(f [][]byte) [][]byte { return f[:6] }, ErrTruncated},
		{"empty signature", func(f [][]byte) [][]byte { f[2] = nil; return f }, ErrSignature},
		{"signature of another key", func(f [][]byte) [][]byte { f[2] = newTestCodec(t, "other").sign(f[3:7]); return f }, ErrSignature},
		{"changed content", func(f [][]byte) [][]byte { f[6] = []byte(`{"code":"rm()"}`); return f }, ErrSignature},
		{"content is no JSON", func(f [][]byte) [][]byte { f[6] = []byte("{"); return resign(f) }, ErrMalformed},
		{"content is an array", func(f [][]byte) [][]byte { f[6] = []byte("[]"); return resign(f) }, ErrMalformed},
		{"content is null", func(f [][]byte) [][]byte { f[6] = []byte("null"); return resign(f) }, ErrMalformed},
		{"header is random", func(f [][]byte) [][]byte { f[3] = []byte{0, 0xff, 7}; return resign(f) }, ErrMalformed},
		{"header without a type", func(f [][]byte) [][]byte { f[3] = []byte(`{"msg_id":"1"}`); return resign(f) }, ErrMalformed},
		{"header of wrong types", func(f [][]byte) [][]byte { f[3] = []byte(`{"msg_id":1,"msg_type":[]}`); return resign(f) }, ErrMalformed},
		{"parent header is a string", func(f [][]byte) [][]byte { f[4] = []byte(`"x"`); return resign(f) }, ErrMalformed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			codec := newTestCodec(t, key)
			if _, err := codec.Decode(c.change(encoded(t, key, ExecuteContent{Code: "1"}))); !errors.Is(err, c.want) {
				t.Errorf("error is %v, want %v", err, c.want)
			}
			if _, err := codec.Decode(encoded(t, key, ExecuteContent{Code: "1"})); err != nil {
				t.Errorf("the next good message was refused: %v", err)
			}
		})
	}
}

func TestCodecRefusesReplay(t *testing.T) {
	codec := newTestCodec(t, "secret")
	frames := encoded(t, "secret", ExecuteContent{Code: "1"})
	if _, err := codec.Decode(frames); err != nil {
		t.Fatal(err)
	}
	if _, err := codec.Decode(frames); !errors.Is(err, ErrReplay) {
		t.Errorf("error is %v, want %v", err, ErrReplay)
	}
}

func TestReplaysForgetTheOldest(t *testing.T) {
	var r replays
	for i := range remembered + 10 {
		if !r.add(fmt.Sprint(i)) {
			t.Fatalf("%d was taken for a replay", i)
		}
	}
	if len(r.seen) != remembered {
		t.Errorf("%d signatures are kept, want %d", len(r.seen), remembered)
	}
	if !r.add("3") || r.add("500") {
		t.Error("the oldest must be forgotten, and the others kept")
	}
}

func TestDecode(t *testing.T) {
	cases := []struct {
		name, content, want string // want: part of the error; empty: none
	}{
		{"all fields", `{"code":"1","silent":true,"user_expressions":{"a":"b"}}`, ""},
		{"unknown fields", `{"code":"1","cell_id":"later"}`, ""},
		{"no code", `{}`, "has no code"},
		{"code is null", `{"code":null}`, "has no code"},
		{"code is a number", `{"code":1}`, "cannot unmarshal number"},
		{"expressions are a list", `{"code":"","user_expressions":[]}`, "cannot unmarshal array"},
		{"silent is a string", `{"code":"","silent":"yes"}`, "cannot unmarshal string"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode[ExecuteContent](&Message{Content: json.RawMessage(c.content)})
			if c.want == "" && err == nil {
				return
			}
			if c.want == "" || err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, ErrMalformed) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
		})
	}
}

func TestExecuteDefaults(t *testing.T) {
	c, err := Decode[ExecuteContent](&Message{Content: json.RawMessage(`{"code":"1"}`)})
	if err != nil {
		t.Fatal(err)
	}
	if !c.StopOnError || c.Silent || c.AllowStdin || !c.Stored() {
		t.Errorf("defaults are %+v, stored %v", c, c.Stored())
	}
	if c.Silent = true; c.Stored() {
		t.Error("a silent cell must not be stored")
	}
}

func TestCursor(t *testing.T) {
	cases := []struct {
		code          string
		cursor, bytes int
	}{
		{"abc", 0, 0}, {"abc", 2, 2}, {"abc", 3, 3}, {"aé→𝒙b", 1, 1}, {"aé→𝒙b", 2, 3}, {"aé→𝒙b", 3, 6}, {"aé→𝒙b", 4, 10}, {"aé→𝒙b", 5, 11},
	}
	for _, c := range cases {
		if got := ByteOffset(c.code, c.cursor); got != c.bytes {
			t.Errorf("ByteOffset(%q, %d) = %d, want %d", c.code, c.cursor, got, c.bytes)
		}
		if got := Cursor(c.code, c.bytes); got != c.cursor {
			t.Errorf("Cursor(%q, %d) = %d, want %d", c.code, c.bytes, got, c.cursor)
		}
	}
	for _, out := range []int{-1, -1 << 62} {
		if got := ByteOffset("é", out); got != 0 {
			t.Errorf("ByteOffset(%d) = %d", out, got)
		}
	}
	if got := ByteOffset("é", 1<<62); got != 2 {
		t.Errorf("ByteOffset beyond the end = %d", got)
	}
}

func FuzzCodecDecode(f *testing.F) {
	codec, err := NewCodec("", "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("id|<IDS|MSG>|sig|{}|{}|{}|{}"), byte('|'))
	f.Fuzz(func(t *testing.T, text []byte, cut byte) {
		var frames [][]byte
		for part := range strings.SplitSeq(string(text), string(rune(cut))) {
			frames = append(frames, []byte(part))
		}
		m, err := codec.Decode(frames)
		if (m == nil) == (err == nil) {
			t.Fatalf("message %v with error %v", m, err)
		}
	})
}
