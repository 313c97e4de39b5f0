// Package clean takes out of a notebook what changes from run to run and from editor to editor, so that version control
// sees what the author did. A notebook that gradbook run wrote is clean already.
package clean

import (
	"maps"
	"regexp"
	"slices"

	"github.com/gradbook/gradbook/literate/nb"
)

// Options say how much goes. The zero value keeps outputs.
type Options struct {
	Outputs bool // take out the outputs and the execution counts
}

// What stays; all other metadata is of an editor or of one run.
var (
	notebookKeys = []string{"kernelspec", "language_info", "jupytext", "title", "authors"}
	languageKeys = []string{"codemirror_mode", "file_extension", "mimetype", "name", "nbconvert_exporter", "pygments_lexer"}
	kernelKeys   = []string{"display_name", "language", "name"}
	cellKeys     = []string{"tags", "name", "jupyter", "slideshow", "format"}
	jupyterKeys  = []string{"source_hidden", "outputs_hidden"}
)

// Notebook cleans n:
//
//   - metadata that is not the author's goes;
//   - cells that were run are numbered 1, 2, … from the top;
//   - addresses of Go's heap in outputs become 0xc000000000, since they differ each time.
func Notebook(n *nb.Notebook, o Options) {
	keep(n.Metadata, notebookKeys)
	language := object(n.Metadata["language_info"])
	version := languageVersion(language)
	if keep(language, languageKeys); version != "" {
		language["version"] = version
	}
	keep(object(n.Metadata["kernelspec"]), kernelKeys)
	count := 0
	for _, c := range n.Cells {
		keep(c.Metadata, cellKeys)
		if j := object(c.Metadata["jupyter"]); j != nil {
			if keep(j, jupyterKeys); len(j) == 0 {
				delete(c.Metadata, "jupyter")
			}
		}
		if o.Outputs {
			c.Count, c.Outputs = nil, nil
		}
		if c.Count != nil {
			count++
			c.Count = new(count)
		}
		for i := range c.Outputs {
			output(&c.Outputs[i], c.Count)
		}
	}
}

var goVersion = regexp.MustCompile(`^(?:go)?(1\.\d+)`)

// languageVersion is the release of Go that a notebook was written with: its patch version differs between machines. That of
// other languages is not kept.
func languageVersion(info map[string]any) string {
	version, _ := info["version"].(string)
	if m := goVersion.FindStringSubmatch(version); m != nil && info["name"] == "go" {
		return m[1]
	}
	return ""
}

// output cleans one output of a cell with the given count.
func output(o *nb.Output, count *int) {
	if o.Type == nb.ExecuteResult {
		o.Count = count
	}
	o.Text = addresses(o.Text)
	o.EValue = addresses(o.EValue)
	for i, line := range o.Traceback {
		o.Traceback[i] = addresses(line)
	}
	for mime, v := range o.Data {
		if s, ok := v.(string); ok && (mime == "text/plain" || mime == "text/html" || mime == "text/markdown") {
			o.Data[mime] = addresses(s)
		}
	}
}

// heap matches an address of Go's heap on 64-bit systems, where it begins at 0xc000000000.
var heap = regexp.MustCompile(`\b0xc[0-9a-f]{9}\b`)

// addresses makes all addresses of the heap the same.
func addresses(s string) string { return heap.ReplaceAllString(s, "0xc000000000") }

func keep(m map[string]any, keys []string) {
	maps.DeleteFunc(m, func(k string, _ any) bool { return !slices.Contains(keys, k) })
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
