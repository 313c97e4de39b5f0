package wire

// ReplyStatus is the status field of a reply.
type ReplyStatus string

// The values of a [ReplyStatus].
const (
	OK      ReplyStatus = "ok"
	Failed  ReplyStatus = "error"
	Aborted ReplyStatus = "aborted"
)

// Failure describes an error, in the replies that have status error and in messages of type [Error].
type Failure struct {
	Name      string   `json:"ename"`
	Value     string   `json:"evalue"`
	Traceback []string `json:"traceback"`
}

// ErrorContent is the content of a reply that failed.
type ErrorContent struct {
	Status ReplyStatus `json:"status"`
	Failure
}

// StatusContent is the content of a reply that says no more than how it went.
type StatusContent struct {
	Status ReplyStatus `json:"status"`
}

// KernelInfoContent is the content of a [KernelInfoReply].
type KernelInfoContent struct {
	Status            ReplyStatus  `json:"status"`
	Protocol          string       `json:"protocol_version"`
	Implementation    string       `json:"implementation"`
	Version           string       `json:"implementation_version"`
	Language          LanguageInfo `json:"language_info"`
	Banner            string       `json:"banner"`
	Debugger          bool         `json:"debugger"`
	HelpLinks         []HelpLink   `json:"help_links"`
	SupportedFeatures []string     `json:"supported_features"`
}

// LanguageInfo tells front ends how to treat code: which highlighting to use, which extension to save under.
type LanguageInfo struct {
	Name          string `json:"name"`
	Version       string `json:"version"`
	MIMEType      string `json:"mimetype"`
	FileExtension string `json:"file_extension"`
	Pygments      string `json:"pygments_lexer"`
	CodeMirror    string `json:"codemirror_mode"`
	NBConvert     string `json:"nbconvert_exporter"`
}

// HelpLink is one entry of the front end's help menu.
type HelpLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

// ConnectContent is the content of a [ConnectReply].
type ConnectContent struct {
	Status    ReplyStatus `json:"status"`
	Shell     int         `json:"shell_port"`
	IOPub     int         `json:"iopub_port"`
	Stdin     int         `json:"stdin_port"`
	Heartbeat int         `json:"hb_port"`
	Control   int         `json:"control_port"`
}

// ExecuteDone is the content of an [ExecuteReply] of a cell that ran without an error.
type ExecuteDone struct {
	Status      ReplyStatus    `json:"status"`
	Count       int            `json:"execution_count"`
	Payload     []Page         `json:"payload"`
	Expressions map[string]any `json:"user_expressions"`
}

// ExecuteFailed is the content of an [ExecuteReply] of a cell that failed or was not run.
type ExecuteFailed struct {
	Status ReplyStatus `json:"status"`
	Failure
	Count       int            `json:"execution_count"`
	Payload     []Page         `json:"payload"`
	Expressions map[string]any `json:"user_expressions"`
}

// Page is a payload of the reply to a cell: something that front ends show in their pager, or code for a cell.
type Page struct {
	Source  string         `json:"source"`
	Data    map[string]any `json:"data,omitempty"`
	Start   int            `json:"start"`
	Text    string         `json:"text,omitempty"`       // the code
	Replace bool           `json:"replace,omitempty"`    // it takes the place of the cell that ran, and is no new one
	Keep    bool           `json:"keepkernel,omitempty"` // the kernel lives on when the front end has ended
}

// The sources of a [Page].
const (
	Pager     = "page"
	NextInput = "set_next_input"
	AskExit   = "ask_exit" // the front end is to end, and the kernel with it unless Keep is set
)

// Expression is the value of a user expression.
type Expression struct {
	Status   ReplyStatus    `json:"status"`
	Data     map[string]any `json:"data"`
	Metadata map[string]any `json:"metadata"`
}

// CompleteDone is the content of a [CompleteReply]. The cursors count code points.
type CompleteDone struct {
	Status   ReplyStatus    `json:"status"`
	Matches  []string       `json:"matches"`
	Start    int            `json:"cursor_start"`
	End      int            `json:"cursor_end"`
	Metadata map[string]any `json:"metadata"`
}

// CompleteType is one entry of the _jupyter_types_experimental metadata of a [CompleteDone], from which front ends show
// what kind of thing each match is.
type CompleteType struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Text      string `json:"text"`
	Type      string `json:"type"`
	Signature string `json:"signature"`
}

// InspectDone is the content of an [InspectReply].
type InspectDone struct {
	Status   ReplyStatus    `json:"status"`
	Found    bool           `json:"found"`
	Data     map[string]any `json:"data"`
	Metadata map[string]any `json:"metadata"`
}

// IsCompleteDone is the content of an [IsCompleteReply], whose status is that of the code and not that of the request.
type IsCompleteDone struct {
	Status string `json:"status"`
	Indent string `json:"indent,omitempty"`
}

// HistoryDone is the content of a [HistoryReply]. Each entry is [session, line, source], or [session, line, [source,
// output]] if outputs were asked for.
type HistoryDone struct {
	Status  ReplyStatus `json:"status"`
	History [][3]any    `json:"history"`
}

// CommInfoDone is the content of a [CommInfoReply]: the target of each comm by its id.
type CommInfoDone struct {
	Status ReplyStatus           `json:"status"`
	Comms  map[string]CommTarget `json:"comms"`
}

// CommTarget names the target of a comm.
type CommTarget struct {
	Target string `json:"target_name"`
}

// ShutdownDone is the content of a [ShutdownReply].
type ShutdownDone struct {
	Status  ReplyStatus `json:"status"`
	Restart bool        `json:"restart"`
}

// DebugDone is the content of a [DebugReply]: a response of the Debug Adapter Protocol.
type DebugDone struct {
	Type    string         `json:"type"` // "response"
	Seq     int            `json:"seq"`
	Request int            `json:"request_seq"`
	Success bool           `json:"success"`
	Command string         `json:"command"`
	Message string         `json:"message,omitempty"`
	Body    map[string]any `json:"body"`
}

// SubshellDone is the content of a [CreateSubshellOK].
type SubshellDone struct {
	Status ReplyStatus `json:"status"`
	ID     string      `json:"subshell_id"`
}

// SubshellList is the content of a [ListSubshellOK]. The main shell, which has no name, is not in it.
type SubshellList struct {
	Status ReplyStatus `json:"status"`
	IDs    []string    `json:"subshell_id"`
}

// DebugHappened is the content of a [DebugEvent]: an event of the Debug Adapter Protocol.
type DebugHappened struct {
	Type  string         `json:"type"` // "event"
	Seq   int            `json:"seq"`
	Event string         `json:"event"`
	Body  map[string]any `json:"body"`
}

// UsageDone is the content of a [UsageReply]. CPU is in percent of one core, memory in bytes.
type UsageDone struct {
	Hostname     string       `json:"hostname"`
	PID          int          `json:"pid"`
	KernelCPU    float64      `json:"kernel_cpu"`
	KernelMemory uint64       `json:"kernel_memory"`
	HostCPU      float64      `json:"host_cpu_percent"`
	CPUCount     int          `json:"cpu_count"`
	HostMemory   MemoryStatus `json:"host_virtual_memory"`
}

// MemoryStatus is the memory of the machine, in bytes.
type MemoryStatus struct {
	Total     uint64  `json:"total"`
	Available uint64  `json:"available"`
	Percent   float64 `json:"percent"`
	Used      uint64  `json:"used"`
	Free      uint64  `json:"free"`
}
