package wire

// This file holds the contents of what the kernel sends without being asked for it: broadcasts on iopub, and questions on stdin.

// State is the execution_state of a [StateContent].
type State string

// The states of a kernel.
const (
	Starting State = "starting"
	Busy     State = "busy"
	Idle     State = "idle"
)

// StateContent is the content of a [Status] message.
type StateContent struct {
	State State `json:"execution_state"`
}

// StreamContent is the content of a [Stream] message: text for "stdout" or "stderr".
type StreamContent struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// DisplayContent is the content of [DisplayData] and [UpdateDisplayData].
type DisplayContent struct {
	Data      map[string]any `json:"data"`
	Metadata  map[string]any `json:"metadata"`
	Transient Transient      `json:"transient"`
}

// Transient is what front ends do not save. The ID is that by which a display can be updated.
type Transient struct {
	ID string `json:"display_id,omitempty"`
}

// ResultContent is the content of an [ExecuteResult].
type ResultContent struct {
	Count int `json:"execution_count"`
	DisplayContent
}

// InputContent is the content of an [ExecuteInput]: the code that runs now, for the other front ends.
type InputContent struct {
	Code  string `json:"code"`
	Count int    `json:"execution_count"`
}

// ClearContent is the content of a [ClearOutput] message.
type ClearContent struct {
	Wait bool `json:"wait"`
}

// WelcomeContent is the content of an [IOPubWelcome], by which a subscriber knows that its subscription works.
type WelcomeContent struct {
	Subscription string `json:"subscription"`
}

// AskContent is the content of an [InputRequest].
type AskContent struct {
	Prompt   string `json:"prompt"`
	Password bool   `json:"password"`
}
