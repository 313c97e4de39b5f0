package nb

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestRoundTrip reads a notebook that nbformat wrote (testdata/jupyter.py) and expects the same bytes back.
func TestRoundTrip(t *testing.T) {
	want, err := os.ReadFile("testdata/jupyter.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	n, err := Parse(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(n.Bytes())); diff != "" {
		t.Error(diff)
	}
	if got := n.Cells[4].Outputs[2].Data["image/svg+xml"]; got != "<svg>\n</svg>" {
		t.Errorf("lines of a MIME bundle were not joined: %q", got)
	}
}

// minimal has one code cell whose fields a test replaces.
const minimal = `{"cells": [{"cell_type": "code", "execution_count": null, "id": "one", "metadata": {}, "outputs": [OUT], "source": ["x\n", "y"]}],
"metadata": {}, "nbformat": 4, "nbformat_minor": 5}`

func TestBroken(t *testing.T) {
	whole := strings.Replace(minimal, "OUT", "", 1)
	tests := map[string]struct{ data, want string }{
		"empty":            {"", "bad.ipynb: the file is empty, not a notebook"},
		"not JSON":         {"hello", "bad.ipynb: line 1, column 1: not valid JSON: invalid character 'h' looking for beginning of value"},
		"cut off":          {whole[:60], "bad.ipynb: line 1, column 61: the file ends too early: it was cut off"},
		"something after":  {whole + "\n{}", "bad.ipynb: line 3, column 1: not valid JSON: something follows the end of the notebook"},
		"conflict":         {"{\n<<<<<<< HEAD\n \"cells\": []\n=======\n}", "bad.ipynb: line 2, column 1: an unresolved merge conflict; resolve it, or let `gradbook merge` do it next time (gradbook hooks install)"},
		"an array":         {"[]", "bad.ipynb: not a notebook: the JSON is no object"},
		"other JSON":       {`{"name": "x"}`, `bad.ipynb: not a notebook: "nbformat" is missing`},
		"format 3":         {`{"nbformat": 3, "nbformat_minor": 0}`, "bad.ipynb: format 3; gradbook reads format 4: convert it with `jupyter nbconvert --to notebook --inplace`"},
		"no cells":         {`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}`, "bad.ipynb: missing property 'cells'"},
		"cell no object":   {`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}`, "bad.ipynb: cell 1: not an object"},
		"unknown cell":     {strings.Replace(whole, `"code"`, `"heading"`, 1), `bad.ipynb: cell 1 (id one): cell_type is "heading", which nbformat 4 does not know`},
		"source a number":  {strings.Replace(whole, `["x\n", "y"]`, "7", 1), "bad.ipynb: cell 1 (id one): source: neither a string nor a list of strings"},
		"missing property": {strings.Replace(whole, `"metadata": {}, "outputs"`, `"outputs"`, 1), "bad.ipynb: cell 1 (id one): missing property 'metadata'"},
		"stream no text":   {strings.Replace(minimal, "OUT", `{"output_type": "stream", "name": "stdout"}`, 1), "bad.ipynb: cell 1 (id one), output 1: missing property 'text'"},
		"unknown output":   {strings.Replace(minimal, "OUT", `{"output_type": "pyout"}`, 1), `bad.ipynb: cell 1 (id one), output 1: output_type is "pyout", which nbformat 4 does not know`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bad.ipynb")
			if err := os.WriteFile(path, []byte(tt.data), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Read(path)
			var fe *FileError
			if !errors.As(err, &fe) {
				t.Fatalf("got %v, want a *FileError", err)
			}
			fe.File = filepath.Base(fe.File)
			if err.Error() != tt.want {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
		})
	}
}

func TestOlderFormat(t *testing.T) {
	old := `{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "same"}, {"cell_type": "markdown", "metadata": {}, "source": "same"}],
	"metadata": {"orig_nbformat": 3}, "nbformat": 4, "nbformat_minor": 2}`
	n, err := Parse([]byte(old))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse([]byte(old))
	if err != nil {
		t.Fatal(err)
	}
	if n.Minor != 5 || n.Cells[0].ID == "" || n.Cells[0].ID == n.Cells[1].ID {
		t.Errorf("minor %d, ids %q and %q", n.Minor, n.Cells[0].ID, n.Cells[1].ID)
	}
	if !bytes.Equal(n.Bytes(), again.Bytes()) {
		t.Error("two readings of one file differ")
	}
	if bytes.Contains(n.Bytes(), []byte("orig_nbformat")) {
		t.Error("transient metadata was written")
	}
}

func TestSharedIDs(t *testing.T) {
	twice := `{"cells": [{"cell_type": "raw", "id": "a", "metadata": {}, "source": "1"}, {"cell_type": "raw", "id": "a", "metadata": {}, "source": "2"}],
	"metadata": {}, "nbformat": 4, "nbformat_minor": 5}`
	n, err := Parse([]byte(twice))
	if err != nil {
		t.Fatal(err)
	}
	if n.Cells[0].ID != "a" || n.Cells[1].ID == "a" {
		t.Errorf("ids %q, %q: the first should keep its own, the second should not", n.Cells[0].ID, n.Cells[1].ID)
	}
}

// TestAnyNotebook writes random notebooks and expects each to pass the schema and to come back the same.
func TestAnyNotebook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := New()
		for range rapid.IntRange(0, 5).Draw(t, "cells") {
			kind := rapid.SampledFrom([]CellType{Code, Markdown, Raw}).Draw(t, "type")
			c := n.Add(kind, rapid.String().Draw(t, "source"))
			if kind == Code && rapid.Bool().Draw(t, "ran") {
				c.Count = new(rapid.IntRange(0, 9).Draw(t, "count"))
				c.Outputs = []Output{
					{Type: Stream, Name: "stdout", Text: rapid.String().Draw(t, "text")},
					{Type: ExecuteResult, Count: c.Count, Metadata: map[string]any{},
						Data: map[string]any{"text/plain": rapid.String().Draw(t, "plain"), "image/png": "aGk="}},
				}
			}
		}
		back, err := Parse(n.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(n, back); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWriteLeavesSameFileAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "n.ipynb")
	n := New()
	n.Add(Code, "x := 3.0")
	if err := n.Write(path); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(path)
	if err := n.Write(path); err != nil {
		t.Fatal(err)
	}
	after, _ := os.Stat(path)
	if !os.SameFile(before, after) {
		t.Error("an unchanged notebook was written again")
	}
	if _, err := Read(filepath.Join(filepath.Dir(path), "none.ipynb")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}
