//go:build linux && amd64

package objload

import (
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
)

// Loader holds what was loaded into the process. It is not safe for concurrent use.
type Loader struct {
	pkg  string // the package that all loaded objects are compiled as
	host *host
	*arenas
	files    map[string]string // import path → archive
	archives map[string]*archive
	loaded   map[symKey]uintptr
	stubs    map[string]*stub
	stubAt   map[uintptr]*stub
	diverted map[uintptr]uintptr // see Divert

	// The module's tables, as offsets or counts into the arenas.
	header    *pcHeader
	module    *moduledata
	nfunc     int
	nameOffs  map[string]uint32
	fileOffs  map[string]uint32
	typelinks []int32
	keep      [16][]int32 // lists that recent modules refer to: readers of an old module are done long before it is forgotten
	nkeep     int
	goroot    string
	written   *strings.Replacer // of private names in those of types; nil: there are none
}

// Config says what a [Loader] works with.
type Config struct {
	Package  string            // what loaded objects are compiled as ("main")
	Packages map[string]string // import path → archive of every package of the executable
	Goroot   string            // replaces $GOROOT in the file names of the standard library
	Written  map[string]string // private names of the package → what reflection says instead; of the same length
}

// New makes the process ready to load objects. It fails if the executable is not as the loader needs it, or its
// runtime is not laid out as the loader was generated for.
func New(c Config) (*Loader, error) {
	h, err := readHost()
	if err != nil {
		return nil, err
	}
	a, err := newArenas()
	if err != nil {
		return nil, err
	}
	l := &Loader{
		pkg: c.Package, host: h, arenas: a, goroot: c.Goroot,
		files: map[string]string{}, archives: map[string]*archive{}, loaded: map[symKey]uintptr{}, stubs: map[string]*stub{}, stubAt: map[uintptr]*stub{}, diverted: map[uintptr]uintptr{},
		nameOffs: map[string]uint32{}, fileOffs: map[string]uint32{},
	}
	var pairs []string
	for private, written := range c.Written {
		if len(private) != len(written) {
			return nil, fmt.Errorf("%s cannot be written %s: the length differs", private, written)
		}
		pairs = append(pairs, private, written)
	}
	if len(pairs) > 0 {
		l.written = strings.NewReplacer(pairs...)
	}
	l.initHeader()
	return l, l.AddPackages(c.Packages)
}

// AddPackages tells where the archives of further packages are; those known already keep theirs.
func (l *Loader) AddPackages(files map[string]string) error {
	for p, f := range files {
		if _, ok := l.files[p]; ok {
			continue
		}
		l.files[p] = f
		a, err := l.archive(p)
		if err != nil {
			delete(l.files, p)
			return err
		}
		l.host.noteAssembly(a)
	}
	return nil
}

// DropPackages forgets packages, so that they can be added and loaded in another form. What was loaded of them stays
// for those who have it, and is found by no later load.
func (l *Loader) DropPackages(paths []string) {
	for _, p := range paths {
		delete(l.files, p)
		delete(l.archives, p)
		prefix := symbolPrefix(p) + "."
		maps.DeleteFunc(l.loaded, func(k symKey, _ uintptr) bool { return mentionsPackage(k.name, prefix) })
	}
}

// DropInstances forgets the code of instances of generic functions and methods, so that the next objects bring their own.
func (l *Loader) DropInstances() {
	maps.DeleteFunc(l.loaded, func(k symKey, a uintptr) bool {
		return strings.HasPrefix(k.name, l.pkg+".") && strings.Contains(k.name, "[") && (l.text.contains(a) || strings.HasSuffix(k.name, "·f"))
	})
}

// archive maps and parses a package's archive on its first use; nil if the package is unknown.
func (l *Loader) archive(pkg string) (*archive, error) {
	if a, ok := l.archives[pkg]; ok {
		return a, nil
	}
	f, ok := l.files[pkg]
	if !ok {
		return nil, nil
	}
	b, err := mapFile(f)
	if err != nil {
		return nil, fmt.Errorf("package %s: %w", pkg, err)
	}
	a, err := parseArchive(b, pkg)
	if err != nil {
		return nil, err
	}
	l.archives[pkg] = a
	return a, nil
}

// Rename gives what was loaded under one name, and all that mentions it, another name.
type Rename struct{ From, To string }

// Request is one object to load. Names are those of the loaded package without its prefix: "x", "f", "T", "(*T).m".
type Request struct {
	Object []byte   // an archive as the compiler writes it
	Rename []Rename // applied first
	Extern []string // definitions of the object that bind to those loaded before
	Rebind []string // functions that take over the jump stub of the earlier function with their name
	Direct string   // prefix of names of functions that need no stub: they are called once
}

// Load makes an object's code part of the process; it runs nothing of it. If it fails, the process and the loader are
// as they were.
func (l *Loader) Load(r Request) (m *Module, err error) {
	ld := &load{Loader: l, pending: map[symKey]defRef{}, refs: map[refKey]target{}, names: map[symKey]uintptr{}, got: map[uintptr]uintptr{}, bodies: map[uintptr]stubLink{}, entry: map[int]uintptr{}}
	ld.mark()
	// A damaged object can send us to addresses that are not mapped: that is an error, not the end of the process.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			if ld.published {
				panic(p) // the process has the code already: a bug of the loader
			}
			if e, ok := p.(exhausted); ok {
				err = e
			} else {
				err = fmt.Errorf("object file is damaged or not understood: %v", p)
			}
		}
		if err != nil {
			m = nil
			ld.rollBack()
		}
	}()
	if ld.cell, err = parseArchive(r.Object, l.pkg); err != nil {
		return nil, err
	}
	ld.setNames(r)
	for _, step := range []func() error{ld.resolve, ld.layout, ld.findItabs, ld.copyAndRelocate, ld.addFuncs, ld.addTypes, ld.publish} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return ld.commit(), nil
}

// load is one call of [Loader.Load].
type load struct {
	*Loader
	cell    *archive
	extern  map[string]bool
	rebind  map[string]bool
	direct  string
	queue   []newSym
	pending map[symKey]defRef // named definitions of this load
	refs    map[refKey]target // what references resolved to
	names   map[symKey]uintptr
	got     map[uintptr]uintptr // address → 8 bytes within reach that hold it

	// By index into queue.
	entry map[int]uintptr // code addresses of functions (addr of their symbol may be a stub)
	funcs []int
	itabs []int
	reuse map[int]bool // itabs that the runtime has already

	textFrom, textTo uintptr
	links            []stubLink
	linkOf           map[int]int          // index into queue → index into links
	bodies           map[uintptr]stubLink // by the address of the stub
	newLinks         []int32              // typelinks with this load's
	published        bool

	// To roll back.
	marks   []uintptr
	nfunc0  int
	touched []defRef
	cus     []*object
	renamed []renamed
	dataTo  uintptr // end of the data that is given back
}

// newSym is a symbol that this load defines.
type newSym struct {
	defRef
	name string
	kind uint8
	size uintptr
}

func (n *newSym) state() *symState { return &n.o.state[n.i] }

type renamed struct{ from, to symKey }

func (ld *load) mark() {
	for _, a := range ld.all() {
		ld.marks = append(ld.marks, a.used)
	}
	ld.nfunc0 = ld.nfunc
}

func (ld *load) rollBack() {
	if ld.published {
		return
	}
	ld.dataTo = ld.data.end()
	for i, a := range ld.all() {
		a.used = ld.marks[i]
	}
	ld.nfunc = ld.nfunc0
	for _, d := range ld.touched {
		d.o.state[d.i] = symState{}
	}
	for _, o := range ld.cus {
		o.cuSet = false
	}
	for _, m := range []struct {
		offs map[string]uint32
		a    *arena
	}{{ld.nameOffs, &ld.funcNames}, {ld.fileOffs, &ld.fileNames}} {
		maps.DeleteFunc(m.offs, func(_ string, off uint32) bool { return uintptr(off) >= m.a.used })
	}
	for _, r := range slices.Backward(ld.renamed) {
		ld.moveName(r.to, r.from)
	}
	ld.clearMask(ld.data.end(), ld.dataTo)
}

// setNames applies the renames and expands the names of the request to those of symbols.
func (ld *load) setNames(r Request) {
	for _, rn := range r.Rename {
		from, to := tokens(ld.pkg, rn.From), tokens(ld.pkg, rn.To)
		for k := range maps.Clone(ld.loaded) {
			n := k.name
			for i := range from {
				n = replaceToken(n, from[i], to[i])
			}
			if n != k.name {
				ld.moveName(k, symKey{n, k.abi})
				ld.renamed = append(ld.renamed, renamed{from: k, to: symKey{n, k.abi}})
			}
		}
	}
	ld.extern, ld.rebind, ld.direct = map[string]bool{}, map[string]bool{}, ld.pkg+"."+r.Direct
	if r.Direct == "" {
		ld.direct = "\x00"
	}
	for _, n := range r.Extern {
		for _, s := range []string{ld.pkg + "." + n, "type:" + ld.pkg + "." + n, "type:*" + ld.pkg + "." + n} {
			ld.extern[s] = true
		}
		if strings.HasPrefix(n, "(*") { // a method's receiver comes after the package
			ld.extern[ld.pkg+"."+n] = true
		}
	}
	for _, n := range r.Rebind {
		ld.rebind[ld.pkg+"."+n] = true
	}
}

// moveName gives a loaded symbol another name; a stub goes with its function.
func (ld *load) moveName(from, to symKey) {
	a := ld.loaded[from]
	delete(ld.loaded, from)
	ld.loaded[to] = a
	if s := ld.stubs[from.name]; s != nil && s.addr == a {
		delete(ld.stubs, from.name)
		ld.stubs[to.name] = s
	}
}

// commit makes the load's names visible to later ones.
func (ld *load) commit() *Module {
	m := &Module{l: ld.Loader, funcs: map[string]uintptr{}}
	for _, k := range ld.links {
		ld.stubs[k.stub.name], ld.stubAt[k.stub.addr] = k.stub, k.stub
	}
	for k, a := range ld.names {
		ld.loaded[symKey{strings.Clone(k.name), k.abi}] = a // the object's memory is not kept
	}
	for _, n := range ld.queue {
		if n.o.arch == ld.cell && isText(n.kind) {
			m.funcs[strings.Clone(strings.TrimPrefix(n.name, ld.pkg+"."))] = n.state().addr
		}
	}
	m.inits = ld.initOrder()
	for _, n := range ld.queue {
		n.state().status = bound
	}
	return m
}

// Module is what one load brought.
type Module struct {
	l     *Loader
	funcs map[string]uintptr
	inits []uintptr
}

// Func returns a function of the loaded object that has no parameters and no results; nil if there is none of that
// name.
func (m *Module) Func(name string) func() {
	a := m.funcs[name]
	if a == 0 {
		return nil
	}
	return funcAt(a)
}

// Init runs the initialisers of the object and of packages that came with it, in the order of their dependence. They
// are code of the user: they may panic or block.
func (m *Module) Init() {
	inits := m.inits
	m.inits = nil
	run := funcValue[func(uintptr)](m.l.host, "runtime.doInit1")
	for _, t := range inits {
		run(t)
	}
}
