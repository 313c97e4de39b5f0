package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleNormPDF() {
	fmt.Printf("%.4g\n", NormPDF(V(0), V(0), V(1)))
	// Output: 0.3989
}

func ExampleNormLogPDF() {
	fmt.Printf("%.4g\n", NormLogPDF(V(0), V(0), V(1)))
	// Output: -0.9189
}

func ExampleNormCDF() {
	fmt.Printf("%.4g\n", NormCDF(V(1.96), V(0), V(1)))
	// Output: 0.975
}

func ExampleNormLogCDF() {
	fmt.Printf("%.4g\n", NormLogCDF(V(-40), V(0), V(1)))
	// Output: -804.6
}

func ExampleNormSF() {
	fmt.Printf("%.4g\n", NormSF(V(1.96), V(0), V(1)))
	// Output: 0.025
}

func ExampleNormLogSF() {
	fmt.Printf("%.4g\n", NormLogSF(V(40), V(0), V(1)))
	// Output: -804.6
}

func ExampleBetaPDF() {
	fmt.Printf("%.4g\n", BetaPDF(V(0.5), V(2), V(2)))
	// Output: 1.5
}

func ExampleBetaLogPDF() {
	fmt.Printf("%.4g\n", BetaLogPDF(V(0.5), V(2), V(2)))
	// Output: 0.4055
}

func ExampleBetaCDF() {
	fmt.Printf("%.4g\n", BetaCDF(V(0.5), V(2), V(2)))
	// Output: 0.5
}

func ExampleChi2PDF() {
	fmt.Printf("%.4g\n", Chi2PDF(V(2), V(3)))
	// Output: 0.2076
}

func ExampleChi2LogPDF() {
	fmt.Printf("%.4g\n", Chi2LogPDF(V(2), V(3)))
	// Output: -1.572
}

func ExampleChi2CDF() {
	fmt.Printf("%.4g\n", Chi2CDF(V(2), V(3)))
	// Output: 0.4276
}

func ExampleGammaPDF() {
	fmt.Printf("%.4g\n", GammaPDF(V(2), V(3)))
	// Output: 0.2707
}

func ExampleGammaLogPDF() {
	fmt.Printf("%.4g\n", GammaLogPDF(V(2), V(3)))
	// Output: -1.307
}

func ExampleGammaCDF() {
	fmt.Printf("%.4g\n", GammaCDF(V(2), V(3)))
	// Output: 0.3233
}

func ExamplePoissonPMF() {
	fmt.Printf("%.4g\n", PoissonPMF(V(2), V(3)))
	// Output: 0.224
}

func ExamplePoissonLogPMF() {
	fmt.Printf("%.4g\n", PoissonLogPMF(V(2), V(3)))
	// Output: -1.496
}

func ExamplePoissonCDF() {
	fmt.Printf("%.4g\n", PoissonCDF(V(2), V(3)))
	// Output: 0.4232
}

func ExampleTPDF() {
	fmt.Printf("%.4g\n", TPDF(V(0), V(3), V(0), V(1)))
	// Output: 0.3676
}

func ExampleTLogPDF() {
	fmt.Printf("%.4g\n", TLogPDF(V(0), V(3), V(0), V(1)))
	// Output: -1.001
}

func ExampleTCDF() {
	fmt.Printf("%.4g\n", TCDF(V(1), V(3), V(0), V(1)))
	// Output: 0.8045
}

func ExampleTLogCDF() {
	fmt.Printf("%.4g\n", TLogCDF(V(1), V(3), V(0), V(1)))
	// Output: -0.2175
}

func ExampleDirichletPDF() {
	fmt.Println(DirichletPDF(V([]float64{0.5, 0.5}), V([]float64{2, 2})))
	// Output: 1.5
}

func ExampleDirichletLogPDF() {
	fmt.Println(DirichletLogPDF(V([]float64{0.5, 0.5}), V([]float64{2, 2})))
	// Output: 0.4054651081081644
}

func ExampleMultivariateNormalPDF() {
	fmt.Println(MultivariateNormalPDF(V([]float64{0, 0}), V([]float64{0, 0}), V(ndarray.Eye(2))))
	// Output: 0.15915494309189537
}

func ExampleMultivariateNormalLogPDF() {
	fmt.Println(MultivariateNormalLogPDF(V([]float64{0, 0}), V([]float64{0, 0}), V(ndarray.Eye(2))))
	// Output: -1.8378770664093453
}

func ExampleMultivariateNormalEntropy() {
	fmt.Println(MultivariateNormalEntropy(V(ndarray.Eye(2))))
	// Output: 2.8378770664093453
}
