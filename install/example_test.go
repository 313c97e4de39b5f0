package install_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/gradbook/gradbook/install"
)

func ExampleSpec_Write() {
	prefix, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(prefix)
	place := install.Place{Prefix: prefix}
	dir, err := install.NewSpec("/usr/local/bin/gradbook").Write(place)
	if err != nil {
		log.Fatal(err)
	}
	short, err := filepath.Rel(prefix, dir)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(short)
	_, err = install.Remove(place)
	fmt.Println(err)
	// Output:
	// share/jupyter/kernels/gradbook
	// <nil>
}
