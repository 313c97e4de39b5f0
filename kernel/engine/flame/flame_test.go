package flame

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
)

//go:noinline
func spin(d time.Duration) (n int) {
	for from := time.Now(); time.Since(from) < d; n++ {
	}
	return n
}

// TestRead reads a profile that this process has just made: the function that took the time is in it, below its caller.
func TestRead(t *testing.T) {
	var data bytes.Buffer
	if err := pprof.StartCPUProfile(&data); err != nil {
		t.Skip(err) // the tests themselves are profiled
	}
	spin(300 * time.Millisecond)
	pprof.StopCPUProfile()
	samples, err := Read(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var spun int64
	for _, s := range samples {
		caller := false
		for _, f := range s.Stack {
			caller = caller || strings.HasSuffix(f.Func, "flame.TestRead")
			if strings.HasSuffix(f.Func, "flame.spin") && caller {
				if !strings.HasSuffix(f.File, "flame_test.go") || f.Line == 0 {
					t.Errorf("spin is at %s:%d", f.File, f.Line)
				}
				spun += s.Value
				break
			}
		}
	}
	if spun < int64(50*time.Millisecond) {
		t.Errorf("%v in spin of 300 ms: %+v", time.Duration(spun), samples)
	}
}

func TestRead_malformed(t *testing.T) {
	for _, c := range []struct {
		name string
		data string
	}{{"empty", ""}, {"no gzip", "profile"}} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Read([]byte(c.data)); err == nil {
				t.Error("no error")
			}
		})
	}
	for _, b := range [][]byte{{0x80}, {0x0a, 5, 1}, {0x0d, 1, 2, 3, 4}} {
		if _, err := decode(b); !errors.Is(err, errMalformed) {
			t.Errorf("decode(%x) gives the error %v", b, err)
		}
	}
}

var samples = []Sample{
	{Stack: []Frame{{Func: "main.f", File: "cell[1]", Line: 2}, {Func: "main.g[...]"}}, Value: 3e9},
	{Stack: []Frame{{Func: "main.f"}}, Value: 1e9},
	{Stack: []Frame{{Func: "sort.<x>"}}, Value: 4e9},
}

func TestSVG(t *testing.T) {
	svg := SVG(samples)
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("no XML: %v\n%s", err, svg)
		}
	}
	for _, want := range []string{"main.f\ncell[1]:2\n4s, 50.0 %", "main.g[...]\n3s, 37.5 %", "sort.&lt;x&gt;\n4s, 50.0 %", `width="480.0"`, `width="360.0"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %q:\n%s", want, svg)
		}
	}
}

func TestHot(t *testing.T) {
	const want = " 50.0 %        4s  sort.<x>\n 37.5 %        3s  main.g[...]\n… 1 more functions\n"
	if got := Hot(samples, 2); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}
