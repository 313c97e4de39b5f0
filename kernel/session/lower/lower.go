// Check a Go file in which operators may stand on values that have methods for them: the rounds of checking and
// lowering.

package lower

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

// Result is a checked file. Its Info speaks of the file as written.
type Result struct {
	File   *ast.File      // the file as written
	Source []byte         // the lowered source; the source itself if there was nothing to lower
	Edits  []Edit         // what leads from the source to Source: in order, without overlap, without newlines
	Pkg    *types.Package // the package of the last check
	Rounds int            // how often the file was checked

	// Info is that of the last check. Types has the types of lowered expressions under their nodes as written. Uses
	// and Selections have entries besides for the identifiers that lowering made, positioned at their operator or
	// number, so that Uses tells which methods and lifting functions the file depends on.
	Info *types.Info

	// Errors are those of the last check, soft ones too, in the words and positions of the source as written.
	Errors []types.Error
	// Hints[i] says what to do about Errors[i]; it is empty if there is nothing to say.
	Hints []string
}

// OK reports whether the file has no error but soft ones (unused variables and imports).
func (r *Result) OK() bool { return !hard(r.Errors) }

// Options are the settings of [CheckFile]. The zero value checks a file without imports.
type Options struct {
	Config *types.Config // importer, sizes, version; its Error is not called
	Path   string        // the package's path; "main" if empty
	Extra  []*ast.File   // further files of the package: checked, never lowered

	// Qualifier names a package in emitted code: an alias that the file imports, or "" for a dot import and
	// for the package itself. Nil means to look among the file's imports.
	Qualifier func(*types.Package) string
}

// Check parses and checks one Go file. The error is a syntax error ([Hint] may have advice on it); type errors are in
// the result.
func Check(fset *token.FileSet, filename string, src []byte, conf *types.Config) (*Result, error) {
	file, err := parser.ParseFile(fset, filename, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return CheckFile(fset, file, src, Options{Config: conf}), nil
}

// maxRounds ends what no cell is known to do: most need two rounds, and the deepest of the tests four.
const maxRounds = 50

// CheckFile checks a parsed file together with opts.Extra, and lowers its operators. src is what the file was parsed
// from. The syntax tree is changed while CheckFile runs and is as it was when it returns.
func CheckFile(fset *token.FileSet, file *ast.File, src []byte, opts Options) *Result {
	l := &lowerer{fset: fset, file: file, src: src, opts: opts, tf: fset.File(file.FileStart), compared: map[ast.Expr]bool{}}
	for {
		l.check()
		if !hard(l.errs) || l.rounds == maxRounds || !l.walk() {
			return l.finish()
		}
	}
}

// A lowerer is the state of one CheckFile.
type lowerer struct {
	fset *token.FileSet
	file *ast.File
	src  []byte
	opts Options
	tf   *token.File

	everyType bool // take every type for one that opted in: to test that valid Go is left alone even so

	rounds   int
	steps    []step            // all replacements so far, in the order made
	compared map[ast.Expr]bool // lowered comparisons
	unused   []ast.Expr        // lowered expressions that are statements, as written

	// of the round
	pkg       *types.Package
	info      *types.Info
	errs      []types.Error
	exprs     map[ast.Expr]operand // types that the walk found
	objs      map[types.Object]types.Type
	rejected  []rejection
	operators map[types.Type]bool
	methods   map[methodKey]*types.Signature
	lifters   map[types.Type]lifter
	imports   map[*types.Package][]string // how the file calls them
	results   *types.Tuple                // of the function around
	scratch   *types.Package
}

// check starts a round: it runs go/types over the files as they are now.
func (l *lowerer) check() {
	l.rounds++
	l.errs, l.rejected, l.imports, l.scratch = nil, nil, nil, nil
	l.exprs, l.objs = map[ast.Expr]operand{}, map[types.Object]types.Type{}
	l.operators, l.lifters = map[types.Type]bool{}, map[types.Type]lifter{}
	l.methods = map[methodKey]*types.Signature{}
	size := len(l.src) / 16 // about as many expressions; maps that grow cost a tenth of the check
	if l.info != nil {
		size = len(l.info.Types) * 3 / 2
	}
	l.info = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue, size),
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         make(map[*ast.Ident]types.Object, size/8),
		Uses:         make(map[*ast.Ident]types.Object, size/2),
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
	var conf types.Config
	if l.opts.Config != nil {
		conf = *l.opts.Config
	}
	conf.Error = func(err error) { l.errs = append(l.errs, err.(types.Error)) }
	path := l.opts.Path
	if path == "" {
		path = "main"
	}
	files := append([]*ast.File{l.file}, l.opts.Extra...)
	l.pkg, _ = conf.Check(path, l.fset, files, l.info) // the errors went to conf.Error
}

// hard reports whether there is an error that is not soft.
func hard(errs []types.Error) bool {
	for _, e := range errs {
		if !e.Soft {
			return true
		}
	}
	return false
}

// finish takes the replacements back and makes the result.
func (l *lowerer) finish() *Result {
	r := &Result{File: l.file, Source: l.src, Pkg: l.pkg, Rounds: l.rounds, Info: l.info}
	if len(l.errs) == 0 && len(l.steps) == 0 {
		return r
	}
	made := l.wordsMade()
	for i := len(l.steps) - 1; i >= 0; i-- {
		l.steps[i].undo()
	}
	for _, s := range l.steps {
		if tv, ok := l.info.Types[s.now]; ok && !s.wraps {
			l.info.Types[s.was] = tv
		}
	}
	r.Errors, r.Hints = l.diagnose(made)
	for _, e := range l.unused {
		msg := types.ExprString(e) + " (value of type " + l.name(r.Info.TypeOf(e)) + ") is not used"
		r.Errors, r.Hints = append(r.Errors, types.Error{Fset: l.fset, Pos: e.Pos(), Msg: msg}), append(r.Hints, "")
	}
	if len(l.steps) > 0 {
		r.Edits = l.edits()
		r.Source = Apply(l.src, r.Edits)
	}
	return r
}
