package wire

import "unicode/utf8"

// ByteOffset converts a cursor_pos, which counts Unicode code points, to a byte offset in code. Positions outside of the
// code are moved to its nearer end.
func ByteOffset(code string, cursor int) int {
	offset := 0
	for ; cursor > 0 && offset < len(code); cursor-- {
		_, size := utf8.DecodeRuneInString(code[offset:])
		offset += size
	}
	return offset
}

// Cursor converts a byte offset in code to a cursor_pos.
func Cursor(code string, offset int) int {
	offset = max(0, min(offset, len(code)))
	return utf8.RuneCountInString(code[:offset])
}
