package gotests

// special are the programs that no property of their text tells apart, with the reason why they say nothing about
// cells.
var special = map[string]string{}
