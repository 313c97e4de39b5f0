package lower

// corpus are packages of the standard library.
var corpus = []string{"fmt", "math", "os", "strconv"}
