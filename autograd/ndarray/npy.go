package ndarray

// NumPy's own files: .npy holds one array, .npz a zip archive of named ones. Format: numpy/lib/format.py, versions 1 to 3.

import (
	"archive/zip"
	"bufio"
	"bytes"
	bin "encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

const npyMagic = "\x93NUMPY"

// WriteNpy writes x to w in the .npy format, row-major and little-endian.
func WriteNpy(w io.Writer, x *Array) error {
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }", dtypes[x.dtype].descr, shapeString(x.shape))
	// Magic, version, length and header end on a multiple of 64 bytes with a newline.
	pad := 63 - (len(npyMagic)+4+len(header))%64
	header += strings.Repeat(" ", pad) + "\n"
	b := append([]byte(npyMagic), 1, 0)
	b = bin.LittleEndian.AppendUint16(b, uint16(len(header)))
	if _, err := w.Write(append(b, header...)); err != nil {
		return fmt.Errorf("ndarray: writing .npy: %w", err)
	}
	c := x.Contiguous()
	var data any
	lo, hi := c.offset, c.offset+c.Size()
	switch c.dtype {
	case Bool:
		data = elems[bool](c)[lo:hi]
	case Int64:
		data = elems[int64](c)[lo:hi]
	case Float32:
		data = elems[float32](c)[lo:hi]
	case Float64:
		data = c.floats()[lo:hi]
	case Complex64:
		data = elems[complex64](c)[lo:hi]
	case Complex128:
		data = elems[complex128](c)[lo:hi]
	}
	if err := bin.Write(w, bin.LittleEndian, data); err != nil {
		return fmt.Errorf("ndarray: writing .npy: %w", err)
	}
	return nil
}

// npyTypes says how elements of a .npy type are read: their size, the type they get, and how one is made of its bits.
var npyTypes = map[string]struct {
	size  int
	dtype DType
	value func(b []byte, order bin.ByteOrder) complex128
}{
	"b1": {1, Bool, func(b []byte, _ bin.ByteOrder) complex128 { return complex(float64(b[0]), 0) }},
	"i1": {1, Int64, func(b []byte, _ bin.ByteOrder) complex128 { return complex(float64(int8(b[0])), 0) }},
	"u1": {1, Int64, func(b []byte, _ bin.ByteOrder) complex128 { return complex(float64(b[0]), 0) }},
	"i2": {2, Int64, func(b []byte, o bin.ByteOrder) complex128 { return complex(float64(int16(o.Uint16(b))), 0) }},
	"u2": {2, Int64, func(b []byte, o bin.ByteOrder) complex128 { return complex(float64(o.Uint16(b)), 0) }},
	"i4": {4, Int64, func(b []byte, o bin.ByteOrder) complex128 { return complex(float64(int32(o.Uint32(b))), 0) }},
	"u4": {4, Int64, func(b []byte, o bin.ByteOrder) complex128 { return complex(float64(o.Uint32(b)), 0) }},
	"i8": {8, Int64, nil},
	"u8": {8, Int64, nil},
	"f2": {2, Float32, func(b []byte, o bin.ByteOrder) complex128 { return complex(halfFloat(o.Uint16(b)), 0) }},
	"f4": {4, Float32, func(b []byte, o bin.ByteOrder) complex128 {
		return complex(float64(math.Float32frombits(o.Uint32(b))), 0)
	}},
	"f8": {8, Float64, func(b []byte, o bin.ByteOrder) complex128 { return complex(math.Float64frombits(o.Uint64(b)), 0) }},
	"c8": {8, Complex64, func(b []byte, o bin.ByteOrder) complex128 {
		return complex(float64(math.Float32frombits(o.Uint32(b))), float64(math.Float32frombits(o.Uint32(b[4:]))))
	}},
	"c16": {16, Complex128, func(b []byte, o bin.ByteOrder) complex128 {
		return complex(math.Float64frombits(o.Uint64(b)), math.Float64frombits(o.Uint64(b[8:])))
	}},
}

// halfFloat returns the value of a 16-bit float.
func halfFloat(h uint16) float64 {
	sign, exp, frac := 1.0, int(h>>10&31), float64(h&1023)
	if h>>15 == 1 {
		sign = -1
	}
	switch exp {
	case 0:
		return sign * math.Ldexp(frac, -24)
	case 31:
		if frac == 0 {
			return math.Inf(int(sign))
		}
		return math.NaN()
	}
	return sign * math.Ldexp(1024+frac, exp-25)
}

var (
	npyDescr   = regexp.MustCompile(`'descr':\s*'([<>|=])([a-z][0-9]+)'`)
	npyFortran = regexp.MustCompile(`'fortran_order':\s*(True|False)`)
	npyShape   = regexp.MustCompile(`'shape':\s*\(([0-9, ]*)\)`)
)

// ReadNpy reads an array in the .npy format, of any byte order and memory order. Integers of all sizes become Int64, float16
// becomes Float32. Object arrays, strings and records are an error.
func ReadNpy(r io.Reader) (*Array, error) {
	x, err := readNpy(r)
	if err != nil {
		return nil, fmt.Errorf("ndarray: reading .npy: %w", err)
	}
	return x, nil
}

func readNpy(r io.Reader) (*Array, error) {
	head := make([]byte, 8)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	if string(head[:6]) != npyMagic {
		return nil, fmt.Errorf("this is no .npy file: it begins with %q", head[:6])
	}
	size := make([]byte, 4)
	if head[6] < 1 || head[6] > 3 {
		return nil, fmt.Errorf("unknown version %d.%d", head[6], head[7])
	}
	if head[6] == 1 {
		size = size[:2]
	}
	if _, err := io.ReadFull(r, size); err != nil {
		return nil, err
	}
	length := int64(bin.LittleEndian.Uint32(append(size, 0, 0)))
	if length > 1<<20 {
		return nil, fmt.Errorf("the header of %d bytes is too long", length)
	}
	header := make([]byte, length)
	if _, err := io.ReadFull(r, header); err != nil {
		return nil, err
	}
	descr, fortran, dims := npyDescr.FindSubmatch(header), npyFortran.FindSubmatch(header), npyShape.FindSubmatch(header)
	if descr == nil || fortran == nil || dims == nil {
		return nil, fmt.Errorf("cannot read arrays with the header %s", bytes.TrimSpace(header))
	}
	kind, ok := npyTypes[string(descr[2])]
	if !ok {
		return nil, fmt.Errorf("elements of type %s cannot be read; there are bools, integers, floats and complex numbers", descr[2])
	}
	shape := []int{}
	for _, s := range strings.Split(string(dims[1]), ",") {
		if s = strings.TrimSpace(s); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil {
				return nil, err
			}
			shape = append(shape, n)
		}
	}
	n, err := checkedSize(shape)
	if err != nil {
		return nil, err
	}
	// Read first, so that a false shape does not make memory be allocated.
	data, err := io.ReadAll(io.LimitReader(r, int64(n)*int64(kind.size)))
	if err != nil {
		return nil, err
	}
	if len(data) != n*kind.size {
		return nil, fmt.Errorf("shape %s needs %d bytes, there are %d", shapeString(shape), n*kind.size, len(data))
	}
	var order bin.ByteOrder = bin.LittleEndian
	if descr[1][0] == '>' {
		order = bin.BigEndian
	}
	x := New(kind.dtype, n)
	if kind.value == nil {
		for i, s := 0, elems[int64](x); i < n; i++ {
			u := order.Uint64(data[i*8:])
			if string(descr[2]) == "u8" && u > math.MaxInt64 {
				return nil, fmt.Errorf("element %d, %d, is too large for int64", i, u)
			}
			s[i] = int64(u)
		}
	} else {
		for i := range n {
			x.setComplex(i, kind.value(data[i*kind.size:], order))
		}
	}
	if string(fortran[1]) == "True" {
		for i, j := 0, len(shape)-1; i < j; i, j = i+1, j-1 {
			shape[i], shape[j] = shape[j], shape[i]
		}
		return x.Reshape(shape...).T(), nil
	}
	return x.Reshape(shape...), nil
}

// SaveNpy writes x to a .npy file.
func SaveNpy(file string, x *Array) error {
	return save(file, func(w io.Writer) error { return WriteNpy(w, x) })
}

// save writes a file through a buffer and returns the first error, that of closing included.
func save(file string, write func(w io.Writer) error) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("ndarray: %w", err)
	}
	w := bufio.NewWriter(f)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// LoadNpy reads a .npy file.
func LoadNpy(file string) (*Array, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("ndarray: %w", err)
	}
	defer f.Close()
	return ReadNpy(bufio.NewReader(f))
}

// SaveNpz writes named arrays to an .npz file, compressed.
func SaveNpz(file string, xs map[string]*Array) error {
	return save(file, func(w io.Writer) error { return WriteNpz(w, xs) })
}

// WriteNpz writes named arrays to w in the .npz format, compressed, in the order of their names.
func WriteNpz(w io.Writer, xs map[string]*Array) error {
	z := zip.NewWriter(w)
	names := make([]string, 0, len(xs))
	for name := range xs {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		part, err := z.Create(name + ".npy")
		if err != nil {
			return fmt.Errorf("ndarray: writing .npz: %w", err)
		}
		if err := WriteNpy(part, xs[name]); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("ndarray: writing .npz: %w", err)
	}
	return nil
}

// LoadNpz reads the named arrays of an .npz file.
func LoadNpz(file string) (map[string]*Array, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("ndarray: %w", err)
	}
	return ReadNpz(bytes.NewReader(data), int64(len(data)))
}

// ReadNpz reads named arrays in the .npz format from r, which has size bytes.
func ReadNpz(r io.ReaderAt, size int64) (map[string]*Array, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("ndarray: reading .npz: %w", err)
	}
	out := make(map[string]*Array, len(z.File))
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("ndarray: reading .npz: %s: %w", f.Name, err)
		}
		x, err := readNpy(part)
		part.Close()
		if err != nil {
			return nil, fmt.Errorf("ndarray: reading .npz: %s: %w", f.Name, err)
		}
		out[strings.TrimSuffix(f.Name, ".npy")] = x
	}
	return out, nil
}
