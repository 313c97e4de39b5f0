package wire

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os/user"
	"sync/atomic"
	"time"
)

// Header says what a message is and where it comes from.
type Header struct {
	ID       string `json:"msg_id"`
	Session  string `json:"session"`
	Username string `json:"username"`
	Date     string `json:"date"`
	Type     Type   `json:"msg_type"`
	Version  string `json:"version"`
	Subshell string `json:"subshell_id,omitempty"`
}

// Time is the date of the header; the zero time if there is none that can be read.
func (h Header) Time() time.Time {
	t, err := time.Parse(time.RFC3339Nano, h.Date)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Message is one message of the protocol. Identities are the routing frames in front of it: who sent it, on a router
// socket; the topic, on iopub. Content is left as JSON until a handler knows what to [Decode] it to.
type Message struct {
	Identities [][]byte
	Header     Header
	Parent     json.RawMessage // header of the message that this one answers, as it came
	Metadata   json.RawMessage
	Content    json.RawMessage
	Buffers    [][]byte

	// rawHeader is the header as the peer wrote it. A reply quotes it byte for byte, so that fields this package does not
	// know come back unchanged.
	rawHeader json.RawMessage
}

// RawHeader is the header as JSON, as it came from the peer.
func (m *Message) RawHeader() json.RawMessage {
	if m == nil || len(m.rawHeader) == 0 {
		return json.RawMessage("{}")
	}
	return m.rawHeader
}

// ParentID is the id of the message that this one answers; empty if it does not say so.
func (m *Message) ParentID() string {
	var parent struct {
		ID string `json:"msg_id"`
	}
	if json.Unmarshal(m.Parent, &parent) != nil {
		return ""
	}
	return parent.ID
}

// Author makes messages: it gives each an id and fills in the session. Its methods may be called concurrently.
type Author struct {
	session  string
	username string
	count    atomic.Int64
}

// NewAuthor returns an author with a fresh session id.
func NewAuthor() *Author {
	var id [16]byte
	rand.Read(id[:]) // never fails: crypto/rand ends the program if the system has no randomness
	name := "kernel"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return &Author{session: hex.EncodeToString(id[:]), username: name}
}

// New makes a message of type t in answer to parent (nil: to none). It fails only if the content cannot be JSON.
func (a *Author) New(t Type, parent *Message, content any) (*Message, error) {
	body, err := marshal(content)
	if err != nil {
		return nil, fmt.Errorf("content of %s: %w", t, err)
	}
	m := &Message{
		Header: Header{
			ID:       fmt.Sprintf("%s_%d", a.session, a.count.Add(1)),
			Session:  a.session,
			Username: a.username,
			Date:     time.Now().UTC().Format("2006-01-02T15:04:05.000000Z07:00"),
			Type:     t,
			Version:  Protocol,
		},
		Parent:   parent.RawHeader(),
		Metadata: json.RawMessage("{}"),
		Content:  body,
	}
	return m, nil
}
