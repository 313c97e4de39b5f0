package ndarray

import (
	"os"
	"os/exec"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// TestLowerLevels runs this package's tests with fewer instructions than the processor has, down to plain Go.
func TestLowerLevels(t *testing.T) {
	if testing.Short() || os.Getenv("GRADBOOK_SIMD") != "" {
		t.Skip("runs all tests again")
	}
	for level := simd.None; level < simd.Best(); level++ {
		t.Run(level.String(), func(t *testing.T) {
			command := exec.Command(os.Args[0], "-test.short")
			command.Env = append(os.Environ(), "GRADBOOK_SIMD="+level.String())
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
