package wire

import "encoding/json"

// This file holds the contents of requests. Each has a struct; required names the fields without which a request makes no sense,
// defaults sets what a front end may leave out and is not the zero value.

// ExecuteContent is the content of an [ExecuteRequest].
type ExecuteContent struct {
	Code            string            `json:"code"`
	Silent          bool              `json:"silent"`
	StoreHistory    *bool             `json:"store_history"` // nil: the front end leaves the choice to the kernel
	UserExpressions map[string]string `json:"user_expressions"`
	AllowStdin      bool              `json:"allow_stdin"`
	StopOnError     bool              `json:"stop_on_error"`
}

func (ExecuteContent) required() []string { return []string{"code"} }

func (c *ExecuteContent) defaults() { c.StopOnError = true }

// Stored reports whether the cell counts and goes into the history: the default is yes, unless it is silent.
func (c ExecuteContent) Stored() bool {
	return !c.Silent && (c.StoreHistory == nil || *c.StoreHistory)
}

// CompleteContent is the content of a [CompleteRequest]. Cursor counts Unicode code points; see [ByteOffset].
type CompleteContent struct {
	Code   string `json:"code"`
	Cursor int    `json:"cursor_pos"`
}

func (CompleteContent) required() []string { return []string{"code", "cursor_pos"} }

// InspectContent is the content of an [InspectRequest].
type InspectContent struct {
	Code   string `json:"code"`
	Cursor int    `json:"cursor_pos"`
	Detail int    `json:"detail_level"`
}

func (InspectContent) required() []string { return []string{"code", "cursor_pos"} }

// IsCompleteContent is the content of an [IsCompleteRequest].
type IsCompleteContent struct {
	Code string `json:"code"`
}

func (IsCompleteContent) required() []string { return []string{"code"} }

// HistoryAccess is the hist_access_type of a [HistoryContent].
type HistoryAccess string

// The ways to ask for history.
const (
	HistoryRange  HistoryAccess = "range"
	HistoryTail   HistoryAccess = "tail"
	HistorySearch HistoryAccess = "search"
)

// HistoryContent is the content of a [HistoryRequest]. Session 0 is the current one, negative sessions count back from it.
type HistoryContent struct {
	Output  bool          `json:"output"`
	Raw     bool          `json:"raw"`
	Access  HistoryAccess `json:"hist_access_type"`
	Session int           `json:"session"`
	Start   int           `json:"start"`
	Stop    *int          `json:"stop"` // nil: to the end
	N       *int          `json:"n"`    // nil: all
	Pattern *string       `json:"pattern"`
	Unique  bool          `json:"unique"`
}

func (HistoryContent) required() []string { return []string{"hist_access_type"} }

// CommInfoContent is the content of a [CommInfoRequest]. An empty target asks for the comms of all.
type CommInfoContent struct {
	Target string `json:"target_name"`
}

// ShutdownContent is the content of a [ShutdownRequest]. Restart says that a new kernel will follow.
type ShutdownContent struct {
	Restart bool `json:"restart"`
}

// DebugContent is what every request of the Debug Adapter Protocol has, as the content of a [DebugRequest].
type DebugContent struct {
	Seq     int    `json:"seq"`
	Command string `json:"command"`
	// Arguments are those that requests for variables and source files have.
	Arguments DebugArguments `json:"arguments"`
}

// DebugArguments are the arguments of requests of the Debug Adapter Protocol that this kernel reads.
type DebugArguments struct {
	Reference   int               `json:"variablesReference"`
	Start       int               `json:"start"` // of the parts of a variable that are wanted
	Count       int               `json:"count"` // 0: all
	Variable    string            `json:"variableName"`
	Name        string            `json:"name"`
	Value       string            `json:"value"`
	Code        string            `json:"code"`
	Source      DebugSource       `json:"source"`
	Breakpoints []DebugBreakpoint `json:"breakpoints"`
	Filters     []string          `json:"filters"`
	Thread      int               `json:"threadId"`
	Frame       int               `json:"frameId"`
	StartFrame  int               `json:"startFrame"`
	Levels      int               `json:"levels"` // of calls; 0: all
	Expression  string            `json:"expression"`
	Context     string            `json:"context"` // of an expression: "repl" is a console
	From        string            `json:"srcVariableName"`
	To          string            `json:"dstVariableName"`
	SourceFrame int               `json:"srcFrameId"`
}

// DebugSource names the text of a cell.
type DebugSource struct {
	Path string `json:"path"`
}

// DebugBreakpoint is a line where to stop.
type DebugBreakpoint struct {
	Line      int    `json:"line"`
	Condition string `json:"condition"`
	Hits      string `json:"hitCondition"`
	Log       string `json:"logMessage"`
}

func (DebugContent) required() []string { return []string{"command"} }

// SubshellContent is the content of a [DeleteSubshell].
type SubshellContent struct {
	ID string `json:"subshell_id"`
}

func (SubshellContent) required() []string { return []string{"subshell_id"} }

// InputReplyContent is the content of an [InputReply].
type InputReplyContent struct {
	Value string `json:"value"`
}

func (InputReplyContent) required() []string { return []string{"value"} }

// CommContent is the content of [CommOpen], [CommMsg] and [CommClose]; only an open has a target.
type CommContent struct {
	ID     string          `json:"comm_id"`
	Target string          `json:"target_name,omitempty"`
	Module string          `json:"target_module,omitempty"`
	Data   json.RawMessage `json:"data"`
}

func (CommContent) required() []string { return []string{"comm_id"} }
