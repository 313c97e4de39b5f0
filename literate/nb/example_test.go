package nb_test

import (
	"fmt"

	"github.com/gradbook/gradbook/literate/nb"
)

func ExampleNew() {
	n := nb.New()
	n.Add(nb.Code, "x := 3.0\nx * x").ID = "square"
	fmt.Printf("%s", n.Bytes()[:124])
	// Output:
	// {
	//  "cells": [
	//   {
	//    "cell_type": "code",
	//    "execution_count": null,
	//    "id": "square",
	//    "metadata": {},
	//    "outputs": []
}

func ExampleParse() {
	_, err := nb.Parse([]byte(`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
	{"cell_type": "code", "id": "a1", "metadata": {}, "source": "x", "outputs": []}]}`))
	fmt.Println(err)
	// Output:
	// cell 1 (id a1): missing property 'execution_count'
}
