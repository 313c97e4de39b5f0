package ndarray

// Eigenvalues and singular values of single float64 matrices, row-major without gaps, by gonum's LAPACK.

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack"
	lapackgo "gonum.org/v1/gonum/lapack/gonum"
)

var lap lapackgo.Implementation

// svdReal writes the factors of a. It returns false if the iteration did not converge.
func svdReal(a []float64, m, n int, full bool, u, s, vt []float64) bool {
	if m == 0 || n == 0 {
		eye(u, m)
		eye(vt, n)
		return true
	}
	job := lapack.SVDStore
	ldu := min(m, n)
	if full {
		job, ldu = lapack.SVDAll, m
	}
	for _, v := range a {
		if v != v || math.Abs(v) > maxFloat {
			return false
		}
	}
	work := append([]float64(nil), a...)
	buf := make([]float64, 1)
	lap.Dgesvd(job, job, m, n, work, n, s, u, ldu, vt, n, buf, -1)
	buf = make([]float64, int(buf[0]))
	return lap.Dgesvd(job, job, m, n, work, n, s, u, ldu, vt, n, buf, len(buf))
}

// eye writes the identity to a as far as it is square.
func eye[T float64 | complex128](a []T, n int) {
	if len(a) == n*n {
		for i := range n {
			a[i*n+i] = 1
		}
	}
}

// eighReal overwrites the symmetric a with its eigenvectors.
func eighReal(a []float64, n int, w []float64) bool {
	if n == 0 {
		return true
	}
	for _, v := range a {
		if v != v || math.Abs(v) > maxFloat {
			return false
		}
	}
	buf := make([]float64, 1)
	lap.Dsyev(lapack.EVCompute, blas.Lower, n, a, n, w, buf, -1)
	buf = make([]float64, int(buf[0]))
	return lap.Dsyev(lapack.EVCompute, blas.Lower, n, a, n, w, buf, len(buf))
}

// eigReal writes the eigenvalues and eigenvectors of a.
func eigReal(a []float64, n int, w, v []complex128) bool {
	if n == 0 {
		return true
	}
	for _, e := range a {
		if e != e || math.Abs(e) > maxFloat {
			return false
		}
	}
	work := append([]float64(nil), a...)
	re, im, vr := make([]float64, n), make([]float64, n), make([]float64, n*n)
	buf := make([]float64, 1)
	lap.Dgeev(lapack.LeftEVNone, lapack.RightEVCompute, n, work, n, re, im, nil, 1, vr, n, buf, -1)
	buf = make([]float64, int(buf[0]))
	if lap.Dgeev(lapack.LeftEVNone, lapack.RightEVCompute, n, work, n, re, im, nil, 1, vr, n, buf, len(buf)) != 0 {
		return false
	}
	for j := 0; j < n; j++ {
		w[j] = complex(re[j], im[j])
		if im[j] == 0 {
			for i := range n {
				v[i*n+j] = complex(vr[i*n+j], 0)
			}
			continue
		}
		// A conjugate pair: its vectors are column j ± i times column j+1.
		w[j+1] = complex(re[j], -im[j])
		for i := range n {
			v[i*n+j] = complex(vr[i*n+j], vr[i*n+j+1])
			v[i*n+j+1] = complex(vr[i*n+j], -vr[i*n+j+1])
		}
		j++
	}
	return true
}
