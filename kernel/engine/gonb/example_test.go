package gonb_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
)

func ExampleListen() {
	b, err := gonb.Listen(os.TempDir(), gonb.Handler{
		Display: func(m display.Message) { fmt.Println(m.Kind, m.Data[display.MIMEMarkdown]) },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Close()
	path, err := program()
	if err != nil {
		fmt.Println(err)
		return
	}
	show := exec.Command(path, "markdown")
	show.Env = append(os.Environ(), b.Env()...)
	if err := show.Run(); err != nil {
		fmt.Println(err)
	}
	if err := b.Drain(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output: display_data *slanted*
}

func ExampleBridge_Env() {
	b, err := gonb.Listen(os.TempDir(), gonb.Handler{Display: func(display.Message) {}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Close()
	for _, v := range b.Env() {
		name, _, _ := strings.Cut(v, "=")
		fmt.Println(name)
	}
	// Output:
	// GONB_PIPE
	// GONB_PIPE_BACK
}
