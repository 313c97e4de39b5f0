package wire

// Protocol is the version of the messaging protocol that this package speaks.
const Protocol = "5.5"

// Type names what a message is: the msg_type of its header.
type Type string

// Requests of the shell and control channels, each with its reply.
const (
	KernelInfoRequest Type = "kernel_info_request"
	KernelInfoReply   Type = "kernel_info_reply"
	ConnectRequest    Type = "connect_request"
	ConnectReply      Type = "connect_reply"
	ExecuteRequest    Type = "execute_request"
	ExecuteReply      Type = "execute_reply"
	CompleteRequest   Type = "complete_request"
	CompleteReply     Type = "complete_reply"
	InspectRequest    Type = "inspect_request"
	InspectReply      Type = "inspect_reply"
	IsCompleteRequest Type = "is_complete_request"
	IsCompleteReply   Type = "is_complete_reply"
	HistoryRequest    Type = "history_request"
	HistoryReply      Type = "history_reply"
	CommInfoRequest   Type = "comm_info_request"
	CommInfoReply     Type = "comm_info_reply"
	InterruptRequest  Type = "interrupt_request"
	InterruptReply    Type = "interrupt_reply"
	ShutdownRequest   Type = "shutdown_request"
	ShutdownReply     Type = "shutdown_reply"
	DebugRequest      Type = "debug_request"
	DebugReply        Type = "debug_reply"
	UsageRequest      Type = "usage_request"
	UsageReply        Type = "usage_reply"
	CreateSubshell    Type = "create_subshell_request"
	CreateSubshellOK  Type = "create_subshell_reply"
	DeleteSubshell    Type = "delete_subshell_request"
	DeleteSubshellOK  Type = "delete_subshell_reply"
	ListSubshell      Type = "list_subshell_request"
	ListSubshellOK    Type = "list_subshell_reply"
)

// Messages of comms: they go both ways, on shell from the front end and on iopub from the kernel.
const (
	CommOpen  Type = "comm_open"
	CommMsg   Type = "comm_msg"
	CommClose Type = "comm_close"
)

// Messages of the stdin channel, on which the kernel asks and the front end replies.
const (
	InputRequest Type = "input_request"
	InputReply   Type = "input_reply"
)

// Messages that the kernel broadcasts on iopub.
const (
	Status            Type = "status"
	Stream            Type = "stream"
	DisplayData       Type = "display_data"
	UpdateDisplayData Type = "update_display_data"
	ExecuteInput      Type = "execute_input"
	ExecuteResult     Type = "execute_result"
	Error             Type = "error"
	ClearOutput       Type = "clear_output"
	IOPubWelcome      Type = "iopub_welcome"
	DebugEvent        Type = "debug_event"
)

// replyTo holds the reply type of each request that has one.
var replyTo = map[Type]Type{
	KernelInfoRequest: KernelInfoReply,
	ConnectRequest:    ConnectReply,
	ExecuteRequest:    ExecuteReply,
	CompleteRequest:   CompleteReply,
	InspectRequest:    InspectReply,
	IsCompleteRequest: IsCompleteReply,
	HistoryRequest:    HistoryReply,
	CommInfoRequest:   CommInfoReply,
	InterruptRequest:  InterruptReply,
	ShutdownRequest:   ShutdownReply,
	DebugRequest:      DebugReply,
	UsageRequest:      UsageReply,
	CreateSubshell:    CreateSubshellOK,
	DeleteSubshell:    DeleteSubshellOK,
	ListSubshell:      ListSubshellOK,
}

// Reply returns the type of the message that answers t, and whether t is a request at all.
func (t Type) Reply() (Type, bool) {
	r, ok := replyTo[t]
	return r, ok
}

// Requests lists every message type that has a reply. Tests send each of them.
func Requests() []Type {
	all := make([]Type, 0, len(replyTo))
	for t := range replyTo {
		all = append(all, t)
	}
	return all
}
