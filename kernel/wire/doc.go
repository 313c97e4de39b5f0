// Package wire speaks the Jupyter messaging protocol: it turns structs into signed multipart messages and back, and
// carries them over the five sockets of a kernel.
//
//   - A [Message] has a [Header], its parent's header, metadata, a content, and binary buffers.
//   - A [Codec] signs messages, and refuses those that are unsigned, forged, replayed or malformed.
//   - Message types are constants ([ExecuteRequest], [Stream], …); each has a struct for its content
//     ([ExecuteContent], [StreamContent], …), which [Decode] fills with the checks that JSON alone does not make.
//   - [ReadConnection] reads the connection file; [Listen] opens the sockets that it names.
//
// The framing on the wire (ZMTP) is that of github.com/go-zeromq/zmq4, one connection at a time: see [Socket] for what this
// package does itself, and why.
package wire
