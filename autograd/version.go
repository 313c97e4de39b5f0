package autograd

// Versions: arrays that are edited in place between the forward and the backward pass are found out. A node keeps one
// number, the sum of the versions of the arrays that its VJP may read; as versions only grow, an edit of any changes it.

// version returns the version of v's array; 0 for a number, which cannot be edited.
func version(v Value) uint32 {
	if v.a == nil {
		return 0
	}
	return v.a.Version()
}

// versions returns what n.version is now.
func (n *Node) versions() uint32 {
	sum := version(n.value) + version(n.x) + version(n.y)
	if n.more != nil {
		for _, v := range n.more.args {
			sum += version(v)
		}
	}
	return sum
}

// intact panics with an [*EditError], under [DetectAnomaly] with an [*AnomalyError], if an array that the node's VJP may
// read was edited after the node was made.
func (n *Node) intact() {
	if n.version == n.versions() || n.version == 0 {
		return
	}
	if n.tape != nil && n.tape.watch != nil {
		n.tape.watch.edited(n)
	}
	panic(&EditError{n.prim.name})
}
