package ndarray

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestQR holds decompositions of sizes around those at which columns are cut to a tenth of LAPACK's bounds (‖x - Q·R‖ and ‖Qᵀ·Q - I‖ in
// units of the precision, times the larger dimension), and R to gonum's: the same signs.
func TestQR(t *testing.T) {
	r := NewRand(3)
	for _, dt := range []DType{Float64, Float32} {
		for _, s := range [][2]int{{0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 4}, {4, 1}, {5, 5}, {8, 8}, {9, 7}, {31, 31}, {32, 32}, {33, 33}, {64, 65}, {65, 64}, {100, 100}, {150, 20}, {20, 150}, {130, 130}, {300, 50}} {
			m, n := s[0], s[1]
			x := r.Normal(0, 1, m, n).AsType(dt)
			for _, complete := range []bool{false, true} {
				t.Run(fmt.Sprint(dt, " ", s, complete), func(t *testing.T) {
					q, rr := QR(x, complete)
					checkQR(t, x, q, rr)
					if m < n || n == 0 || complete {
						return
					}
					var f mat.QR
					f.Factorize(x.AsType(Float64).ToDense())
					var want mat.Dense
					f.RTo(&want)
					eps := epsilon(dt) * float64(8*m)
					if w := FromMatrix(&want).Index(Until(n)).AsType(dt); !AllClose(rr, w, 100*eps, eps) {
						t.Errorf("R differs from LAPACK's, by up to %v", Max(Abs(Subtract(rr, w)), nil, false))
					}
				})
			}
		}
	}
}

func checkQR(t *testing.T, x, q, r *Array) {
	t.Helper()
	m, n, k := x.Dim(0), x.Dim(1), q.Dim(1)
	if q.dtype != x.dtype || r.dtype != x.dtype || q.Dim(0) != m || r.Dim(0) != k || r.Dim(1) != n {
		t.Fatalf("got %v%v and %v%v", q.dtype, q.Shape(), r.dtype, r.Shape())
	}
	if m*n == 0 {
		return
	}
	unit := epsilon(x.dtype) * float64(max(m, n))
	// In float64, so that the check adds no errors of its own.
	wide := func(x *Array) *Array { return x.AsType(Float64) }
	size := func(x *Array) float64 { return Norm(x, 1.0, []int{0, 1}, false).Float() }
	if v := size(Subtract(wide(x), MatMul(wide(q), wide(r)))) / size(wide(x)) / unit; !(v < 3) {
		t.Errorf("‖x - Q·R‖ is %v units", v)
	}
	if v := size(Subtract(MatMul(wide(q).T(), wide(q)), Eye(k))) / unit; !(v < 3) {
		t.Errorf("‖Qᵀ·Q - I‖ is %v units", v)
	}
	if !ArrayEqual(r, Triu(r, 0)) {
		t.Error("R is not upper triangular")
	}
}

// TestQROdd has columns of zeros, dependent columns, triangles, and numbers near the largest and the smallest.
func TestQROdd(t *testing.T) {
	r := NewRand(4)
	for _, dt := range []DType{Float64, Float32} {
		x := r.Normal(0, 1, 40, 12)
		x.Index(Whole(), 3).Fill(0)
		x.Index(Whole(), 9).CopyFrom(x.Index(Whole(), 2))
		huge, tiny := 1e200, 1e-200
		if dt == Float32 {
			huge, tiny = 1e30, 1e-30
		}
		for name, x := range map[string]*Array{
			"dependent": x, "zero": Zeros(40, 12), "triangle": Triu(r.Normal(0, 1, 40, 40), 0),
			"huge": Multiply(r.Normal(0, 1, 40, 12), Weak(huge)), "tiny": Multiply(r.Normal(0, 1, 40, 12), Weak(tiny)),
		} {
			t.Run(fmt.Sprint(dt, " ", name), func(t *testing.T) {
				x := x.AsType(dt)
				q, r := QR(x, false)
				if name == "zero" {
					near(t, "R", r, ZerosLike(r))
					near(t, "Q", q, EyeOf(dt, 40, 12, 0))
					return
				}
				checkQR(t, x, q, r)
				if name == "triangle" && !ArrayEqual(r, x) {
					t.Error("R of a triangle is another one")
				}
			})
		}
		q, _ := QR(Full(math.NaN(), 5, 5).AsType(dt), false)
		if !math.IsNaN(q.At(0, 0)) {
			t.Errorf("%v: Q of NaN is %v", dt, q)
		}
	}
}
