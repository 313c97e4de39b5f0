package display

import "sync"

// Address begins the addresses at which code of this package listens; others are of gonbui's widgets.
const Address = "/gradbook/"

// listeners are what [Deliver] calls, by address.
var listeners sync.Map // string → func(value []byte)

// listen has take called, which must not block, with what controls in the front end send to the address, until that is
// given up. Outside a kernel nothing ever comes.
func listen(address string, take func(value []byte)) {
	listeners.Store(address, take)
	current().send(Message{Kind: KindListen, ID: address})
}

// Deliver hands on what a control in the front end has sent, as JSON. The process that runs cells calls it, one call at a
// time. Null says that the controls at the address are gone, and an address that nobody listens at changes nothing.
func Deliver(address string, value []byte) {
	take, ok := listeners.Load(address)
	if !ok {
		return
	}
	if string(value) == "null" {
		listeners.Delete(address)
	}
	take.(func([]byte))(value)
}
