// The kernel as VS Code's Jupyter extension runs it: started from its kernelspec with the environment of a desktop, without
// a Jupyter server, and spoken to by the parts that the extension uses too: zeromq.js and the KernelConnection of
// @jupyterlab/services on a socket that only looks like one of the web.

import { spawn } from "node:child_process";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import * as zmq from "zeromq";

const require = createRequire(import.meta.url);
const { ServerConnection } = require("@jupyterlab/services");
const { KernelConnection } = require("@jupyterlab/services/lib/kernel/default");

const DELIMITER = "<IDS|MSG>";

/** Ports that nobody listens on. */
async function freePorts(n) {
  const servers = await Promise.all(Array.from({ length: n }, () => new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
  })));
  const ports = servers.map((s) => s.address().port);
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}

function encode(message, key) {
  const parts = ["header", "parent_header", "metadata", "content"].map((k) => Buffer.from(JSON.stringify(message[k] ?? {})));
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return [Buffer.from(DELIMITER), Buffer.from(hmac.digest("hex")), ...parts, ...(message.buffers ?? []).map((b) => Buffer.from(b.buffer ?? b))];
}

function decode(frames, key, channel) {
  const at = frames.findIndex((f) => f.toString() === DELIMITER);
  const parts = frames.slice(at + 2, at + 6);
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  if (hmac.digest("hex") !== frames[at + 1].toString()) throw new Error(`a message of the kernel on ${channel} is signed wrongly`);
  const [header, parent_header, metadata, content] = parts.map((p) => JSON.parse(p.toString()));
  return { header, parent_header, metadata, content, channel, buffers: frames.slice(at + 6).map((b) => new DataView(Uint8Array.from(b).buffer)) };
}

/** The class of a socket that the KernelConnection takes for a WebSocket; errors of the wire go to `complaints`. */
function socketClass(connection, complaints) {
  return class RawSocket {
    protocol = "";
    #channels = {};
    #closed = false;
    #sending = Promise.resolve();
    static last;

    constructor() {
      RawSocket.last = this;
      const routingId = randomUUID(); // one for all, as input_request needs
      const dealer = { routingId, sendHighWaterMark: 0, receiveHighWaterMark: 0, maxMessageSize: -1, linger: 0 };
      for (const name of ["iopub", "shell", "control", "stdin"]) {
        const socket = name === "iopub" ? new zmq.Subscriber({ receiveHighWaterMark: 0, maxMessageSize: -1, linger: 0 }) : new zmq.Dealer(dealer);
        socket.connect(`tcp://127.0.0.1:${connection[name + "_port"]}`);
        this.#channels[name] = socket;
        this.#read(name, socket);
      }
      this.#channels.iopub.subscribe();
    }

    async #read(name, socket) {
      for await (const frames of socket) {
        if (this.#closed) return;
        try {
          this.onmessage({ data: decode(frames, connection.key, name), type: "message", target: this });
        } catch (e) {
          complaints.push(e.message);
        }
      }
    }

    send(message) {
      this.#sending = this.#sending.then(() => this.#channels[message.channel].send(encode(message, connection.key)))
        .catch((e) => { if (!this.#closed) complaints.push(e.message); });
    }

    close() {
      this.#closed = true;
      for (const socket of Object.values(this.#channels)) socket.close();
    }
  };
}

/**
 * Starts the kernel of the kernelspec in `spec` (the path of a kernel.json) in a folder of its own with the variables of
 * `env`, and connects. Returns {kernel, process, folder, stderr(), complaints, dispose()}.
 */
export async function startRaw(spec, env) {
  const folder = mkdtempSync(join(tmpdir(), "gradbook vscode "));
  const { argv, env: own } = JSON.parse(readFileSync(spec, "utf8"));
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  const connection = {
    version: 5, transport: "tcp", ip: "127.0.0.1", key: randomBytes(16).toString("hex"), signature_scheme: "hmac-sha256",
    shell_port: shell, iopub_port: iopub, stdin_port: stdin, control_port: control, hb_port: hb, kernel_name: "gradbook",
  };
  const file = join(folder, "kernel-v3.json");
  writeFileSync(file, JSON.stringify(connection));
  const child = spawn(argv[0], argv.slice(1).map((a) => a.replace("{connection_file}", file)), { cwd: folder, env: { ...env, ...own } });
  let stderr = "";
  child.stderr.on("data", (d) => { stderr += d; });
  const complaints = [];
  const RawSocket = socketClass(connection, complaints);
  const same = (data) => data;
  const kernel = new KernelConnection({
    serverSettings: ServerConnection.makeSettings({ WebSocket: RawSocket, wsUrl: "RAW", serializer: { serialize: same, deserialize: same } }),
    clientId: randomUUID(), username: randomUUID(), handleComms: true, model: { name: "gradbook", id: randomUUID() },
  });
  RawSocket.last.onopen({ target: RawSocket.last });
  // What a kernel publishes before the subscription has reached it is lost; the extension asks again until it hears something.
  const ready = kernel.info;
  for (let heard = false; !heard;) {
    if (child.exitCode !== null) throw new Error(`the kernel ended with code ${child.exitCode}: ${stderr}`);
    kernel.requestKernelInfo().catch(() => {});
    heard = await Promise.race([ready.then(() => true), sleep(500).then(() => false)]);
  }
  return {
    kernel, process: child, folder, complaints, stderr: () => stderr,
    dispose() {
      kernel.dispose();
      RawSocket.last.close();
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
