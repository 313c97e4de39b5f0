package display

// Disconnect undoes Connect.
func Disconnect() { connected.Store(nil) }
