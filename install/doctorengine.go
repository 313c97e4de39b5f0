package install

import (
	"context"
	"fmt"
	"os"

	"github.com/gradbook/gradbook"
	"github.com/gradbook/gradbook/kernel/engine/toolchain"
)

// This file holds the checks of what runs cells: the Go toolchain, and the cache in which the worker is kept.

func lookForGo(ctx context.Context) Finding {
	t, err := toolchain.Find(ctx)
	if err != nil {
		return Finding{Text: err.Error()} // these errors say what to do themselves
	}
	return Finding{OK: true, Text: fmt.Sprintf("%s in %s", t.Version, t.Root)}
}

func lookAtCache(context.Context) Finding {
	const cure = "make it writable, or set GRADBOOK_CACHE to a folder that is"
	dir, err := toolchain.CacheDir()
	if err != nil {
		return Finding{Text: err.Error()}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return Finding{Text: fmt.Sprintf("the cache folder cannot be made: %v", err), Cure: cure}
	}
	f, err := os.CreateTemp(dir, "doctor-*")
	if err != nil {
		return Finding{Text: fmt.Sprintf("the cache folder cannot be written to: %v", err), Cure: cure}
	}
	f.Close()
	if err := os.Remove(f.Name()); err != nil {
		return Finding{Text: fmt.Sprintf("the cache folder cannot be written to: %v", err), Cure: cure}
	}
	return Finding{OK: true, Text: dir}
}

// neededSpace is what the worker, its sources and the compiled packages take while the worker is built, with some to spare.
const neededSpace = 1 << 30

func lookAtDisk(context.Context) Finding {
	dir, err := toolchain.CacheDir()
	if err != nil {
		return Finding{Text: err.Error()}
	}
	free, err := freeSpace(dir)
	if err != nil {
		return Finding{Extra: true, Text: fmt.Sprintf("the free space in %s is unknown: %v", dir, err)}
	}
	text := fmt.Sprintf("%.1f GB free for the cache", float64(free)/(1<<30))
	if free < neededSpace {
		return Finding{Text: text, Cure: "free 1 GB, or set GRADBOOK_CACHE to a folder on another disk"}
	}
	return Finding{OK: true, Text: text}
}

func lookForWorker(ctx context.Context) Finding {
	t, err := toolchain.Find(ctx)
	if err != nil {
		return Finding{Text: "none without Go"}
	}
	h, err := t.Built(gradbook.Source)
	if err != nil {
		return Finding{Extra: true, Text: "not built for " + t.Version + " yet", Cure: "nothing: `gradbook install` builds it, or else the first cell, once, in up to a minute"}
	}
	return Finding{OK: true, Text: h.Exe}
}

// BuildWorker builds the worker that runs cells, if the cache has none for the Go that is found; progress is told what is being
// done. Errors say what to do.
func BuildWorker(ctx context.Context, progress func(string)) error {
	t, err := toolchain.Find(ctx)
	if err != nil {
		return err
	}
	_, err = t.Host(ctx, gradbook.Source, progress)
	return err
}
