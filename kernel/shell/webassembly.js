(async () => {
	const output = document.getElementById("{{.Div}}-output"), decoder = new TextDecoder();
	const fail = (e) => { output.textContent += e + "\n"; console.error(e); };
	try {
		const print = (bytes) => { output.textContent += decoder.decode(bytes, {stream: true}); return bytes.length; };
		const refuse = (...args) => args.pop()(Object.assign(new Error("not implemented"), {code: "ENOSYS"}));
		// The program sees the page as it is, but for a file system whose output is shown below the cell.
		const own = {fs: new Proxy({
			constants: {O_WRONLY: -1, O_RDWR: -1, O_CREAT: -1, O_TRUNC: -1, O_APPEND: -1, O_EXCL: -1, O_DIRECTORY: -1},
			writeSync: (fd, bytes) => print(bytes),
			write: (fd, bytes, offset, length, position, done) => done(null, print(bytes.subarray(offset, offset + length))),
			fsync: (fd, done) => done(null),
		}, {get: (has, name) => has[name] ?? refuse})};
		const page = new Proxy(globalThis, {
			get(of, name) {
				if (name in own) return own[name];
				const v = of[name];
				return typeof v === "function" && !v.prototype ? v.bind(of) : v;
			},
			set(of, name, v) { (name in of && name !== "Go" && name !== "path" && name !== "process" ? of : own)[name] = v; return true; },
		});
		((globalThis, fs) => { {{.Exec}} })(page, own.fs); // it names both
		const packed = Uint8Array.from(atob("{{.Program}}"), (c) => c.charCodeAt(0));
		const program = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
		const go = new own.Go();
		go.argv = {{.Args}};
		go.exit = (code) => { if (code !== 0) fail("exit status " + code); };
		const {instance} = await WebAssembly.instantiate(program, go.importObject);
		await go.run(instance);
	} catch (e) { fail(e); }
})();
