package display_test

import (
	"fmt"

	"github.com/gradbook/gradbook/kernel/display"
)

func ExampleBar() {
	b := display.NewBar("epochs", 4)
	b.Add(1)
	b.Label("last epochs")
	b.Set(4)
	b.Done()
	// Output:
	// epochs [······························] 0/4
	// last epochs [██████████████████████████████] 4/4
}

// What the functions of this package send can be seen by one who connects.
func ExampleMessage() {
	display.Connect(func(m display.Message) {
		fmt.Printf("%s %v id=%q wait=%v\n", m.Kind, m.Data[display.MIMEText], m.ID, m.Wait)
	}, nil)
	defer display.Disconnect()
	display.ShowID("answer", 41)
	display.Update("answer", 42)
	display.Clear(true)
	// Output:
	// display_data 41 id="answer" wait=false
	// update_display_data 42 id="answer" wait=false
	// clear_output <nil> id="" wait=true
}

func ExampleKind() {
	kinds := map[display.Kind]int{}
	display.Connect(func(m display.Message) { kinds[m.Kind]++ }, nil)
	defer display.Disconnect()
	display.Show(1)
	display.Show(2)
	display.Clear(false)
	fmt.Println(kinds[display.KindDisplay], kinds[display.KindClear])
	// Output: 2 1
}

// A process that runs cells hands on what the user sets in the front end.
func ExampleDeliver() {
	address, updates := "", make(chan display.Message, 1)
	display.Connect(func(m display.Message) {
		switch m.Kind {
		case display.KindListen:
			address = m.ID
		case display.KindUpdate:
			updates <- m
		}
	}, nil)
	defer display.Disconnect()
	display.Interact(func(n int) int { return n * n }, display.Range(1, 10, 1))
	display.Deliver(address, []byte(`["7"]`))
	fmt.Println((<-updates).Data[display.MIMEText])
	// Output: 49
}

// A call that was caused by a control is run by the program that runs cells, which hands on what it shows and prints.
func ExampleConnectCalls() {
	display.ConnectCalls(func(id string, take func(display.Message) bool, call func()) bool {
		take(display.Message{Kind: display.KindStream, ID: "stdout", Data: display.Bundle{display.MIMEText: "about to call\n"}})
		call()
		return true
	})
	defer display.Disconnect()
	display.Interact(func(n int) int { return 2 * n }, 4)
	// Output:
	// #1 = 4
	// about to call
	// 8
}
