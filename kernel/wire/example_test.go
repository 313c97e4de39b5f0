package wire_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/gradbook/gradbook/kernel/wire"
)

func Example() {
	codec, err := wire.NewCodec("key of the connection file", "hmac-sha256")
	if err != nil {
		log.Fatal(err)
	}
	request, err := wire.NewAuthor().New(wire.ExecuteRequest, nil, wire.ExecuteContent{Code: "x * x"})
	if err != nil {
		log.Fatal(err)
	}
	frames, err := codec.Encode(request)
	if err != nil {
		log.Fatal(err)
	}
	received, err := codec.Decode(frames)
	if err != nil {
		log.Fatal(err)
	}
	content, err := wire.Decode[wire.ExecuteContent](received)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(received.Header.Type, content.Code)
	// Output: execute_request x * x
}

func ExampleCodec_Decode() {
	codec, err := wire.NewCodec("secret", "hmac-sha256")
	if err != nil {
		log.Fatal(err)
	}
	_, err = codec.Decode([][]byte{[]byte("<IDS|MSG>"), []byte("forged"), []byte("{}"), []byte("{}"), []byte("{}"), []byte("{}")})
	fmt.Println(err, errors.Is(err, wire.ErrSignature))
	// Output: wrong signature true
}

func ExampleType_Reply() {
	reply, ok := wire.KernelInfoRequest.Reply()
	fmt.Println(reply, ok)
	_, ok = wire.Status.Reply()
	fmt.Println(ok)
	// Output:
	// kernel_info_reply true
	// false
}

func ExampleByteOffset() {
	code := "π := 3.14; π"
	fmt.Println(code[wire.ByteOffset(code, 11):])
	fmt.Println(wire.Cursor(code, len(code)))
	// Output:
	// π
	// 12
}

func ExampleListen() {
	sockets, err := wire.Listen(wire.Connection{}, log.New(io.Discard, "", 0), wire.Handlers{
		Shell:   func(frames [][]byte) { fmt.Println("a message of", len(frames), "frames") },
		Control: func([][]byte) {},
		Stdin:   func([][]byte) {},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(sockets.Shell.Port() > 0)
	fmt.Println(sockets.Close(time.Second))
	// Output:
	// true
	// <nil>
}
