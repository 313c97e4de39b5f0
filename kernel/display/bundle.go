package display

// Bundle holds representations of one value by MIME type. Text types (also SVG and HTML) hold a string, images and
// other binary types a []byte (encoded in base64 where it leaves the kernel), JSON types any value that
// encoding/json can marshal. The zero Bundle shows nothing.
type Bundle map[string]any

// Kind says what a [Message] asks the front end to do.
type Kind string

// The kinds of a [Message].
const (
	KindDisplay Kind = "display_data"        // show a bundle
	KindUpdate  Kind = "update_display_data" // replace what was shown under the same ID
	KindResult  Kind = "execute_result"      // show a bundle as the value of the cell
	KindClear   Kind = "clear_output"        // remove the cell's outputs
	KindListen  Kind = "listen"              // hand what controls in the front end send to the address ID to [Deliver]
	KindStream  Kind = "stream"              // a text that was printed to the stream ID, see [ConnectCalls]
)

// Message is one display event on its way from running code to the front end.
type Message struct {
	Kind     Kind
	Data     Bundle
	Metadata map[string]any
	ID       string // display_id; empty: none. For KindListen: the address. For KindStream: stdout or stderr
	Wait     bool   // for KindClear: wait until the next output
	Form     *Form  // the controls that Data shows as HTML; nil: none
}
