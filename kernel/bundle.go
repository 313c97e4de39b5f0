package kernel

import (
	"encoding/base64"
	"encoding/json"

	"github.com/gradbook/gradbook/kernel/display"
)

// mimeData makes the data of a display message from a bundle: binary types in base64, text as it is, JSON types as JSON. A
// representation that cannot be sent is left out; the others still show the value.
func (k *Kernel) mimeData(b display.Bundle) map[string]any {
	data := make(map[string]any, len(b))
	for mime, v := range b {
		switch v := v.(type) {
		case nil:
		case string:
			data[mime] = v
		case []byte:
			data[mime] = base64.StdEncoding.EncodeToString(v)
		default:
			text, err := json.Marshal(v)
			if err != nil {
				k.log.Printf("left out the %s of an output: %v", mime, err)
				continue
			}
			data[mime] = json.RawMessage(text)
		}
	}
	return data
}

// metadata makes the metadata of a display message; entries that cannot be JSON are left out.
func (k *Kernel) metadata(m map[string]any) map[string]any {
	data := make(map[string]any, len(m))
	for key, v := range m {
		text, err := json.Marshal(v)
		if err != nil {
			k.log.Printf("left out the metadata %s of an output: %v", key, err)
			continue
		}
		data[key] = json.RawMessage(text)
	}
	return data
}
