// Package objload loads what the Go compiler has just made into the running process, without a linker run.
//
// A [Loader] belongs to a process that was linked in a special way (see package toolchain): a non-PIE executable with a
// full symbol table that keeps all type descriptors. [Loader.Load] takes the object file of one compilation of package
// main, binds what it declares again to what earlier loads brought, finds packages that the process lacks in their
// archives, relocates, and publishes a new moduledata to the runtime, so that the collector, stack traces, reflection and
// type switches see the new code as they see the old. [Module.Init] then runs the initialisers, [Module.Func] finds a
// function to call.
//
// # How the runtime sees it
//
// There is one growing module. Its tables (functions, line numbers, names, GC mask) lie in reserved address space within
// 32-bit reach of the executable and only grow, so that offsets in them stay valid; each load makes a new moduledata that
// covers everything so far and puts it in the place of the previous one in the runtime's list. Old ones are never
// freed: a stack walk may hold one.
//
// # What binds to what
//
// All object files are compiled as package main. Names in [Request.Extern] bind to what was loaded; all other
// definitions are new and hide earlier ones of the same name; duplicates that the compiler allows (generic instances,
// type descriptors of composite types) bind by name. Functions stand behind a jump stub, so that a later load can
// replace the body ([Request.Rebind]) for every caller, function value and itab. The loader trusts the caller that a
// bound name has the type it had: package session guarantees it.
//
// All unsafe code of the project is in this package. Anything unknown in an object file is an error that names the
// symbol; a load that fails leaves nothing behind.
package objload

//go:generate go run ../layout/gen
