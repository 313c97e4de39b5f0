// Package plots draws the pictures of a notebook about gradients: functions beside their gradients, surfaces with their
// gradient fields, computation graphs with the local gradients on their edges, training curves, heat maps, histograms
// and images.
//
//	plots.FuncAndGrad(anp.Tanh, -4, 4)
//	plots.Graph(func(x, y Value) Value { return Log(x*x) + y*y + x*y }, 1, 2)
//
// Each function returns a [Figure], which a cell shows if it is the trailing expression. Figures are SVG on a panel of their own,
// which follows the reader's light or dark colour scheme; colours are safe for colour-blind readers; each figure has
// a description in words for those who cannot see it. The same figure is the same text each time.
//
// [Slider] and [Steps] make figures that a reader can change, also in exported pages.
//
// Functions panic with an error that says what to give instead when their arguments make no picture.
package plots
