package display

// Disconnect undoes Connect and ConnectCalls.
func Disconnect() {
	connected.Store(nil)
	callRunner.Store(nil)
}
