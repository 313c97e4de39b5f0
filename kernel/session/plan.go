package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// A Plan is what a cell means: the unit to compile and load, and what the session will have after that.
type Plan struct {
	Unit  Unit
	Notes []string // what the user should know, such as which functions still use an old declaration

	p *plan
}

// plan is the state of one planning.
type plan struct {
	s          *Session
	c          *cell
	im         imported
	res        resolution
	dotPaths   map[string]bool
	reselected map[int]bool // offsets of selectors that mean an embedded field of a retired type
	force      []string     // packages that lowering needs
	files      *Embed       // what the cell embeds
	statements bool         // the cell has statements: its variables are set where they stand
	initMode   bool         // no statements, but some variables exist already: set them in func init
	inits      []assignment
	literal    map[string]bool // functions of the cell that its function literals call

	decls map[string]*decl // by key
	order []*decl
	own   int // how many of order are the cell's

	differs map[string]bool    // keys whose new form was found to differ from the old
	retypes map[string]bool    // types that only get other methods
	kept    map[*record]string // records that do not fit, and why

	renewal bool // the session's functions are emitted again, as they are

	hasValue bool   // the trailing call has a value
	oldUses  []edit // uses of variables that get a new type
	oldVars  map[*record]bool
	notes    []string
	final    *checked
}

// An assignment of func init to variables that exist already.
type assignment struct {
	names      []string
	start, end int   // the value in the cell
	zero       *text // or the type whose zero value it is
}

// Plan turns a cell into a unit. If it does not compile, the diagnostics say why and nothing is changed; neither is
// anything until the plan is committed. Plans are made and committed one at a time.
func (s *Session) Plan(number int, src string) (*Plan, []Diagnostic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.planUnit(number, src, s.watched)
}

// planUnit is Plan; with watched, a debugger can watch the code.
func (s *Session) planUnit(number int, src string, watched bool) (*Plan, []Diagnostic) {
	c, diags := parseCell(number, src)
	if len(diags) > 0 {
		return nil, s.hinted(c, diags)
	}
	p, diags := s.plan(c)
	if len(diags) > 0 {
		for _, d := range p.order {
			if d.inCell && d.rec.recv == nil {
				s.failed[d.rec.base] = number
			}
		}
		return nil, diags
	}
	return s.finish(p, watched)
}

// finish makes the unit of a plan.
func (s *Session) finish(p *plan, watched bool) (*Plan, []Diagnostic) {
	unit := p.makeUnit()
	for i := range p.notes {
		p.notes[i] = written(p.notes[i])
	}
	if watched && len(unit.Source) > 0 {
		s.codes++
		if err := p.observe(&unit, s.codes); err != nil {
			return nil, []Diagnostic{p.c.diagnose(0, err.Error())}
		}
	}
	return &Plan{Unit: unit, Notes: p.notes, p: p}, nil
}

func (s *Session) newPlan(c *cell) *plan {
	s.shadow(c)
	p := &plan{
		s: s, c: c, decls: map[string]*decl{}, differs: map[string]bool{}, retypes: map[string]bool{},
		kept: map[*record]string{}, reselected: map[int]bool{}, dotPaths: map[string]bool{},
	}
	for _, it := range c.items {
		p.statements = p.statements || it.stmt != nil
	}
	return p
}

// plan plans a parsed cell. With diagnostics, the plan is unfinished.
func (s *Session) plan(c *cell) (*plan, []Diagnostic) {
	p := s.newPlan(c)
	return p, p.settle()
}

// settle decides what the plan declares and what it emits again.
func (p *plan) settle() []Diagnostic {
	s, c := p.s, p.c
	var diags []Diagnostic
	if p.im, diags = s.readImports(c); len(diags) > 0 {
		return diags
	}
	if diags := p.collect(); len(diags) > 0 {
		return diags
	}
	if diags := p.embed(); len(diags) > 0 {
		return diags
	}
	p.own = len(p.order)
	p.resolve()
	p.findLiterals()
	for round := 0; ; round++ {
		if round > 1000 {
			return []Diagnostic{c.diagnose(0, "the cell's redefinitions do not settle (please report this)")}
		}
		p.spread()
		again, diags := p.attempt()
		if len(diags) > 0 {
			return s.hinted(c, diags)
		}
		if !again {
			return nil
		}
	}
}

// resolve explains the cell's open names.
func (p *plan) resolve() {
	own := map[string]bool{}
	for key, d := range p.decls {
		// A variable of a statement is not there before its statement, so that its name may mean something older; names
		// that the parser has resolved do not come here.
		if d.rec.recv == nil && (d.rec.kind != Var || p.s.recs[key] == nil) {
			own[key] = true
		}
	}
	for name, d := range p.decls {
		if d.rec.recv == nil && d.rec.kind == Var && p.s.imports[name] != "" {
			own[name] = true
		}
	}
	p.res = p.s.resolve(p.c, p.im, own)
	for off := range p.res.inserted {
		for _, e := range p.res.edits {
			if e.off == off && e.end == off {
				for path, a := range p.s.aliases {
					if a+"." == e.new {
						p.dotPaths[path] = true
					}
				}
			}
		}
	}
}

// attempt composes and checks the plan in the world as it is. It asks to be called again after it has changed the
// world: something differs from its old form, or does not fit.
func (p *plan) attempt() (again bool, diags []Diagnostic) {
	first := asWritten
	if p.statements {
		first = inferring
	}
	ck, err := p.check(p.compose(first))
	if err != nil {
		return false, []Diagnostic{p.c.diagnose(0, err.Error())}
	}
	if p.requalify(ck) {
		return true, nil
	}
	changed, diags := p.judge(ck)
	if changed {
		return true, nil
	}
	if len(diags) > 0 {
		if first == asWritten && p.selfReference(ck) {
			p.statements = true
			return true, nil
		}
		return false, diags
	}
	if p.decide(ck) {
		return true, nil
	}
	if diags := append(p.infer(ck), p.checkEmbeds(ck)...); len(diags) > 0 {
		return false, diags
	}
	ck, err = p.check(p.compose(compiling))
	if err != nil {
		return false, []Diagnostic{p.c.diagnose(0, err.Error())}
	}
	if p.requalify(ck) {
		return true, nil
	}
	if changed, diags = p.judge(ck); changed || len(diags) > 0 {
		return changed, diags
	}
	ck.edits = append(ck.edits, needlessPolls(ck)...)
	p.final = ck
	return false, nil
}

// selfReference says whether a cell of declarations sets a variable that exists already from its old value, which
// makes no sense in a package but does in a session: var x = x + 1.
func (p *plan) selfReference(ck *checked) bool {
	exists := false
	for _, d := range p.order {
		exists = exists || d.inCell && d.rec.kind == Var && d.old != nil
	}
	if !exists {
		return false
	}
	for _, e := range ck.errs {
		if isCycle(e.Msg) {
			return true
		}
	}
	return false
}

// replaced is the declaration of the plan that redeclares r, or nil.
func (p *plan) replaced(r *record) *decl {
	if r.recv != nil {
		return nil
	}
	if d := p.decls[r.base]; d != nil && d.old == r {
		return d
	}
	return nil
}

// isNew says whether r is a record that the plan makes.
func (p *plan) isNew(r *record) bool {
	d := p.decls[r.base]
	return r.recv == nil && d != nil && d.rec == r
}

// retiredName is the name that a record gets if the plan is committed.
func (p *plan) retiredName(r *record) string {
	return fmt.Sprintf("%s%s%d", r.base, refMark, p.s.retired[r.base]+1)
}

// retypedVars are the variables whose type mentions a type that only gets other methods.
func (p *plan) retypedVars() []*record {
	var out []*record
	for _, d := range p.order {
		if d.rec.kind != Type || !d.retype || d.old == nil || d.keep || p.decls[d.rec.key()] != d {
			continue
		}
		for _, u := range sortedUsers(p.s.users[d.old]) {
			if u.kind == Var && p.decls[u.base] == nil && u.redecl.refersTo(d.old) {
				out = append(out, u)
			}
		}
	}
	return out
}

// findLiterals finds the names of functions and methods that live on in values which the cell makes, where they could
// not be compiled again when they are redefined: those that function literals outside of declared functions mention, and
// those of method values.
func (p *plan) findLiterals() {
	p.literal = map[string]bool{}
	called := map[ast.Expr]bool{}
	for _, it := range p.c.items {
		var root ast.Node = it.stmt
		statement := it.stmt != nil
		if it.decl != nil {
			root = it.decl
			g, ok := it.decl.(*ast.GenDecl)
			statement = ok && g.Tok == token.VAR
		}
		ast.Inspect(root, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called[n.Fun] = true
			case *ast.SelectorExpr:
				if !called[n] {
					p.literal[n.Sel.Name] = true
				}
			case *ast.FuncLit:
				if statement {
					ast.Inspect(n.Body, func(n ast.Node) bool {
						if id, ok := n.(*ast.Ident); ok {
							p.literal[id.Name] = true
						}
						return true
					})
				}
			case *ast.GoStmt:
				called[n.Call.Fun] = true
			}
			return true
		})
	}
}

// find resolves a name of the composed file to the record that it stands for after the plan.
func (p *plan) find(c *composer) func(string) *record {
	return func(name string) *record {
		if d := p.decls[name]; d != nil && !(c.pass == inferring && d.rec.kind == Var) {
			return d.target()
		}
		if r := p.s.recs[name]; r != nil {
			return r
		}
		for r := range c.done {
			if c.identity(r) == name {
				return r
			}
		}
		return nil
	}
}

// object is the package-level object of a name in a checked file.
func (ck *checked) object(name string) types.Object { return ck.pkg.Scope().Lookup(name) }
