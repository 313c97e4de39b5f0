package shell

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/gradbook/gradbook/kernel/display"
)

// This file is %wasm: the cell is compiled to WebAssembly with what it mentions of the session, and runs in the page. All of
// it is in the cell's output, so that it needs no files beside the notebook and runs in an exported page, too. What the
// cell declares is the page's: package syscall/js, say, is not there in the session's own process.

//go:embed webassembly.js
var wasmScript string

var wasmTemplate = template.Must(template.New("webassembly.js").Parse(wasmScript))

// isWasm reports whether a part is %wasm.
func isWasm(p part) bool { return p.command && strings.TrimSpace(p.text) == "%wasm" }

// wasm is %wasm with arguments, or where it is no line of a cell.
func (c *call) wasm() error {
	return errors.New("%wasm: it stands on a line of its own; arguments of the program stand behind %%, or %args sets them")
}

// runWasm runs the commands of a cell with %wasm, and compiles its Go for the page.
func (s *shell) runWasm(ctx context.Context, r Request, parts []part) error {
	dir, err := filepath.Abs(s.dir())
	if err != nil {
		return err
	}
	url := filesURL(dir)
	for _, e := range [][2]string{{"GONB_WASM_DIR", dir}, {"GONB_WASM_URL", url}} {
		if err := s.engine.Setenv(ctx, e[0], e[1]); err != nil {
			return err
		}
	}
	line, hasGo := "", false
	for _, p := range parts {
		switch {
		case p.main:
			line, hasGo = p.args, true
		case !p.command:
			hasGo = true
		case !isWasm(p):
			if err := s.command(ctx, r, p.text); err != nil {
				return err
			}
		}
	}
	args, err := s.arguments(line)
	if err != nil || !hasGo {
		return err
	}
	div := "gonb_id_" + strings.ToLower(rand.Text()[:8])
	src := programText(r.Code)
	before := s.current().Declarations(src, false)
	before += fmt.Sprintf("const ( GonbWasmDir = %q; GonbWasmUrl = %q; GonbWasmDivId = %q )\n", dir, url, div)
	target := s.engine.Packages.Target("js", "wasm")
	file, err := s.program(target, r.Number, before, src)
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "gradbook-wasm")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	main, out := filepath.Join(tmp, "main.go"), filepath.Join(tmp, "cell.wasm")
	if err := os.WriteFile(main, file, 0o666); err != nil {
		return err
	}
	if err := target.Build(ctx, main, out); err != nil {
		return fmt.Errorf("%%wasm: %w", err)
	}
	page, err := s.wasmPage(out, div, args)
	if err != nil {
		return fmt.Errorf("%%wasm: %w", err)
	}
	cellOutput{s.out, turnOf(ctx).id}.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{
		display.MIMEHTML: page,
		display.MIMEText: "a program that runs in a browser",
	}})
	return nil
}

// wasmPage is the HTML that runs a program, with an element for what it makes and one for what it prints.
func (s *shell) wasmPage(program, div string, args []string) (string, error) {
	wasm, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	// It makes Go's class of programs; see https://go.dev/wiki/WebAssembly.
	exec, err := os.ReadFile(filepath.Join(s.engine.Host().Root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return "", err
	}
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // errors for unknown levels only
	if _, err := z.Write(wasm); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	argv, err := json.Marshal(append([]string{"js"}, args...)) // with < and > escaped, as in a page they must be
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<div id=%q></div><pre id=\"%s-output\"></pre><script>\n", div, div)
	err = wasmTemplate.Execute(&b, map[string]string{
		"Div": div, "Exec": string(exec), "Args": string(argv), "Program": base64.StdEncoding.EncodeToString(packed.Bytes()),
	})
	b.WriteString("</script>")
	return b.String(), err
}

// filesURL is where a Jupyter server has the files of a folder, if one has started this kernel and the folder is below
// the one that the server shows.
func filesURL(dir string) string {
	root, err := os.Readlink(filepath.Join("/proc", os.Getenv("JPY_PARENT_PID"), "cwd"))
	if err != nil {
		return "/files"
	}
	rel, err := filepath.Rel(root, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return "/files"
	}
	return path.Join("/files", filepath.ToSlash(rel))
}
