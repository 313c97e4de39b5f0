package display

// Result sends the value of a cell's trailing expression. The compiled form of a cell calls it.
func Result(values ...any) {
	if b := RenderAll(values...); len(b) > 0 {
		send(KindResult, "", b)
	}
}
