package ndarray

// Versions: finding out that elements which a computation still needs were edited in place.

// Version returns a number that changes whenever elements that x shares with its views are edited in place: by
// [Array.Set], [Array.Fill], [Array.CopyFrom], [Array.SetIndex], [Array.AddIndex], [AddInto], as the destination of a
// function, and by [Free]. Counting begins with the first call, so that arrays nobody asks about pay nothing for it; the
// first answer is 1. Writes through a slice (of [Elements], or the one given to [Of]) go unnoticed.
func (x *Array) Version() uint32 {
	edits := &x.root().edits
	if n := edits.Load(); n != 0 {
		return n
	}
	edits.CompareAndSwap(0, 1)
	return edits.Load()
}

// edited counts an edit of x's elements if somebody has asked for versions. The load keeps goroutines that edit different
// elements of one array from waiting for each other.
func (x *Array) edited() {
	root := x.root()
	if root.deferred.Load() != nil {
		root.computeReaders()
	}
	if root.edits.Load() != 0 {
		root.edits.Add(1)
	}
}

// root returns the array that x is a view of, or x itself: all views of one storage count their edits there.
func (x *Array) root() *Array {
	if x.base != nil {
		return x.base
	}
	return x
}
