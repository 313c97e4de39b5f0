package anp

import "github.com/gradbook/gradbook/autograd"

// The rows of this package's tables, which are written without field names; see the types of package autograd.
type (
	unary  autograd.Unary
	binary autograd.Binary

	plainUnary autograd.PlainUnary
	plainRow   autograd.Plain[[]int]
)
