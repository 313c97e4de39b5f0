package display

// The MIME types that front ends of notebooks know. [Render] makes the ones that a value can give.
const (
	MIMEText       = "text/plain"
	MIMEHTML       = "text/html"
	MIMEMarkdown   = "text/markdown"
	MIMELatex      = "text/latex"
	MIMESVG        = "image/svg+xml"
	MIMEPNG        = "image/png"
	MIMEJPEG       = "image/jpeg"
	MIMEGIF        = "image/gif"
	MIMEPDF        = "application/pdf"
	MIMEJSON       = "application/json"
	MIMEJavaScript = "application/javascript"
	MIMEVegaLite   = "application/vnd.vegalite.v5+json"
)

// methods says which method of a value gives which representation; a type may have any number of them. No import of
// this package is needed to have one.
var methods = []struct {
	mime string
	call func(v any) (data any, ok bool)
}{
	{MIMEHTML, text(func(v interface{ HTML() string }) string { return v.HTML() })},
	{MIMEMarkdown, text(func(v interface{ Markdown() string }) string { return v.Markdown() })},
	{MIMELatex, text(func(v interface{ Latex() string }) string { return delimited(v.Latex()) })},
	{MIMELatex, text(func(v interface{ LaTeX() string }) string { return delimited(v.LaTeX()) })},
	{MIMESVG, text(func(v interface{ SVG() string }) string { return v.SVG() })},
	{MIMEJavaScript, text(func(v interface{ JavaScript() string }) string { return v.JavaScript() })},
	{MIMEPNG, binary(func(v interface{ PNG() []byte }) []byte { return v.PNG() })},
	{MIMEPNG, fallible(func(v interface{ PNG() ([]byte, error) }) ([]byte, error) { return v.PNG() })},
	{MIMEJPEG, binary(func(v interface{ JPEG() []byte }) []byte { return v.JPEG() })},
	{MIMEGIF, binary(func(v interface{ GIF() []byte }) []byte { return v.GIF() })},
	{MIMEPDF, binary(func(v interface{ PDF() []byte }) []byte { return v.PDF() })},
	{MIMEJSON, jsonOf(func(v interface{ JSON() any }) any { return v.JSON() })},
	{MIMEJSON, jsonOf(func(v interface{ JSON() map[string]any }) any { return v.JSON() })},
}

// text adapts a method that gives text; an empty string is no representation.
func text[T any](get func(T) string) func(any) (any, bool) {
	return func(v any) (any, bool) {
		t, ok := v.(T)
		if !ok {
			return nil, false
		}
		s := get(t)
		return s, s != ""
	}
}

// binary adapts a method that gives bytes; none are no representation.
func binary[T any](get func(T) []byte) func(any) (any, bool) {
	return fallible(func(t T) ([]byte, error) { return get(t), nil })
}

// fallible adapts a method that gives bytes or fails; [Render] reports the error in the text.
func fallible[T any](get func(T) ([]byte, error)) func(any) (any, bool) {
	return func(v any) (any, bool) {
		t, ok := v.(T)
		if !ok {
			return nil, false
		}
		data, err := get(t)
		if err != nil {
			panic(err)
		}
		return data, len(data) > 0
	}
}

// jsonOf adapts a method that gives a value for encoding/json.
func jsonOf[T any](get func(T) any) func(any) (any, bool) {
	return func(v any) (any, bool) {
		t, ok := v.(T)
		if !ok {
			return nil, false
		}
		return get(t), true
	}
}
