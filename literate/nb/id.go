package nb

// Cell ids: every cell of format 4.5 has one, and tools follow a cell by it. Ids are derived from the content, never
// from chance, so that the same input always makes the same file.

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// GiveIDs gives an id to each cell that has none, or the id of an earlier cell. The ids depend on the cells alone.
func (n *Notebook) GiveIDs() {
	taken := map[string]bool{}
	for _, c := range n.Cells {
		taken[c.ID] = true
	}
	seen := map[string]bool{"": true}
	for i, c := range n.Cells {
		if seen[c.ID] {
			for try := 0; seen[c.ID] || taken[c.ID]; try++ {
				c.ID = deriveID(string(c.Type), strconv.Itoa(i), strconv.Itoa(try), c.Source)
			}
		}
		seen[c.ID] = true
	}
}

// deriveID returns eight hexadecimal digits, the form of Jupyter's own ids, that depend on the parts alone.
func deriveID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}
