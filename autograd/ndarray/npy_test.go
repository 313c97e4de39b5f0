package ndarray

import (
	"bytes"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// halves are the float16 values of files.py.
var halves = []float64{0.5, -2, 65504, 5.960464477539063e-08, math.Inf(1), 0}

func TestReadNumPyFiles(t *testing.T) {
	files, err := LoadNpz("testdata/files.npz")
	if err != nil {
		t.Fatal(err)
	}
	count := ArangeInt(0, 6, 1).Reshape(2, 3)
	want := map[string]*Array{
		"fortran": Multiply(count, Scalar(0.5)),
		"big":     count.AsType(Float64),
		"int8":    Subtract(count, Scalar(int64(3))),
		"uint16":  count,
		"big32":   count,
		"half":    Of(halves, 2, 3).AsType(Float32),
		"bool":    Greater(count, Scalar(int64(2))),
		"c8":      Multiply(count, Scalar(1i)).AsType(Complex64),
		"c16":     Add(count, Scalar(1i)),
		"scalar":  Scalar(2.5),
		"empty":   Zeros(0, 3),
	}
	if len(files) != len(want) {
		t.Errorf("got %d arrays, want %d", len(files), len(want))
	}
	for name, w := range want {
		got, ok := files[name]
		if !ok {
			t.Errorf("%s is missing", name)
			continue
		}
		if msg := differ(got, w); msg != "" {
			t.Errorf("%s: %s", name, msg)
		}
	}
}

// everyKind returns arrays of all types and several layouts.
func everyKind() map[string]*Array {
	out := map[string]*Array{"0-d": Scalar(1.5), "empty": New(Int64, 2, 0, 3)}
	for dt := Bool; dt <= Complex128; dt++ {
		x := Of([]complex128{0, 1, -2.5, 3 + 1i, complex(math.Inf(1), -0.5), 7}, 2, 3).AsType(dt)
		if dt == Int64 {
			x = FromSlice([][]int{{0, 1, -2}, {math.MaxInt64, math.MinInt64, 5}})
		}
		out[dt.String()], out[dt.String()+" transposed"], out[dt.String()+" backwards"] = x, x.T(), x.Flip(1)
	}
	return out
}

func TestNpyRoundTrip(t *testing.T) {
	dir := t.TempDir()
	for name, x := range everyKind() {
		file := filepath.Join(dir, "x.npy")
		if err := SaveNpy(file, x); err != nil {
			t.Fatal(err)
		}
		y, err := LoadNpy(file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !y.IsContiguous() || y.DType() != x.DType() || !ArrayEqual(x, y) {
			t.Errorf("%s: wrote %v, read %v", name, x, y)
		}
	}
	file := filepath.Join(dir, "x.npz")
	if err := SaveNpz(file, everyKind()); err != nil {
		t.Fatal(err)
	}
	back, err := LoadNpz(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range everyKind() {
		if !ArrayEqual(back[name], x) {
			t.Errorf("npz: %s: wrote %v, read %v", name, x, back[name])
		}
	}
}

func TestNpyErrors(t *testing.T) {
	var good bytes.Buffer
	if err := WriteNpy(&good, Ones(2, 3)); err != nil {
		t.Fatal(err)
	}
	header := func(s string) []byte {
		return append([]byte(npyMagic+"\x01\x00"+string([]byte{byte(len(s)), 0})), s...)
	}
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"empty", "EOF", nil},
		{"not npy", "no .npy file", []byte("PK\x03\x04 and more")},
		{"version", "unknown version 9.0", []byte(npyMagic + "\x09\x00\x00\x00")},
		{"cut", "needs 48 bytes, there are 40", good.Bytes()[:good.Len()-8]},
		{"object", "cannot read", header("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }")},
		{"huge", "bad shape", header("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 99999999999), }")},
		{"false size", "there are 0", header("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999,), }")},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadNpy(bytes.NewReader(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
	if _, err := LoadNpy("testdata/text.npy"); err == nil || !strings.Contains(err.Error(), "U2") {
		t.Errorf("text: got error %v", err)
	}
	if _, err := LoadNpy("testdata/absent.npy"); err == nil {
		t.Error("an absent file gives no error")
	}
}

func FuzzReadNpy(f *testing.F) {
	for _, x := range everyKind() {
		var b bytes.Buffer
		if err := WriteNpy(&b, x); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if x, err := ReadNpy(bytes.NewReader(data)); err == nil {
			_ = x.String() // what was read can be used
		}
	})
}
