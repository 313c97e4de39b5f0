package kernel_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
)

// scripted is a shell for the tests of the protocol: each line of a cell is a word that says what to send, and its text. The
// tests of cells with Go in them are in testdata/test_kernel.py and in package shell.
type scripted struct {
	mu        sync.Mutex
	interrupt []context.CancelFunc // of the cells that run
	closed    bool
}

// actions are the words of a scripted cell.
var actions = map[string]func(ctx context.Context, to shell.Sink, text string) error{
	"print": func(_ context.Context, to shell.Sink, text string) error { to.Stream("stdout", text+"\n"); return nil },
	"warn":  func(_ context.Context, to shell.Sink, text string) error { to.Stream("stderr", text+"\n"); return nil },
	"value": func(_ context.Context, to shell.Sink, text string) error {
		show(to, display.KindResult, "", text)
		return nil
	},
	"show": func(_ context.Context, to shell.Sink, text string) error {
		show(to, display.KindDisplay, "", text)
		return nil
	},
	"showid": func(_ context.Context, to shell.Sink, text string) error {
		show(to, display.KindDisplay, "id", text)
		return nil
	},
	"update": func(_ context.Context, to shell.Sink, text string) error {
		show(to, display.KindUpdate, "id", text)
		return nil
	},
	"controls": func(_ context.Context, to shell.Sink, text string) error { // at an address, with the result under the display_id of showid
		to.Display(display.Message{
			Kind: display.KindDisplay,
			Data: display.Bundle{"text/plain": "x = 1", "text/html": "<input>"},
			Form: &display.Form{Address: text, Result: "id", Fields: []display.Field{
				{Kind: display.FieldSlider, Label: "x", Start: "1", Max: 2, Step: 0.5, Digits: 1}, {Kind: display.FieldText, Label: "name", Start: "go"},
			}},
		})
		return nil
	},
	"fail":  func(_ context.Context, _ shell.Sink, text string) error { return errors.New(text) },
	"crash": func(_ context.Context, _ shell.Sink, text string) error { panic(text) },
	"block": func(ctx context.Context, _ shell.Sink, _ string) error { <-ctx.Done(); return context.Cause(ctx) },
	"pause": func(context.Context, shell.Sink, string) error { time.Sleep(100 * time.Millisecond); return nil },
	"clear": func(_ context.Context, to shell.Sink, text string) error {
		to.Display(display.Message{Kind: display.KindClear, Wait: text == "wait"})
		return nil
	},
	"picture": func(_ context.Context, to shell.Sink, text string) error {
		to.Display(display.Message{
			Kind:     display.KindDisplay,
			Data:     display.Bundle{"image/png": []byte(text), "application/json": map[string]any{"a": 1}, "application/broken": func() {}},
			Metadata: map[string]any{"width": 3, "broken": func() {}},
		})
		return nil
	},
	"lines": func(_ context.Context, to shell.Sink, text string) error {
		n, err := strconv.Atoi(text)
		for i := range n {
			to.Stream("stdout", fmt.Sprintf("line %d\n", i))
		}
		return err
	},
	"ask": func(ctx context.Context, to shell.Sink, text string) error {
		answer, err := to.Input(ctx, text, text == "password")
		if err != nil {
			return err
		}
		to.Stream("stdout", "answer: "+answer)
		return nil
	},
}

func show(to shell.Sink, kind display.Kind, id, text string) {
	to.Display(display.Message{Kind: kind, ID: id, Data: display.Bundle{"text/plain": text}})
}

func (s *scripted) Execute(ctx context.Context, r shell.Request, to shell.Sink) shell.Result {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.interrupt = append(s.interrupt, cancel)
	s.mu.Unlock()
	if name := strings.Trim(r.Code, "?"); name != r.Code {
		page := s.Inspect(name, len(name), len(r.Code)-len(name)-1)
		if page == nil {
			return shell.Result{Status: shell.Error, EName: "CommandError", EValue: "nothing is known of " + name}
		}
		return shell.Result{Status: shell.OK, Page: page}
	}
	for line := range strings.Lines(r.Code) {
		word, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word == "next" {
			return shell.Result{Status: shell.OK, Next: &shell.NextInput{Code: text, Replace: true}}
		}
		if word == "panic" {
			inner := shell.Frame{Func: "inner", File: "cell[1]", Cell: 1, Line: 2, Col: 5, Source: "\té := x[i]", Own: true}
			library := shell.Frame{Func: "sort.Slice", File: "$GOROOT/src/sort/slice.go", Line: 29}
			return shell.Result{Status: shell.Error, EName: "Panic", EValue: text, Frames: []shell.Frame{inner, library, {Func: "(cell)", File: "cell[2]", Cell: 2, Line: 1, Own: true}}}
		}
		act, ok := actions[word]
		if !ok {
			return shell.Result{Status: shell.Error, EName: "CompileError", EValue: "undefined: " + word}
		}
		if err := act(ctx, to, text); err != nil {
			name := "Error"
			if ctx.Err() != nil {
				name = "Interrupt"
			}
			return shell.Result{Status: shell.Error, EName: name, EValue: err.Error(), Traceback: []string{"cell: " + err.Error()}}
		}
	}
	return shell.Result{Status: shell.OK}
}

func (s *scripted) Interrupt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, cancel := range s.interrupt {
		cancel()
	}
	s.interrupt = nil
}

// Complete proposes the actions that begin with the word before the cursor.
func (s *scripted) Complete(code string, cursor int) shell.Completions {
	start := strings.LastIndexAny(code[:cursor], " \n") + 1
	c := shell.Completions{Start: start, End: cursor}
	for word := range actions {
		if strings.HasPrefix(word, code[start:cursor]) {
			c.Items = append(c.Items, shell.Completion{Text: word, Type: "function", Signature: "(text)"})
		}
	}
	return c
}

// Inspect knows the words, and says where the cursor was.
func (s *scripted) Inspect(code string, cursor, detail int) display.Bundle {
	word, _, _ := strings.Cut(code, " ")
	if _, ok := actions[word]; !ok {
		return nil
	}
	return display.Bundle{"text/plain": fmt.Sprintf("%s: cursor %d, detail %d", word, cursor, detail)}
}

func (s *scripted) IsComplete(code string) shell.Completeness {
	if strings.HasSuffix(code, "{") {
		return shell.Completeness{Status: "incomplete", Indent: "\t"}
	}
	return shell.Completeness{Status: "complete"}
}

func (s *scripted) Eval(expr string) (display.Bundle, error) {
	if expr == "bad" {
		return nil, errors.New("undefined: bad")
	}
	return display.Bundle{"text/plain": "value of " + expr}, nil
}

func (s *scripted) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}
