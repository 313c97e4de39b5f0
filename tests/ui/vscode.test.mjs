// What VS Code's Jupyter extension does with a kernel that is no Python.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { until } from "./book.mjs";
import { root } from "./lab.mjs";
import { startRaw } from "./rawkernel.mjs";

const spec = join(root, ".venv", "share", "jupyter", "kernels", "gradbook", "kernel.json");

// A desktop hands on few variables, and a PATH without Go.
const desktop = { HOME: homedir(), PATH: "/usr/bin:/bin", LANG: "C.UTF-8", ...(process.env.XDG_CACHE_HOME && { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME }) };

let raw;
before(async () => { raw = await startRaw(spec, desktop); });
after(() => raw?.dispose());

/** Runs a cell as the extension does; returns the reply and the outputs. */
async function run(code, answer, cell = "W0sZmlsZQ%3D%3D") {
  const future = raw.kernel.requestExecute({ code, silent: false, stop_on_error: false, allow_stdin: true, store_history: true }, false,
    { cellId: `vscode-notebook-cell:/folder/book.ipynb#${cell}` });
  const outputs = [];
  future.onIOPub = (m) => { if (m.header.msg_type !== "status" && m.header.msg_type !== "execute_input") outputs.push({ type: m.header.msg_type, ...m.content }); };
  future.onStdin = (m) => { if (m.header.msg_type === "input_request") raw.kernel.sendInputReply({ value: answer, status: "ok" }, m.header); };
  const reply = await future.done;
  return { reply: reply.content, outputs, id: future.msg.header.msg_id };
}

function children(pid) {
  const out = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" }).stdout;
  return out.split("\n").map((l) => Number(l)).filter(Boolean);
}

test("it starts, and says what it is on both channels", async () => {
  const info = await raw.kernel.info;
  assert.equal(info.status, "ok");
  assert.equal(info.language_info.name, "go"); // the language of its cells in the editor
  assert.equal(info.language_info.file_extension, ".go");
  await until("status idle", async () => raw.kernel.status === "idle");
});

test("cells keep their values and show them", async () => {
  assert.equal((await run("x := 20")).reply.status, "ok");
  const { outputs } = await run("x + 1");
  assert.deepEqual(outputs.map((o) => [o.type, o.data["text/plain"]]), [["execute_result", "21"]]);
});

test("cells find the Go that compiles them, though the desktop's PATH has none", async () => {
  const { reply, outputs } = await run("!go version");
  assert.equal(reply.status, "ok", JSON.stringify(outputs));
  assert.match(outputs[0].text, /^go version go1\./);
});

test("an error has the fields that the editor shows", async () => {
  const { reply, outputs } = await run("y := undefinedName");
  assert.equal(reply.status, "error");
  const error = outputs.find((o) => o.type === "error");
  assert.match(error.evalue, /undefinedName/);
  assert.ok(error.traceback.length > 0);
});

test("a question of a cell is answered", async () => {
  const { outputs } = await run('display.Input("Who? ")', "Gopher");
  assert.match(outputs[0].data["text/plain"], /Gopher/);
});

// The extension shows models of ipywidgets 7 for all kernels but Python's, in a view that has a copy of the messages, and takes for
// a cell what answers its request, or a message to one of its comms.
test("the controls of display.Interact are ipywidgets", async () => {
  const models = new Map();
  raw.kernel.registerCommTarget("jupyter.widget", (comm, m) => {
    const model = { comm, state: m.content.data.state, version: m.metadata.version, parent: m.parent_header.msg_id, echoes: [] };
    models.set(comm.commId, model);
    comm.onMsg = (m) => { model.echoes.push({ parent: m.parent_header.msg_id, ...m.content.data }); };
    comm.onClose = () => { model.closed = true; };
  });
  const results = [];
  const watch = (_, m) => { if (m.header.msg_type === "update_display_data") results.push(m); };
  raw.kernel.iopubMessage.connect(watch);
  const owned = new Set(); // ids of requests of the cells, and of messages to comms
  const first = () => {
    const m = results.shift();
    assert.ok(owned.has(m.parent_header.msg_id), "an update whose parent is no cell's would be dropped");
    return m;
  };
  const code = `display.Interact(func(x float64, name string) string { return fmt.Sprintf("%s %.1f", name, 2*x) },
	display.Range(0, 2, 0.1).Label("x<y"), []string{"sine", "tent"})`;
  const { reply, outputs, id } = await run(code, undefined, "interact");
  owned.add(id);
  assert.equal(reply.status, "ok");
  assert.ok([...models.values()].every((m) => m.parent === id), "all comms belong to the cell");

  const [form, result] = outputs.filter((o) => o.type === "display_data");
  const view = form.data["application/vnd.jupyter.widget-view+json"];
  const box = models.get(view.model_id);
  assert.deepEqual([view.version_major, box.version, box.state._model_name, box.state._model_module_version], [2, "2.1.0", "VBoxModel", "1.5.0"]);
  assert.equal(result.data["text/plain"], "sine 2.0");
  assert.ok(!("application/vnd.jupyter.widget-view+json" in result.data));
  const byName = (name) => [...models.values()].find((m) => m.state._model_name === name && !m.closed);
  const slider = byName("FloatSliderModel");
  assert.equal(slider.state.description, "x&lt;y");
  assert.ok(!outputs.some((o) => JSON.stringify(o).includes("gonb_comm(")), "no script of a web socket is sent");

  const future = slider.comm.send({ method: "update", state: { value: 0.30000000000000004 }, buffer_paths: [] });
  await until("the result of the slider's value", () => results.length > 0);
  const update = first();
  assert.equal(update.content.data["text/plain"], "sine 0.6");
  assert.equal(update.content.transient.display_id, result.transient.display_id);
  await until("the echo", () => slider.echoes.length > 0);
  assert.deepEqual(slider.echoes[0], { parent: future.msg.header.msg_id, method: "echo_update", state: { value: 0.30000000000000004 }, buffer_paths: [] });
  byName("DropdownModel").comm.send({ method: "update", state: { index: 1 }, buffer_paths: [] });
  await until("the result of the list's value", () => results.length > 0);
  assert.equal(first().content.data["text/plain"], "tent 0.6");

  // The extension takes an update for a cell if its parent is a request of a cell that is still there, or a message to its comm.
  owned.add((await run("1 + 1")).id);
  slider.comm.send({ method: "update", state: { value: 2 }, buffer_paths: [] });
  await until("the result after another cell has run", () => results.length > 0);
  assert.equal(first().content.data["text/plain"], "tent 4.0");

  const before = [...models.values()];
  await run(code, undefined, "interact");
  await until("the models of the first run are closed", () => before.every((m) => m.closed));
  assert.ok([...models.values()].some((m) => !m.closed));
  raw.kernel.iopubMessage.disconnect(watch);
});

test("completion and inspection", async () => {
  const complete = (await raw.kernel.requestComplete({ code: "strings.HasPre", cursor_pos: 14 })).content;
  assert.ok(complete.matches.some((m) => m.includes("HasPrefix")), complete.matches);
  const inspect = (await raw.kernel.requestInspect({ code: "x", cursor_pos: 1, detail_level: 0 })).content;
  assert.ok(inspect.found && inspect.data["text/plain"].includes("int"));
});

test("an interrupt goes by the control channel", async () => {
  const loop = run("for {\n}");
  await until("busy", async () => raw.kernel.status === "busy");
  const { KernelMessage } = await import("@jupyterlab/services").then((m) => m.default ?? m);
  const message = KernelMessage.createMessage({ msgType: "interrupt_request", channel: "control", username: raw.kernel.username, session: raw.kernel.clientId, content: {} });
  await raw.kernel.sendControlMessage(message, true, true).done;
  const { reply, outputs } = await loop;
  assert.equal(reply.status, "error");
  assert.match(outputs.map((o) => o.ename).join(), /nterrupt/);
  assert.equal((await run("x")).outputs[0].data["text/plain"], "20");
});

test("the extension kills the worker first and then the kernel: nothing stays", async () => {
  const family = [raw.process.pid, ...children(raw.process.pid)];
  assert.ok(family.length > 1, "the kernel has a worker");
  for (const pid of family.slice(1)) process.kill(pid, "SIGTERM");
  raw.process.kill();
  await until("the kernel has ended", async () => raw.process.exitCode !== null || raw.process.signalCode !== null, 5000);
  await sleep(200);
  for (const pid of family) assert.throws(() => process.kill(pid, 0), { code: "ESRCH" }, `process ${pid} is still there`);
  assert.deepEqual(raw.complaints, []);
  assert.equal(raw.stderr(), "");
});
