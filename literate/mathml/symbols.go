package mathml

// The tables of what commands mean.

// kind says how an atom behaves beside its neighbours.
type kind int

const (
	ord       kind = iota // a variable, a number, a group
	operator              // binary: + ×
	relation              // = ≤ →
	open                  // (
	closing               // )
	punct                 // ,
	function              // log, sin
	large                 // ∑ ∏: limits above and below in display
	limitFunc             // lim, max: a function with limits
	blank                 // space
)

// letters are commands for single italic letters and letter-like signs.
var letters = map[string]string{
	`\alpha`: "α", `\beta`: "β", `\gamma`: "γ", `\delta`: "δ", `\epsilon`: "ϵ", `\varepsilon`: "ε", `\zeta`: "ζ", `\eta`: "η",
	`\theta`: "θ", `\vartheta`: "ϑ", `\iota`: "ι", `\kappa`: "κ", `\lambda`: "λ", `\mu`: "μ", `\nu`: "ν", `\xi`: "ξ", `\pi`: "π",
	`\varpi`: "ϖ", `\rho`: "ρ", `\varrho`: "ϱ", `\sigma`: "σ", `\varsigma`: "ς", `\tau`: "τ", `\upsilon`: "υ", `\phi`: "ϕ",
	`\varphi`: "φ", `\chi`: "χ", `\psi`: "ψ", `\omega`: "ω", `\partial`: "∂", `\ell`: "ℓ", `\imath`: "ı", `\jmath`: "ȷ",
}

// upright are letter-like signs that are not italic.
var upright = map[string]string{
	`\Gamma`: "Γ", `\Delta`: "Δ", `\Theta`: "Θ", `\Lambda`: "Λ", `\Xi`: "Ξ", `\Pi`: "Π", `\Sigma`: "Σ", `\Upsilon`: "Υ",
	`\Phi`: "Φ", `\Psi`: "Ψ", `\Omega`: "Ω", `\infty`: "∞", `\nabla`: "∇", `\emptyset`: "∅", `\varnothing`: "∅", `\hbar`: "ℏ",
	`\Re`: "ℜ", `\Im`: "ℑ", `\aleph`: "ℵ", `\forall`: "∀", `\exists`: "∃", `\neg`: "¬", `\lnot`: "¬", `\top`: "⊤", `\bot`: "⊥",
	`\ldots`: "…", `\dots`: "…", `\dotsc`: "…", `\cdots`: "⋯", `\dotsb`: "⋯", `\vdots`: "⋮", `\ddots`: "⋱", `\degree`: "°",
	`\angle`: "∠", `\prime`: "′", `\%`: "%", `\$`: "$", `\#`: "#", `\&`: "&", `\_`: "_", `\dagger`: "†", `\checkmark`: "✓",
}

// signs are operators, relations, fences and punctuation.
var signs = map[string]struct {
	text string
	kind kind
}{
	"+": {"+", operator}, "-": {"−", operator}, "*": {"∗", operator}, `\pm`: {"±", operator}, `\mp`: {"∓", operator},
	`\times`: {"×", operator}, `\div`: {"÷", operator}, `\cdot`: {"⋅", operator}, `\ast`: {"∗", operator}, `\star`: {"⋆", operator},
	`\circ`: {"∘", operator}, `\bullet`: {"∙", operator}, `\oplus`: {"⊕", operator}, `\ominus`: {"⊖", operator},
	`\otimes`: {"⊗", operator}, `\odot`: {"⊙", operator}, `\cup`: {"∪", operator}, `\cap`: {"∩", operator},
	`\setminus`: {"∖", operator}, `\land`: {"∧", operator}, `\wedge`: {"∧", operator}, `\lor`: {"∨", operator}, `\vee`: {"∨", operator},
	"/": {"/", ord}, "!": {"!", closing}, ".": {".", ord}, "@": {"@", ord}, "?": {"?", ord}, "\"": {"\"", ord}, "`": {"‘", ord},

	"=": {"=", relation}, "<": {"<", relation}, ">": {">", relation}, ":": {":", relation}, `\le`: {"≤", relation}, `\leq`: {"≤", relation},
	`\ge`: {"≥", relation}, `\geq`: {"≥", relation}, `\ne`: {"≠", relation}, `\neq`: {"≠", relation}, `\ll`: {"≪", relation}, `\gg`: {"≫", relation},
	`\approx`: {"≈", relation}, `\equiv`: {"≡", relation}, `\sim`: {"∼", relation}, `\simeq`: {"≃", relation}, `\cong`: {"≅", relation},
	`\propto`: {"∝", relation}, `\in`: {"∈", relation}, `\notin`: {"∉", relation}, `\ni`: {"∋", relation}, `\subset`: {"⊂", relation},
	`\subseteq`: {"⊆", relation}, `\supset`: {"⊃", relation}, `\supseteq`: {"⊇", relation}, `\to`: {"→", relation},
	`\rightarrow`: {"→", relation}, `\leftarrow`: {"←", relation}, `\gets`: {"←", relation}, `\leftrightarrow`: {"↔", relation},
	`\Rightarrow`: {"⇒", relation}, `\Leftarrow`: {"⇐", relation}, `\Leftrightarrow`: {"⇔", relation}, `\iff`: {"⟺", relation},
	`\implies`: {"⟹", relation}, `\mapsto`: {"↦", relation}, `\longrightarrow`: {"⟶", relation}, `\longmapsto`: {"⟼", relation},
	`\uparrow`: {"↑", relation}, `\downarrow`: {"↓", relation}, `\coloneqq`: {"≔", relation}, `\triangleq`: {"≜", relation},
	`\mid`: {"∣", relation}, `\parallel`: {"∥", relation}, `\perp`: {"⟂", relation}, `\vdash`: {"⊢", relation}, `\models`: {"⊨", relation},

	"(": {"(", open}, "[": {"[", open}, `\{`: {"{", open}, `\lbrace`: {"{", open}, `\langle`: {"⟨", open}, `\lfloor`: {"⌊", open}, `\lceil`: {"⌈", open},
	`\lvert`: {"|", open}, `\lVert`: {"‖", open},
	")": {")", closing}, "]": {"]", closing}, `\}`: {"}", closing}, `\rbrace`: {"}", closing}, `\rangle`: {"⟩", closing}, `\rfloor`: {"⌋", closing},
	`\rceil`: {"⌉", closing}, `\rvert`: {"|", closing}, `\rVert`: {"‖", closing},
	"|": {"|", ord}, `\vert`: {"|", ord}, `\|`: {"‖", ord}, `\Vert`: {"‖", ord}, `\backslash`: {"\\", ord},
	",": {",", punct}, ";": {";", punct}, `\colon`: {":", punct},

	`\sum`: {"∑", large}, `\prod`: {"∏", large}, `\coprod`: {"∐", large}, `\bigcup`: {"⋃", large}, `\bigcap`: {"⋂", large},
	`\bigoplus`: {"⨁", large}, `\bigotimes`: {"⨂", large}, `\bigvee`: {"⋁", large}, `\bigwedge`: {"⋀", large},
	`\int`: {"∫", operator}, `\iint`: {"∬", operator}, `\iiint`: {"∭", operator}, `\oint`: {"∮", operator},
}

// functions are names set upright; true: limits go below in display.
var functions = map[string]bool{
	`\log`: false, `\ln`: false, `\lg`: false, `\exp`: false, `\sin`: false, `\cos`: false, `\tan`: false, `\cot`: false, `\sec`: false,
	`\csc`: false, `\sinh`: false, `\cosh`: false, `\tanh`: false, `\coth`: false, `\arcsin`: false, `\arccos`: false, `\arctan`: false,
	`\arg`: false, `\deg`: false, `\dim`: false, `\ker`: false, `\hom`: false, `\det`: true, `\gcd`: true, `\lim`: true, `\max`: true,
	`\min`: true, `\sup`: true, `\inf`: true, `\Pr`: true, `\limsup`: true, `\liminf`: true, `\argmax`: true, `\argmin`: true,
}

// spaces are widths in em.
var spaces = map[string]string{
	`\,`: "0.167", `\:`: "0.222", `\>`: "0.222", `\;`: "0.278", `\!`: "-0.167", `\ `: "0.25", "~": "0.25", `\quad`: "1", `\qquad`: "2",
	`\thinspace`: "0.167", `\medspace`: "0.222", `\thickspace`: "0.278", `\enspace`: "0.5",
}

// accents are signs above (or, with a leading _, below) their argument; true: as wide as the argument.
var accents = map[string]struct {
	text  string
	wide  bool
	below bool
}{
	`\hat`: {"^", false, false}, `\widehat`: {"^", true, false}, `\bar`: {"¯", false, false}, `\overline`: {"¯", true, false},
	`\tilde`: {"~", false, false}, `\widetilde`: {"~", true, false}, `\vec`: {"→", false, false}, `\dot`: {"˙", false, false},
	`\ddot`: {"¨", false, false}, `\check`: {"ˇ", false, false}, `\breve`: {"˘", false, false}, `\overrightarrow`: {"→", true, false},
	`\underline`: {"_", true, true}, `\overbrace`: {"⏞", true, false}, `\underbrace`: {"⏟", true, true},
}

// environments say what a matrix-like environment has around it, how its columns are aligned in turn, and whether
// its cells are set as displayed formulas.
var environments = map[string]struct {
	left, right string
	align       string // letters c, l, r, repeated for further columns
	display     bool
}{
	"matrix": {"", "", "c", false}, "smallmatrix": {"", "", "c", false}, "pmatrix": {"(", ")", "c", false}, "bmatrix": {"[", "]", "c", false},
	"Bmatrix": {"{", "}", "c", false}, "vmatrix": {"|", "|", "c", false}, "Vmatrix": {"‖", "‖", "c", false}, "cases": {"{", "", "l", false},
	"array": {"", "", "c", false}, "aligned": {"", "", "rl", true}, "align": {"", "", "rl", true}, "align*": {"", "", "rl", true},
	"split": {"", "", "rl", true}, "alignat": {"", "", "rl", true}, "gather": {"", "", "c", true}, "gather*": {"", "", "c", true},
	"gathered": {"", "", "c", true}, "equation": {"", "", "c", true}, "equation*": {"", "", "c", true}, "eqnarray": {"", "", "rcl", true},
}

// sizes are the commands that enlarge a fence.
var sizes = map[string]string{
	`\big`: "1.2", `\Big`: "1.8", `\bigg`: "2.4", `\Bigg`: "3", `\bigl`: "1.2", `\Bigl`: "1.8", `\biggl`: "2.4", `\Biggl`: "3",
	`\bigr`: "1.2", `\Bigr`: "1.8", `\biggr`: "2.4", `\Biggr`: "3", `\bigm`: "1.2", `\Bigm`: "1.8",
}

// ignored commands change nothing here.
var ignored = map[string]bool{`\limits`: true, `\nolimits`: true, `\displaystyle`: true, `\textstyle`: true, `\nonumber`: true, `\notag`: true, `\hline`: true}
