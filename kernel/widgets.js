(kernel, display, instance) => {
  // Connects this window with the kernel, over a web socket of its own, and makes globalThis.gonb_comm, the object by which
  // widgets exchange values with code in cells: send, subscribe, unsubscribe, newSyncedVariable.
  "use strict";
  if (!location.protocol.startsWith("http")) return; // a page that was exported to a file
  const old = globalThis.gonb_comm;
  if (old && old.instance === instance && old.socket.readyState <= WebSocket.OPEN) {
    old.send("#installed", display);
    return;
  }
  if (old) old.close();

  // A value that is the same on both sides.
  class SyncedVariable {
    constructor(comm, address) {
      this.comm = comm;
      this.address = address;
      this.value = null;
      this.callbacks = new Map();
      comm.subscribe(address, (_, value) => this.take(value));
    }
    get() { return this.value; }
    set(value) {
      if (value === this.value) return;
      this.take(value);
      this.comm.send(this.address, value);
    }
    take(value) {
      if (value === this.value) return;
      this.value = value;
      for (const callback of this.callbacks.values()) callback(value);
    }
    subscribe(callback) {
      const id = Symbol(this.address);
      this.callbacks.set(id, callback);
      return id;
    }
    unsubscribe(id) { this.callbacks.delete(id); }
  }

  class Comm {
    constructor() {
      this.instance = instance; // of the kernel: after a restart it knows nothing of this comm
      this.id = crypto.randomUUID();
      this.session = crypto.randomUUID();
      this.subscriptions = new Map(); // id → {address, callback}
      this.variables = new Map(); // address → SyncedVariable
      this.socket = new WebSocket(url());
      this.ready = new Promise((resolve) => { this.opened = resolve; });
      this.socket.onopen = () => this.listen();
      this.socket.onmessage = (event) => this.receive(event.data);
      this.socket.onclose = () => {
        clearInterval(this.asking);
        if (globalThis.gonb_comm !== this) return;
        delete globalThis.gonb_comm;
        dispatchEvent(new Event("gradbook-comm"));
      };
    }

    // Sends a value to the code that has subscribed to the address.
    send(address, value) {
      this.ready.then(() => this.post("comm_msg", { comm_id: this.id, data: { address, value } }));
    }
    // Has callback(address, value) called with what code sends to the address.
    subscribe(address, callback) {
      const id = Symbol(address);
      this.subscriptions.set(id, { address, callback });
      return id;
    }
    unsubscribe(id) { this.subscriptions.delete(id); }
    newSyncedVariable(address, value) {
      let variable = this.variables.get(address);
      if (!variable) {
        variable = new SyncedVariable(this, address);
        this.variables.set(address, variable);
      }
      variable.set(value);
      return variable;
    }
    close() {
      if (globalThis.gonb_comm === this) delete globalThis.gonb_comm;
      this.socket.close();
    }

    // Opens the comm when something has come on iopub. What the kernel publishes before the server has subscribed to that for
    // this socket is lost, which happens where cells are running: asks until it is not.
    listen() {
      const ask = () => this.post("kernel_info_request", {});
      this.asking = setInterval(ask, 300);
      ask();
    }
    heard() {
      clearInterval(this.asking);
      this.asking = null;
      this.post("comm_open", { comm_id: this.id, target_name: "gonb_comm", data: { display } });
    }

    post(type, content) {
      const header = {
        msg_id: crypto.randomUUID(), msg_type: type, session: this.session,
        username: "", date: new Date().toISOString(), version: "5.4",
      };
      this.socket.send(JSON.stringify({
        channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [],
      }));
    }
    receive(text) {
      if (typeof text !== "string") return;
      const message = JSON.parse(text);
      if (this.asking && message.channel === "iopub") this.heard();
      if (message.header?.msg_type !== "comm_msg" || message.content?.comm_id !== this.id) return;
      const { address, value } = message.content.data;
      switch (address) {
        case "#comm_open_ack": this.opened(); return;
        case "#heartbeat/ping": this.send("#heartbeat/pong", true); return;
        case "#heartbeat/pong": return;
        case "#read":
          if (this.variables.has(value)) this.send(value, this.variables.get(value).get());
          return;
      }
      for (const s of [...this.subscriptions.values()]) if (s.address === address) s.callback(address, value);
    }
  }

  // The server's address, also behind a hub or a proxy: from the front end's own configuration, else from this page.
  function url() {
    const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    let base = config.wsUrl || new URL(config.baseUrl || "/", location.href).href.replace(/^http/, "ws");
    if (!base.endsWith("/")) base += "/";
    const token = config.token ? "?token=" + encodeURIComponent(config.token) : "";
    return `${base}api/kernels/${kernel}/channels${token}`;
  }

  // Keys pressed in a widget, such as the arrows of a slider, are its own, not JupyterLab's; Ctrl+S and its kin stay.
  if (!globalThis.gradbook_keys) {
    globalThis.gradbook_keys = true;
    const widgets = "input, select, textarea, button";
    addEventListener("keydown", (event) => {
      const target = event.target;
      if (!event.ctrlKey && !event.metaKey && target.matches?.(widgets) && target.closest(".jp-RenderedHTML")) event.stopImmediatePropagation();
    }, true);
  }

  globalThis.gonb_comm = new Comm();
  dispatchEvent(new Event("gradbook-comm")); // controls wait for it, see kernel/display/interact.js
}
