package ndarray_test

// Examples: reductions, scans, statistics.

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleSum() {
	x := ndarray.FromSlice([][]float64{{1, 2, 3}, {4, 5, 6}})
	fmt.Println(ndarray.Sum(x, nil, false), ndarray.Sum(x, []int{0}, false), ndarray.Sum(x, []int{-1}, true).Shape())
	// Output:
	// 21.0 [5. 7. 9.] [2 1]
}

func ExampleProd() {
	fmt.Println(ndarray.Prod(ndarray.Arange(1, 5, 1), nil, false))
	// Output:
	// 24.0
}

func ExampleMax() {
	fmt.Println(ndarray.Max(ndarray.FromSlice([][]int{{1, 5}, {4, 2}}), []int{0}, false))
	// Output:
	// [4 5]
}

func ExampleMin() {
	fmt.Println(ndarray.Min(ndarray.FromSlice([][]int{{1, 5}, {4, 2}}), []int{0}, false))
	// Output:
	// [1 2]
}

func ExampleAny() {
	fmt.Println(ndarray.Any(ndarray.FromSlice([][]bool{{true, false}, {false, false}}), []int{1}, false))
	// Output:
	// [ True False]
}

func ExampleAll() {
	fmt.Println(ndarray.All(ndarray.FromSlice([][]bool{{true, true}, {true, false}}), []int{1}, false))
	// Output:
	// [ True False]
}

func ExampleCountNonzero() {
	fmt.Println(ndarray.CountNonzero(ndarray.Of([]float64{1, 0, 3}), nil, false))
	// Output:
	// 2
}

func ExampleMean() {
	fmt.Println(ndarray.Mean(ndarray.FromSlice([]int{1, 2, 6}), nil, false))
	// Output:
	// 3.0
}

func ExampleVar() {
	fmt.Println(ndarray.Var(ndarray.Of([]float64{1, 2, 3}), nil, 0, false), ndarray.Var(ndarray.Of([]float64{1, 2, 3}), nil, 1, false))
	// Output:
	// 0.6666666666666666 1.0
}

func ExampleStd() {
	fmt.Println(ndarray.Std(ndarray.Of([]float64{1, 3}), nil, 0, false))
	// Output:
	// 1.0
}

func ExamplePtp() {
	fmt.Println(ndarray.Ptp(ndarray.Of([]float64{3, 1, 7}), nil, false))
	// Output:
	// 6.0
}

func ExampleAverage() {
	fmt.Println(ndarray.Average(ndarray.Of([]float64{1, 2}), ndarray.Of([]float64{3, 1}), nil, false))
	// Output:
	// 1.25
}

func ExampleMedian() {
	fmt.Println(ndarray.Median(ndarray.Of([]float64{5, 1, 3, 4}), nil, false))
	// Output:
	// 3.5
}

func ExampleQuantile() {
	fmt.Println(ndarray.Quantile(ndarray.Arange(0, 11, 1), ndarray.Of([]float64{0.25, 0.5}), nil, ndarray.QuantileLinear, false))
	// Output:
	// [2.5 5. ]
}

func ExamplePercentile() {
	fmt.Println(ndarray.Percentile(ndarray.Arange(0, 11, 1), ndarray.Scalar(90.0), nil, ndarray.QuantileLinear, false))
	// Output:
	// 9.0
}

func ExampleQuantilePlace() {
	fmt.Println(ndarray.QuantilePlace(5, 0.3, ndarray.QuantileLower))
	// Output:
	// 1 1 0
}

func ExampleCov() {
	fmt.Println(ndarray.Cov(ndarray.FromSlice([][]float64{{1, 2, 3}, {3, 2, 1}}), 1))
	// Output:
	// [[ 1. -1.]
	//  [-1.  1.]]
}

func ExampleCorrCoef() {
	fmt.Println(ndarray.CorrCoef(ndarray.FromSlice([][]float64{{1, 2, 3}, {6, 4, 2}})))
	// Output:
	// [[ 1. -1.]
	//  [-1.  1.]]
}

func ExampleHistogram() {
	counts, edges := ndarray.Histogram(ndarray.Of([]float64{1, 2, 2, 3, 4}), 3, 1, 4)
	fmt.Println(counts, edges)
	// Output:
	// [1 2 2] [1. 2. 3. 4.]
}

func ExampleNanSum() {
	fmt.Println(ndarray.NanSum(ndarray.Of([]float64{1, math.NaN()}), nil, false))
	// Output:
	// 1.0
}

func ExampleNanProd() {
	fmt.Println(ndarray.NanProd(ndarray.Of([]float64{2, math.NaN()}), nil, false))
	// Output:
	// 2.0
}

func ExampleNanMax() {
	fmt.Println(ndarray.NanMax(ndarray.Of([]float64{2, math.NaN()}), nil, false))
	// Output:
	// 2.0
}

func ExampleNanMin() {
	fmt.Println(ndarray.NanMin(ndarray.Of([]float64{2, math.NaN()}), nil, false))
	// Output:
	// 2.0
}

func ExampleNanMean() {
	fmt.Println(ndarray.NanMean(ndarray.Of([]float64{2, math.NaN(), 4}), nil, false))
	// Output:
	// 3.0
}

func ExampleNanVar() {
	fmt.Println(ndarray.NanVar(ndarray.Of([]float64{2, math.NaN(), 4}), nil, 0, false))
	// Output:
	// 1.0
}

func ExampleNanStd() {
	fmt.Println(ndarray.NanStd(ndarray.Of([]float64{2, math.NaN(), 4}), nil, 0, false))
	// Output:
	// 1.0
}

func ExampleNanMedian() {
	fmt.Println(ndarray.NanMedian(ndarray.Of([]float64{2, math.NaN(), 4}), nil, false))
	// Output:
	// 3.0
}

func ExampleNanQuantile() {
	fmt.Println(ndarray.NanQuantile(ndarray.Of([]float64{2, math.NaN(), 4}), ndarray.Scalar(0.25), nil, ndarray.QuantileLinear, false))
	// Output:
	// 2.5
}

func ExampleNanArgMax() {
	fmt.Println(ndarray.NanArgMax(ndarray.Of([]float64{2, math.NaN(), 4}), 0, false))
	// Output:
	// 2
}

func ExampleNanArgMin() {
	fmt.Println(ndarray.NanArgMin(ndarray.Of([]float64{2, math.NaN(), 4}), 0, false))
	// Output:
	// 0
}

func ExampleNanCumSum() {
	fmt.Println(ndarray.NanCumSum(ndarray.Of([]float64{2, math.NaN(), 4}), 0))
	// Output:
	// [2. 2. 6.]
}

func ExampleNanCumProd() {
	fmt.Println(ndarray.NanCumProd(ndarray.Of([]float64{2, math.NaN(), 4}), 0))
	// Output:
	// [2. 2. 8.]
}

func ExampleCountNumbers() {
	fmt.Println(ndarray.CountNumbers(ndarray.Of([]float64{2, math.NaN(), 4}), nil, false))
	// Output:
	// 2
}

func ExampleCumSum() {
	x := ndarray.FromSlice([][]int{{1, 2}, {3, 4}})
	fmt.Println(ndarray.CumSum(x, ndarray.Flat))
	fmt.Println(ndarray.CumSum(x, 0))
	// Output:
	// [ 1  3  6 10]
	// [[1 2]
	//  [4 6]]
}

func ExampleCumProd() {
	fmt.Println(ndarray.CumProd(ndarray.Arange(1, 5, 1), 0))
	// Output:
	// [ 1.  2.  6. 24.]
}

func ExampleCumMax() {
	fmt.Println(ndarray.CumMax(ndarray.Of([]float64{1, 3, 2, 5}), 0))
	// Output:
	// [1. 3. 3. 5.]
}

func ExampleCumMin() {
	fmt.Println(ndarray.CumMin(ndarray.Of([]float64{4, 3, 5, 1}), 0))
	// Output:
	// [4. 3. 3. 1.]
}

func ExampleDiff() {
	fmt.Println(ndarray.Diff(ndarray.Of([]float64{1, 4, 9, 16}), 1, 0), ndarray.Diff(ndarray.Of([]float64{1, 4, 9, 16}), 2, 0))
	// Output:
	// [3. 5. 7.] [2. 2.]
}

func ExampleGradient() {
	fmt.Println(ndarray.Gradient(ndarray.Of([]float64{1, 4, 9, 16}), 1, 0))
	// Output:
	// [3. 4. 6. 7.]
}

func ExampleArgMax() {
	fmt.Println(ndarray.ArgMax(ndarray.FromSlice([][]int{{1, 5}, {4, 2}}), 1, false), ndarray.ArgMax(ndarray.FromSlice([][]int{{1, 5}, {4, 2}}), ndarray.Flat, false))
	// Output:
	// [1 0] 1
}

func ExampleArgMin() {
	fmt.Println(ndarray.ArgMin(ndarray.FromSlice([][]int{{1, 5}, {4, 2}}), 0, false))
	// Output:
	// [0 1]
}
