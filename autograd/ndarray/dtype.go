package ndarray

// The element types, and the table that says which type two of them give together.

// Elem lists the Go types of elements.
type Elem interface {
	bool | int64 | float32 | float64 | complex64 | complex128
}

// number is what can be added and multiplied.
type number interface {
	int64 | float32 | float64 | complex64 | complex128
}

// real is what is ordered.
type realNumber interface {
	int64 | float32 | float64
}

type floatNumber interface{ float32 | float64 }

type complexNumber interface{ complex64 | complex128 }

// DType is the type of an array's elements.
type DType uint8

// The element types, in the order of promotion within a kind.
const (
	Bool DType = iota
	Int64
	Float32
	Float64
	Complex64
	Complex128
)

// dtypes describes each DType: its NumPy name, its bytes an element, and its code in .npy headers.
var dtypes = [...]struct {
	name  string
	bytes int
	descr string
}{
	Bool:       {"bool", 1, "|b1"},
	Int64:      {"int64", 8, "<i8"},
	Float32:    {"float32", 4, "<f4"},
	Float64:    {"float64", 8, "<f8"},
	Complex64:  {"complex64", 8, "<c8"},
	Complex128: {"complex128", 16, "<c16"},
}

// String returns NumPy's name of the type.
func (d DType) String() string {
	if int(d) < len(dtypes) {
		return dtypes[d].name
	}
	return "invalid dtype"
}

// ItemSize returns the number of bytes of one element.
func (d DType) ItemSize() int { return dtypes[d].bytes }

// IsFloat reports whether d is Float32 or Float64.
func (d DType) IsFloat() bool { return d == Float32 || d == Float64 }

// IsComplex reports whether d is Complex64 or Complex128.
func (d DType) IsComplex() bool { return d == Complex64 || d == Complex128 }

// IsInexact reports whether d is a float or complex type: one that can be differentiated.
func (d DType) IsInexact() bool { return d >= Float32 }

// Real returns the type of the real part of d: Float32 for Complex64, Float64 for Complex128, else d.
func (d DType) Real() DType {
	if d.IsComplex() {
		return d - 2
	}
	return d
}

// Complex returns the complex type that holds d: Complex64 for Float32 and Complex64, else Complex128.
func (d DType) Complex() DType {
	if d == Float32 || d == Complex64 {
		return Complex64
	}
	return Complex128
}

// Float returns the type in which a function with real results computes on d: Float64 for Bool and Int64, else d.
func (d DType) Float() DType {
	if d < Float32 {
		return Float64
	}
	return d
}

// promotion holds NumPy's table of result types for two arrays (numpy.promote_types).
var promotion = [6][6]DType{
	Bool:       {Bool, Int64, Float32, Float64, Complex64, Complex128},
	Int64:      {Int64, Int64, Float64, Float64, Complex128, Complex128},
	Float32:    {Float32, Float64, Float32, Float64, Complex64, Complex128},
	Float64:    {Float64, Float64, Float64, Float64, Complex128, Complex128},
	Complex64:  {Complex64, Complex128, Complex64, Complex128, Complex64, Complex128},
	Complex128: {Complex128, Complex128, Complex128, Complex128, Complex128, Complex128},
}

// Promote returns the smallest type that holds both a and b.
func Promote(a, b DType) DType { return promotion[a][b] }

// ResultType returns the type of an operation on xs: the promotion of the types of all of them, where those made by
// [Weak] count only by their kind (bool, integer, float, complex) beside the others. It panics with a [*ValueError] if
// there are none.
func ResultType(xs ...*Array) DType {
	if len(xs) == 0 {
		panic(&ValueError{Op: "ResultType", Msg: "needs at least one array"})
	}
	if len(xs) == 2 && !xs[0].weak && !xs[1].weak {
		return promotion[xs[0].dtype][xs[1].dtype]
	}
	strong, weak := -1, -1
	for _, x := range xs {
		p := &strong
		if x.weak {
			p = &weak
		}
		if *p < 0 {
			*p = int(x.dtype)
		} else {
			*p = int(Promote(DType(*p), x.dtype))
		}
	}
	switch {
	case strong < 0:
		return DType(weak)
	case weak < 0:
		return DType(strong)
	}
	s, w := DType(strong), DType(weak)
	switch {
	case w.kind() <= s.kind():
		return s
	case w.IsComplex():
		return s.Complex()
	default:
		return Promote(s, w)
	}
}

// kind orders bool < integer < float < complex.
func (d DType) kind() int {
	return [...]int{Bool: 0, Int64: 1, Float32: 2, Float64: 2, Complex64: 3, Complex128: 3}[d]
}

// CanCast reports whether a value of type from may be stored in type to without leaving its kind (NumPy's "same_kind"
// rule): an integer in a float is fine, a float in an integer or a complex in a float is not.
func CanCast(from, to DType) bool { return from.kind() <= to.kind() }

// dtypeOf returns the DType of T.
func dtypeOf[T Elem]() DType {
	var z T
	switch any(z).(type) {
	case bool:
		return Bool
	case int64:
		return Int64
	case float32:
		return Float32
	case float64:
		return Float64
	case complex64:
		return Complex64
	default:
		return Complex128
	}
}
