package anp_test

import (
	"fmt"
	"math"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleSort() {
	fmt.Println(Sort(V([]float64{3, 1, 2}), 0))
	// Output: [1. 2. 3.]
}

func ExamplePartition() {
	fmt.Println(Partition(V([]float64{3, 1, 2}), 1, 0))
	// Output: [1. 2. 3.]
}

func ExampleArgsort() {
	fmt.Println(Argsort(V([]float64{3, 1, 2}), 0))
	// Output: [1 2 0]
}

func ExampleArgpartition() {
	fmt.Println(Argpartition(V([]float64{3, 1, 2}), 1, 0))
	// Output: [1 2 0]
}

func ExampleArgmax() {
	fmt.Println(Argmax(V([][]float64{{1, 2}, {3, 4}}), ndarray.Flat), Argmax(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: 3 [1 1]
}

func ExampleArgmin() {
	fmt.Println(Argmin(V([][]float64{{1, 2}, {3, 4}}), 1))
	// Output: [0 0]
}

func ExampleNonzero() {
	fmt.Println(Nonzero(V([]float64{0, 5, 6})))
	// Output: [[1 2]]
}

func ExampleFlatnonzero() {
	fmt.Println(Flatnonzero(V([]float64{0, 5, 6})))
	// Output: [1 2]
}

func ExampleArgwhere() {
	fmt.Println(Argwhere(V([]float64{0, 5, 6})))
	// Output:
	// [[1]
	//  [2]]
}

func ExampleSearchsorted() {
	fmt.Println(Searchsorted(V([]float64{1, 2, 3}), V(2.5)))
	// Output: 2
}

func ExampleTake() {
	fmt.Println(Take(V([]float64{1, 2, 3}), V([]int{2, 0}), 0))
	// Output: [3. 1.]
}

func ExampleTakeAlongAxis() {
	fmt.Println(TakeAlongAxis(V([][]float64{{1, 2}, {3, 4}}), V([][]int{{1}, {0}}), 1))
	// Output:
	// [[2.]
	//  [3.]]
}

func ExampleCompress() {
	fmt.Println(Compress(V([]bool{true, false, true}), V([]float64{1, 2, 3}), 0))
	// Output: [1. 3.]
}

func ExampleExtract() {
	fmt.Println(Extract(V([][]float64{{1, 2}, {3, 4}}).Greater(V(2)), V([][]float64{{1, 2}, {3, 4}})))
	// Output: [3. 4.]
}

func ExampleClip() {
	fmt.Println(Clip(V([]float64{1, 2, 3}), V(1.5), V(2.5)))
	// Output: [1.5 2.  2.5]
}

func ExampleNanToNum() {
	fmt.Printf("%.4g\n", NanToNum(V(math.NaN())))
	// Output: 0
}

func ExampleSelect() {
	fmt.Println(Select([]Value{V([]float64{1, 2, 3}).Less(V(2))}, []Value{V(0)}, V([]float64{1, 2, 3})))
	// Output: [0. 2. 3.]
}

func ExampleNanSum() {
	fmt.Println(NanSum(V([]float64{1, math.NaN()})))
	// Output: 1
}

func ExampleNanProd() {
	fmt.Println(NanProd(V([]float64{2, 3, math.NaN()})))
	// Output: 6
}

func ExampleNanMean() {
	fmt.Println(NanMean(V([]float64{1, 3, math.NaN()})))
	// Output: 2
}

func ExampleNanVar() {
	fmt.Println(NanVar(V([]float64{1, 3, math.NaN()})))
	// Output: 1
}

func ExampleNanStd() {
	fmt.Println(NanStd(V([]float64{1, 3, math.NaN()})))
	// Output: 1
}

func ExampleNanMax() {
	fmt.Println(NanMax(V([]float64{1, math.NaN()})))
	// Output: 1
}

func ExampleNanMin() {
	fmt.Println(NanMin(V([]float64{1, math.NaN()})))
	// Output: 1
}

func ExampleQuantile() {
	fmt.Println(Quantile(V([]float64{1, 2, 3}), V(0.25), 0))
	// Output: 1.5
}

func ExamplePercentile() {
	fmt.Println(Percentile(V([]float64{1, 2, 3}), V(75), 0))
	// Output: 2.5
}

func ExampleMedian() {
	fmt.Println(Median(V([]float64{4, 1, 3, 2}), 0))
	// Output: 2.5
}

func ExampleCumSum() {
	fmt.Println(CumSum(V([]float64{1, 2, 3}), 0))
	// Output: [1. 3. 6.]
}

func ExampleCumProd() {
	fmt.Println(CumProd(V([]float64{1, 2, 3}), 0))
	// Output: [1. 2. 6.]
}

func ExampleDiff() {
	fmt.Println(Diff(V([]float64{1, 4, 9}), 1, 0))
	// Output: [3. 5.]
}

func ExampleGradient() {
	fmt.Println(Gradient(V([]float64{1, 4, 9}), 1, 0))
	// Output: [3. 4. 5.]
}

func ExampleInterp() {
	fmt.Println(Interp(V(1.5), V([]float64{1, 2}), V([]float64{10, 20})))
	// Output: 15
}
