package nb

// Checking against nbformat's own JSON schema (nbformat.v4.5.schema.json, © the Jupyter Development Team, BSD-3-Clause).

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed nbformat.v4.5.schema.json
var schemaJSON []byte

// schemaURL is absolute, so that it does not depend on the current folder; nothing is fetched from it.
const schemaURL = "https://jupyter.org/nbformat.v4.5.schema.json"

// compiler returns the compiled schema of a definition ("" for the whole), each compiled once.
var schemaOf = sync.OnceValue(func() func(definition string) *jsonschema.Schema {
	c := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err == nil {
		err = c.AddResource(schemaURL, doc)
	}
	if err != nil {
		panic("embedded schema: " + err.Error()) // cannot be caused by input: a test reads it
	}
	var mu sync.Mutex
	return func(definition string) *jsonschema.Schema {
		mu.Lock()
		defer mu.Unlock()
		if definition != "" {
			definition = "#/definitions/" + definition
		}
		return c.MustCompile(schemaURL + definition)
	}
})

// checkSchema reports the first place where the tree departs from the schema. The schema says "one of these cells",
// which makes for useless errors; when the whole fails, each cell and output is held against its own type's definition.
func checkSchema(t map[string]any) error {
	schema := schemaOf()
	whole := schema("").Validate(t)
	if whole == nil {
		return nil
	}
	cells, _ := t["cells"].([]any)
	for i, c := range cells {
		where := fmt.Sprintf("cell %d", i+1)
		c, ok := c.(map[string]any)
		if !ok {
			return &FileError{Where: where, What: "not an object"}
		}
		if id, ok := c["id"].(string); ok {
			where += fmt.Sprintf(" (id %s)", id)
		}
		if err := checkAs(c, "cell_type", where, map[string]string{"code": "code_cell", "markdown": "markdown_cell", "raw": "raw_cell"}); err != nil {
			return err
		}
	}
	return &FileError{What: reason(whole)}
}

// checkAs checks an object against the definition that its field names; the outputs of a code cell come first, since
// their own errors say more.
func checkAs(t map[string]any, field, where string, definitions map[string]string) error {
	name, _ := t[field].(string)
	definition, ok := definitions[name]
	if !ok {
		return &FileError{Where: where, What: fmt.Sprintf("%s is %q, which nbformat 4 does not know", field, name)}
	}
	if definition == "code_cell" {
		outputs, _ := t["outputs"].([]any)
		for i, o := range outputs {
			at := fmt.Sprintf("%s, output %d", where, i+1)
			o, ok := o.(map[string]any)
			if !ok {
				return &FileError{Where: at, What: "not an object"}
			}
			own := map[string]string{"stream": "stream", "display_data": "display_data", "execute_result": "execute_result", "error": "error"}
			if err := checkAs(o, "output_type", at, own); err != nil {
				return err
			}
		}
	}
	if err := schemaOf()(definition).Validate(t); err != nil {
		return &FileError{Where: where, What: reason(err)}
	}
	return nil
}

// reason words the deepest cause of a schema error.
func reason(err error) string {
	var v *jsonschema.ValidationError
	if !errors.As(err, &v) {
		return err.Error()
	}
	for len(v.Causes) > 0 {
		if _, ok := v.ErrorKind.(*kind.OneOf); ok {
			break // the branches contradict each other; the parent says enough
		}
		v = v.Causes[0]
	}
	what := v.ErrorKind.LocalizedString(message.NewPrinter(language.English))
	if _, ok := v.ErrorKind.(*kind.OneOf); ok {
		what = "neither a string nor a list of strings"
	}
	if len(v.InstanceLocation) > 0 {
		what = strings.Join(v.InstanceLocation, ".") + ": " + what
	}
	return what
}
