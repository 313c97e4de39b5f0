package merge

// Three-way merge of sequences: what both sides have changed since their base.

// hunk is a run of elements: the same on all sides (base, ours and theirs are equal), or changed on at least one.
type hunk[T comparable] struct {
	base, ours, theirs []T
	changed            bool
}

// three cuts three sequences into hunks.
func three[T comparable](base, ours, theirs []T) []hunk[T] {
	a, b := match(base, ours), match(base, theirs)
	var hunks []hunk[T]
	i, j, k := 0, 0, 0 // what is cut already of base, ours, theirs
	flush := func(i2, j2, k2 int) {
		if i < i2 || j < j2 || k < k2 {
			hunks = append(hunks, hunk[T]{base[i:i2], ours[j:j2], theirs[k:k2], true})
		}
		i, j, k = i2, j2, k2
	}
	for at := range base {
		if a[at] >= 0 && b[at] >= 0 { // on all sides
			flush(at, a[at], b[at])
			same := base[at : at+1]
			hunks = append(hunks, hunk[T]{same, same, same, false})
			i, j, k = at+1, a[at]+1, b[at]+1
		}
	}
	flush(len(base), len(ours), len(theirs))
	return hunks
}

// match returns for each element of a the index in b of the same element of a longest common subsequence, -1 if it is
// not in that.
func match[T comparable](a, b []T) []int {
	to := make([]int, len(a))
	for i := range to {
		to[i] = -1
	}
	// What is the same at both ends need not be searched.
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		to[start] = start
		start++
	}
	endA, endB := len(a), len(b)
	for endA > start && endB > start && a[endA-1] == b[endB-1] {
		endA--
		endB--
		to[endA] = endB
	}
	inA, inB := a[start:endA], b[start:endB]
	length := make([][]int32, len(inA)+1)
	for i := range length {
		length[i] = make([]int32, len(inB)+1)
	}
	for i := len(inA) - 1; i >= 0; i-- {
		for j := len(inB) - 1; j >= 0; j-- {
			if inA[i] == inB[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(inA) && j < len(inB); {
		switch {
		case inA[i] == inB[j]:
			to[start+i] = start + j
			i++
			j++
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return to
}
