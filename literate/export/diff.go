package export

// match returns for each line of b the index of the line of a that it is the same as, -1 if it is none of them: a
// longest common subsequence. The lines are compared by their words, so that indentation does not matter.
func match(a, b []string, same func(x, y string) bool) []int {
	// length[i][j] is that of the longest common subsequence of a[i:] and b[j:].
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(a[i], b[j]) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	to := make([]int, len(b))
	for i, j := 0, 0; j < len(b); {
		switch {
		case i < len(a) && same(a[i], b[j]) && length[i][j] == length[i+1][j+1]+1:
			to[j] = i
			i++
			j++
		case i < len(a) && length[i+1][j] >= length[i][j+1]:
			i++
		default:
			to[j] = -1
			j++
		}
	}
	return to
}

// fill maps runs of unmatched lines one to one where both sides have as many: lines that lowering or gofmt changed.
func fill(to []int, lenA int) {
	for j := 0; j < len(to); {
		if to[j] >= 0 {
			j++
			continue
		}
		end := j
		for end < len(to) && to[end] < 0 {
			end++
		}
		from, until := 0, lenA
		if j > 0 {
			from = to[j-1] + 1
		}
		if end < len(to) {
			until = to[end]
		}
		if until-from == end-j {
			for k := j; k < end; k++ {
				to[k] = from + k - j
			}
		}
		j = end
	}
}
