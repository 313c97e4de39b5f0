package wire

import (
	"encoding/json"
	"fmt"
)

// Decode reads the content of m into a T: one of the content structs of this package. The types must fit and the fields
// that the protocol requires must be there; fields that are unknown are ignored, as later versions of the protocol add
// some. The error wraps [ErrMalformed].
func Decode[T any](m *Message) (T, error) {
	var content T
	if d, ok := any(&content).(interface{ defaults() }); ok {
		d.defaults()
	}
	if err := json.Unmarshal(m.Content, &content); err != nil {
		return content, fmt.Errorf("%w: content of %s: %w", ErrMalformed, m.Header.Type, err)
	}
	r, ok := any(content).(interface{ required() []string })
	if !ok {
		return content, nil
	}
	var present map[string]json.RawMessage
	if err := json.Unmarshal(m.Content, &present); err != nil {
		return content, fmt.Errorf("%w: content of %s: %w", ErrMalformed, m.Header.Type, err)
	}
	for _, name := range r.required() {
		if v, ok := present[name]; !ok || string(v) == "null" {
			return content, fmt.Errorf("%w: content of %s has no %s", ErrMalformed, m.Header.Type, name)
		}
	}
	return content, nil
}
