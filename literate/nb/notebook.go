// Package nb reads, checks and writes Jupyter notebooks (nbformat 4.5).
//
// A notebook that Jupyter wrote comes back byte for byte: keys sorted, one space of indent, text as lists of lines,
// numbers as they were. What is wrong with a broken file is said with its file, place and remedy:
//
//	n, err := nb.Read("notebooks/01_core.ipynb")
//	n.Cells[0].Source = "x := 3.0"
//	err = n.Write("notebooks/01_core.ipynb")
//
// Files of format 4.0 to 4.4 are brought to 4.5 as they are read (their cells get ids); cells that share an id, as a
// merge can leave them, are told apart.
package nb

import "slices"

// CellType says what a [Cell] holds.
type CellType string

// The types of a [Cell].
const (
	Code     CellType = "code"
	Markdown CellType = "markdown"
	Raw      CellType = "raw"
)

// OutputType says what an [Output] holds.
type OutputType string

// The types of an [Output].
const (
	Stream        OutputType = "stream"
	DisplayData   OutputType = "display_data"
	ExecuteResult OutputType = "execute_result"
	ErrorOutput   OutputType = "error"
)

// Notebook is one .ipynb file. The zero value is not valid: use [New] or [Read].
type Notebook struct {
	Cells    []*Cell
	Metadata map[string]any
	Minor    int // of nbformat 4: 5, or what a later writer put there
}

// Cell is one cell. Count, Outputs belong to code cells, Attachments to the others.
type Cell struct {
	Type        CellType
	ID          string // unique in the notebook: letters, digits, - and _
	Source      string
	Metadata    map[string]any
	Attachments map[string]any // file name → MIME bundle; nil: none
	Count       *int           // execution count; nil: not run
	Outputs     []Output
}

// Output is one output of a code cell. Which fields count depends on Type:
// Stream has Name and Text; DisplayData and ExecuteResult have Data and Metadata, the latter also Count;
// ErrorOutput has EName, EValue and Traceback.
type Output struct {
	Type      OutputType
	Name      string // "stdout" or "stderr"
	Text      string
	Data      map[string]any // by MIME type: a string, or any JSON value for JSON types
	Metadata  map[string]any
	Count     *int
	EName     string
	EValue    string
	Traceback []string // lines with ANSI colours
}

// New returns an empty notebook for the gradbook kernel.
func New() *Notebook {
	n := &Notebook{Metadata: map[string]any{}, Minor: 5}
	n.SetKernel()
	return n
}

// GoVersion is the version of the language that a notebook of the gradbook kernel is written in. The kernel says the same
// when it is asked, or front ends would have a change to save as soon as they open a notebook.
const GoVersion = "1.26"

// SetKernel names the gradbook kernel and its language in the notebook's metadata, where nothing else is named.
func (n *Notebook) SetKernel() {
	if _, ok := n.Metadata["kernelspec"]; !ok {
		n.Metadata["kernelspec"] = map[string]any{"display_name": "Go (gradbook)", "language": "go", "name": "gradbook"}
	}
	if _, ok := n.Metadata["language_info"]; !ok {
		n.Metadata["language_info"] = map[string]any{
			"codemirror_mode": "go", "file_extension": ".go", "mimetype": "text/x-go",
			"name": "go", "nbconvert_exporter": "", "pygments_lexer": "go", "version": GoVersion,
		}
	}
}

// Language returns the name of the notebook's programming language in lower case, "" if the file does not say.
func (n *Notebook) Language() string {
	for _, at := range []struct{ object, key string }{{"kernelspec", "language"}, {"language_info", "name"}} {
		if m, ok := n.Metadata[at.object].(map[string]any); ok {
			if s, ok := m[at.key].(string); ok && s != "" {
				return s
			}
		}
	}
	return ""
}

// Add appends a cell with an id derived from its place and source, and returns it.
func (n *Notebook) Add(t CellType, source string) *Cell {
	c := &Cell{Type: t, Source: source, Metadata: map[string]any{}}
	n.Cells = append(n.Cells, c)
	n.GiveIDs()
	return c
}

// Tags returns the cell's tags.
func (c *Cell) Tags() []string {
	list, _ := c.Metadata["tags"].([]any)
	var tags []string
	for _, t := range list {
		if s, ok := t.(string); ok {
			tags = append(tags, s)
		}
	}
	return tags
}

// HasTag reports whether the cell bears the tag.
func (c *Cell) HasTag(tag string) bool { return slices.Contains(c.Tags(), tag) }
