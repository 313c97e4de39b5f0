package gotest

import (
	"errors"
	"io"
	"reflect"
	"regexp"
	"runtime/pprof"
	"time"
)

// deps is what package testing leaves to the programs that the go command generates. Profiles work; fuzzing and coverage
// belong to test binaries.
type deps struct{}

// seed is the testing package's own form of a fuzzing input, under no name of its own there.
type seed = struct {
	Parent     string
	Path       string
	Data       []byte
	Values     []any
	Generation int
	IsSeed     bool
}

var errFuzz = errors.New("fuzzing needs a test binary: write the test into a package and use !go test -fuzz")

func (deps) ImportPath() string                                { return "" }
func (deps) ModulePath() string                                { return "" }
func (deps) MatchString(pat, s string) (bool, error)           { return regexp.MatchString(pat, s) }
func (deps) SetPanicOnExit0(bool)                              {}
func (deps) StartCPUProfile(w io.Writer) error                 { return pprof.StartCPUProfile(w) }
func (deps) StopCPUProfile()                                   { pprof.StopCPUProfile() }
func (deps) StartTestLog(io.Writer)                            {}
func (deps) StopTestLog() error                                { return nil }
func (deps) RunFuzzWorker(func(seed) error) error              { return errFuzz }
func (deps) CheckCorpus([]any, []reflect.Type) error           { return nil }
func (deps) ResetCoverage()                                    {}
func (deps) SnapshotCoverage()                                 {}
func (deps) ReadCorpus(string, []reflect.Type) ([]seed, error) { return nil, nil }

func (deps) WriteProfileTo(name string, w io.Writer, debug int) error {
	return pprof.Lookup(name).WriteTo(w, debug)
}

func (deps) CoordinateFuzzing(time.Duration, int64, time.Duration, int64, int, []seed, []reflect.Type, string, string) error {
	return errFuzz
}

func (deps) InitRuntimeCoverage() (mode string, tearDown func(string, string) (string, error), snapshot func() float64) {
	return "", nil, nil
}
