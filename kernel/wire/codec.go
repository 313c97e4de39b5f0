package wire

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"sync"
)

// delimiter separates the routing frames from the message.
var delimiter = []byte("<IDS|MSG>")

// Reasons to drop a message, for [errors.Is].
var (
	ErrNoDelimiter = errors.New("no <IDS|MSG> delimiter")
	ErrTruncated   = errors.New("frames are missing")
	ErrSignature   = errors.New("wrong signature")
	ErrReplay      = errors.New("seen before (same signature)")
	ErrMalformed   = errors.New("not the JSON that the protocol asks for")
)

// hashes are the signature schemes of the connection file.
var hashes = map[string]func() hash.Hash{
	"":            sha256.New,
	"hmac-sha256": sha256.New,
	"hmac-sha384": sha512.New384,
	"hmac-sha512": sha512.New,
}

// Codec signs messages and turns them into frames, and back. Its methods may be called concurrently.
type Codec struct {
	key  []byte
	hash func() hash.Hash
	seen replays
}

// NewCodec returns a codec for the key and the signature scheme of a connection file. With an empty key messages are not
// signed and every one is accepted, as the protocol says.
func NewCodec(key, scheme string) (*Codec, error) {
	h, ok := hashes[scheme]
	if !ok {
		return nil, fmt.Errorf("signature scheme %q is not supported; use hmac-sha256", scheme)
	}
	return &Codec{key: []byte(key), hash: h}, nil
}

// Encode returns the frames of m: identities, delimiter, signature, the four JSON parts, buffers.
func (c *Codec) Encode(m *Message) ([][]byte, error) {
	header := []byte(m.rawHeader)
	if header == nil {
		var err error
		if header, err = marshal(m.Header); err != nil {
			return nil, fmt.Errorf("header of %s: %w", m.Header.Type, err)
		}
	}
	parts := [][]byte{header, orEmpty(m.Parent), orEmpty(m.Metadata), orEmpty(m.Content)}
	frames := make([][]byte, 0, len(m.Identities)+6+len(m.Buffers))
	frames = append(frames, m.Identities...)
	frames = append(frames, delimiter, c.sign(parts))
	frames = append(frames, parts...)
	return append(frames, m.Buffers...), nil
}

// Decode reads a message from frames. The error says why a message is to be dropped.
func (c *Codec) Decode(frames [][]byte) (*Message, error) {
	at := -1
	for i, f := range frames {
		if bytes.Equal(f, delimiter) {
			at = i
			break
		}
	}
	if at < 0 {
		return nil, ErrNoDelimiter
	}
	rest := frames[at+1:]
	if len(rest) < 5 {
		return nil, fmt.Errorf("%w: %d of at least 5 after the delimiter", ErrTruncated, len(rest))
	}
	signature, parts := rest[0], rest[1:5]
	if len(c.key) > 0 {
		if !hmac.Equal(signature, c.sign(parts)) {
			return nil, ErrSignature
		}
		if !c.seen.add(string(signature)) {
			return nil, ErrReplay
		}
	}
	for i, name := range []string{"header", "parent header", "metadata", "content"} {
		if !isObject(parts[i]) {
			return nil, fmt.Errorf("%w: the %s is not an object", ErrMalformed, name)
		}
	}
	m := &Message{
		Identities: frames[:at],
		Parent:     parts[1],
		Metadata:   parts[2],
		Content:    parts[3],
		Buffers:    rest[5:],
		rawHeader:  parts[0],
	}
	if err := json.Unmarshal(parts[0], &m.Header); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrMalformed, err)
	}
	if m.Header.Type == "" || m.Header.ID == "" {
		return nil, fmt.Errorf("%w: the header has no msg_type or no msg_id", ErrMalformed)
	}
	return m, nil
}

// sign returns the signature of the four JSON parts in hexadecimal digits; empty without a key.
func (c *Codec) sign(parts [][]byte) []byte {
	if len(c.key) == 0 {
		return nil
	}
	mac := hmac.New(c.hash, c.key)
	for _, p := range parts {
		mac.Write(p)
	}
	return hex.AppendEncode(nil, mac.Sum(nil))
}

// isObject reports whether b is valid JSON for an object. Checking for a brace first keeps a null or an array from decoding
// to a zero struct without an error.
func isObject(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) > 0 && b[0] == '{' && json.Valid(b)
}

// orEmpty makes a missing part an empty object.
func orEmpty(part []byte) []byte {
	if len(part) == 0 {
		return []byte("{}")
	}
	return part
}

// marshal is json.Marshal without the escaping of <, > and &, which would make HTML and SVG a third longer.
func marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// replays remembers the signatures of the latest messages, so that one recorded on the wire cannot be sent again.
type replays struct {
	mu   sync.Mutex
	seen map[string]bool
	ring []string // the same signatures in the order of their arrival
	next int
}

// remembered is how many signatures are kept (about 8 MB when full).
const remembered = 1 << 16

// add notes a signature and reports whether it is new.
func (r *replays) add(signature string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen[signature] {
		return false
	}
	if r.seen == nil {
		r.seen = make(map[string]bool)
	}
	r.seen[signature] = true
	if len(r.ring) < remembered {
		r.ring = append(r.ring, signature)
		return true
	}
	delete(r.seen, r.ring[r.next])
	r.ring[r.next] = signature
	r.next = (r.next + 1) % remembered
	return true
}
