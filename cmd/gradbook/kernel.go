package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

func newKernelCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "kernel CONNECTION_FILE",
		Short:   "Run the kernel for a Jupyter front end",
		Long:    "Kernel is what Jupyter starts, by the kernelspec that install has written. It ends with the front end that has started it.",
		Example: "  jupyter console --kernel gradbook",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return runKernel(args[0]) },
	}
}

// startupFile is a cell that the user wants to have run before the first one of every notebook, if the file is there. The
// runner does without: what it runs is to be the same for everybody.
func startupFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "" // there is no home folder
	}
	return filepath.Join(dir, "gradbook", "startup.go")
}

// runKernel runs a kernel until a front end ends it, its parent dies, or a signal other than an interrupt comes. It has a
// context of its own, as that of the program ends with an interrupt, which here only stops the running cell.
func runKernel(connectionFile string) error {
	findHome()
	connection, err := wire.ReadConnection(connectionFile)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	ctx, cancel := kernel.WithParent(ctx, kernel.ParentPID())
	defer cancel()

	sh, err := shell.New(shell.Options{Startup: startupFile()})
	if err != nil {
		return err
	}
	logger := log.New(os.Stderr, "gradbook: ", log.Ltime)
	config := kernel.Config{Connection: connection, Shell: sh, Log: logger, KernelID: kernelID(connectionFile), Widgets: os.Getenv(kernel.WidgetsVariable), Version: version()}
	if dir, err := kernel.DataDir(); err != nil {
		logger.Printf("the history of this session is not kept: %v", err)
	} else {
		config.HistoryDir = filepath.Join(dir, "history")
	}
	k, err := kernel.New(config)
	if err != nil {
		sh.Close()
		return err
	}
	// A log line that nobody reads any more must not end the kernel. (An ignored signal would be ignored by the programs of the cells, too.)
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	go func() {
		for range interrupts {
			k.Interrupt()
		}
	}()
	return k.Run(ctx)
}

// findHome sets $HOME where it is missing, as below gateways that hand on few variables: the go command needs a cache.
func findHome() {
	if u, err := user.Current(); os.Getenv("HOME") == "" && err == nil && u.HomeDir != "" {
		os.Setenv("HOME", u.HomeDir)
	}
}

// kernelID is the server's name for the kernel, which it puts into the name of the connection file: kernel-<id>.json.
func kernelID(connectionFile string) string {
	id := strings.TrimSuffix(filepath.Base(connectionFile), ".json")
	return strings.TrimPrefix(id, "kernel-")
}
