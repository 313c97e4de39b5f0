// Package flame draws the CPU profiles of runtime/pprof as flame graphs: an SVG picture in which a call is as wide as the
// time that it and what it called have taken.
package flame

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A Sample is a stack, outermost call first, with the time in nanoseconds that was spent in it.
type Sample struct {
	Stack []Frame
	Value int64
}

// Frame is one call of a stack.
type Frame struct {
	Func string
	File string
	Line int
}

var errMalformed = errors.New("the profile is malformed")

// message is the fields of a protocol buffer: numbers as varints, texts and messages as bytes.
type message struct {
	ints  map[uint64][]uint64
	bytes map[uint64][][]byte
}

// decode reads a protocol buffer. Repeated numbers are packed in one bytes field, or come one by one.
func decode(b []byte) (message, error) {
	m := message{map[uint64][]uint64{}, map[uint64][][]byte{}}
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		if n <= 0 {
			return m, errMalformed
		}
		v, k := binary.Uvarint(b[n:])
		if k <= 0 {
			return m, errMalformed
		}
		b = b[n+k:]
		switch field := tag >> 3; tag & 7 {
		case 0:
			m.ints[field] = append(m.ints[field], v)
		case 2:
			if v > uint64(len(b)) {
				return m, errMalformed
			}
			m.bytes[field], b = append(m.bytes[field], b[:v]), b[v:]
		default:
			return m, errMalformed // profiles have no others
		}
	}
	return m, nil
}

// num is a field that is a number, 0 if it is absent.
func (m message) num(field uint64) uint64 {
	if v := m.ints[field]; len(v) > 0 {
		return v[len(v)-1]
	}
	return 0
}

// nums is a repeated number.
func (m message) nums(field uint64) ([]uint64, error) {
	all := slices.Clone(m.ints[field])
	for _, b := range m.bytes[field] {
		for len(b) > 0 {
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return nil, errMalformed
			}
			all, b = append(all, v), b[n:]
		}
	}
	return all, nil
}

// each decodes a repeated message.
func (m message) each(field uint64, f func(message) error) error {
	for _, b := range m.bytes[field] {
		sub, err := decode(b)
		if err == nil {
			err = f(sub)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// The fields of profile.proto that are read here.
const (
	profileSample, profileLocation, profileFunction, profileString = 2, 4, 5, 6

	sampleLocation, sampleValue = 1, 2
	locationID, locationLine    = 1, 4
	lineFunction, lineLine      = 1, 2
	functionID, functionName    = 1, 2
	functionFile                = 4
)

// Read reads a CPU profile as pprof.StopCPUProfile leaves it.
func Read(data []byte) ([]Sample, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("reading a profile: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("reading a profile: %w", err)
	}
	p, err := decode(raw)
	if err != nil {
		return nil, err
	}
	text := func(i uint64) string {
		if s := p.bytes[profileString]; i < uint64(len(s)) {
			return string(s[i])
		}
		return "?"
	}
	funcs := map[uint64]Frame{}
	err = p.each(profileFunction, func(f message) error {
		funcs[f.num(functionID)] = Frame{Func: text(f.num(functionName)), File: text(f.num(functionFile))}
		return nil
	})
	if err != nil {
		return nil, err
	}
	locations := map[uint64][]Frame{} // innermost first: inlined calls share a location
	err = p.each(profileLocation, func(l message) error {
		return l.each(locationLine, func(line message) error {
			f := funcs[line.num(lineFunction)]
			f.Line = int(line.num(lineLine))
			locations[l.num(locationID)] = append(locations[l.num(locationID)], f)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	var samples []Sample
	err = p.each(profileSample, func(m message) error {
		at, err := m.nums(sampleLocation)
		if err != nil {
			return err
		}
		values, err := m.nums(sampleValue)
		if err != nil || len(values) == 0 {
			return errMalformed
		}
		s := Sample{Value: int64(values[len(values)-1])} // a CPU profile counts samples and nanoseconds
		for _, id := range at {
			s.Stack = append(s.Stack, locations[id]...)
		}
		slices.Reverse(s.Stack)
		samples = append(samples, s)
		return nil
	})
	return samples, err
}
