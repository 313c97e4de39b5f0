//go:build linux

package worker

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// describe makes a report of a panic, with the stack of the calling goroutine: it is called by a deferred function, or
// in place of the runtime's fatal panic, and so below the frames that panicked.
func describe(value any) *Panic {
	p := &Panic{Value: valueText(value), Type: fmt.Sprintf("%T", value)}
	if err, ok := value.(error); ok {
		p.Wraps = wrapped(err)
	}
	pcs := make([]uintptr, 256)
	pcs = pcs[:runtime.Callers(2, pcs)]
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		p.Frames = append(p.Frames, Frame{f.Function, f.File, f.Line})
		if !more {
			break
		}
	}
	// What is above the panic is the machinery that reports it.
	for i := len(p.Frames) - 1; i >= 0; i-- {
		if f := p.Frames[i].Func; f == "runtime.gopanic" || strings.HasPrefix(f, "runtime.panic") || strings.HasPrefix(f, "runtime.goPanic") || f == "runtime.sigpanic" {
			p.Frames = p.Frames[i+1:]
			break
		}
	}
	return p
}

// wrapped lists the errors that an error wraps, a few of them.
func wrapped(err error) (list []string) {
	const most = 8
	defer func() { _ = recover() }() // Unwrap and Error are the user's code: what they give is told as far as it goes
	add := func(e error) {
		if e != nil && len(list) < most {
			list = append(list, fmt.Sprintf("%T: %s", e, valueText(e)))
			list = append(list, wrapped(e)...)
		}
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		add(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			add(one)
		}
	}
	return list[:min(len(list), most)]
}

// valueText is what Go prints for a panic's value; other types, for which it prints an address, in full.
func valueText(v any) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprintf("(%T: its text panics: %v)", v, r)
		}
	}()
	switch v := v.(type) {
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	case string:
		return v
	}
	switch reflect.ValueOf(v).Kind() {
	case reflect.Struct, reflect.Map, reflect.Slice, reflect.Array, reflect.Pointer:
		return fmt.Sprintf("%T %+v", v, v)
	}
	return fmt.Sprintf("%v", v)
}
