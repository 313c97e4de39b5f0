package kernel

import (
	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers what front ends ask while the user types: completion, inspection, whether a cell is complete. The answers
// come from the shell at once, whether a cell runs or not.

func (k *Kernel) complete(r *request, c wire.CompleteContent) (any, error) {
	cursor := wire.ByteOffset(c.Code, c.Cursor)
	found := k.shell.Complete(c.Code, cursor)
	reply := wire.CompleteDone{
		Status:   wire.OK,
		Matches:  make([]string, 0, len(found.Items)), // never null in JSON
		Start:    wire.Cursor(c.Code, found.Start),
		End:      wire.Cursor(c.Code, found.End),
		Metadata: make(map[string]any),
	}
	types := make([]wire.CompleteType, 0, len(found.Items))
	for _, item := range found.Items {
		reply.Matches = append(reply.Matches, item.Text)
		types = append(types, wire.CompleteType{
			Start: reply.Start, End: reply.End, Text: item.Text, Type: item.Type, Signature: item.Signature,
		})
	}
	reply.Metadata["_jupyter_types_experimental"] = types
	return reply, nil
}

func (k *Kernel) inspect(r *request, c wire.InspectContent) (any, error) {
	reply := wire.InspectDone{Status: wire.OK, Data: map[string]any{}, Metadata: map[string]any{}}
	bundle := k.shell.Inspect(c.Code, wire.ByteOffset(c.Code, c.Cursor), c.Detail)
	if bundle != nil {
		reply.Found, reply.Data = true, k.mimeData(bundle)
	}
	return reply, nil
}

func (k *Kernel) isComplete(r *request, c wire.IsCompleteContent) (any, error) {
	answer := k.shell.IsComplete(c.Code)
	return wire.IsCompleteDone{Status: answer.Status, Indent: answer.Indent}, nil
}
