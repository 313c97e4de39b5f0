package mathml

import "strings"

// alphabet maps plain letters and digits to their forms in one mathematical font. MathML draws these forms by code
// points, not by style: 𝐱 is U+1D431.
type alphabet struct {
	upper, lower, digit rune // code points of A, a, 0; 0: as they are
	moved               map[rune]rune
}

var script = alphabet{upper: 0x1D49C, lower: 0x1D4B6, moved: map[rune]rune{'B': 'ℬ', 'E': 'ℰ', 'F': 'ℱ', 'H': 'ℋ', 'I': 'ℐ', 'L': 'ℒ', 'M': 'ℳ',
	'R': 'ℛ', 'e': 'ℯ', 'g': 'ℊ', 'o': 'ℴ'}}

// alphabets by command. Letters that Unicode had before the mathematical block stand elsewhere (moved).
var alphabets = map[string]alphabet{
	`\mathbf`:     {upper: 0x1D400, lower: 0x1D41A, digit: 0x1D7CE},
	`\boldsymbol`: {upper: 0x1D468, lower: 0x1D482, digit: 0x1D7CE},
	`\bm`:         {upper: 0x1D468, lower: 0x1D482, digit: 0x1D7CE},
	`\mathcal`:    script,
	`\mathscr`:    script,
	`\mathbb`:     {upper: 0x1D538, lower: 0x1D552, digit: 0x1D7D8, moved: map[rune]rune{'C': 'ℂ', 'H': 'ℍ', 'N': 'ℕ', 'P': 'ℙ', 'Q': 'ℚ', 'R': 'ℝ', 'Z': 'ℤ'}},
	`\mathfrak`:   {upper: 0x1D504, lower: 0x1D51E, moved: map[rune]rune{'C': 'ℭ', 'H': 'ℌ', 'I': 'ℑ', 'R': 'ℜ', 'Z': 'ℨ'}},
	`\mathtt`:     {upper: 0x1D670, lower: 0x1D68A, digit: 0x1D7F6},
	`\mathsf`:     {upper: 0x1D5A0, lower: 0x1D5BA, digit: 0x1D7E2},
	`\mathrm`:     {},
	`\mathit`:     {},
}

// apply returns s in the alphabet.
func (a alphabet) apply(s string) string {
	return strings.Map(func(r rune) rune {
		if m, ok := a.moved[r]; ok {
			return m
		}
		switch {
		case 'A' <= r && r <= 'Z' && a.upper != 0:
			return a.upper + r - 'A'
		case 'a' <= r && r <= 'z' && a.lower != 0:
			return a.lower + r - 'a'
		case '0' <= r && r <= '9' && a.digit != 0:
			return a.digit + r - '0'
		}
		return r
	}, s)
}
