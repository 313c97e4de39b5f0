"""The debugger through a real Jupyter client: the requests of the Debug Adapter Protocol that front ends send, in their order.

Run by `make kernel-test`, with the kernel installed into the environment of this Python.
"""

import time
import unittest

from jupyter_client.manager import start_new_kernel

TIMEOUT = 60

FIB = """func fib(n int) int {
	if n < 2 {
		return n
	}
	a := fib(n - 1)
	b := fib(n - 2)
	return a + b
}"""
CALL = "type P struct{ X, Y int }\nscale := 10\np := P{3, 4}\nr := fib(p.X) * scale\nr"


class Debugger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name="gradbook", startup_timeout=TIMEOUT)
        cls.kc.execute_interactive("1", timeout=300)  # the first cell on a machine builds the worker
        cls.seq = 0

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)

    def ask(self, command, success=True, **arguments):
        """Sends a request and returns the body of its answer."""
        type(self).seq += 1
        msg = self.kc.session.msg("debug_request", {"type": "request", "seq": self.seq, "command": command, "arguments": arguments})
        self.kc.control_channel.send(msg)
        while True:
            reply = self.kc.get_control_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == msg["header"]["msg_id"]:
                break
        self.assertEqual(reply["msg_type"], "debug_reply")
        content = reply["content"]
        self.assertEqual((content["type"], content["command"], content["request_seq"]), ("response", command, self.seq))
        self.assertEqual(content["success"], success, content)
        return content["body"] if success else content["message"]

    def event(self, name):
        """Waits for an event on iopub and returns its body."""
        while True:
            msg = self.kc.get_iopub_msg(timeout=TIMEOUT)
            if msg["msg_type"] == "debug_event" and msg["content"]["event"] == name:
                return msg["content"]["body"]

    def run_cell(self, code):
        return self.kc.execute(code)

    def reply(self, msg_id):
        while True:
            msg = self.kc.get_shell_msg(timeout=TIMEOUT)
            if msg["parent_header"].get("msg_id") == msg_id:
                return msg["content"]

    def frames(self, thread):
        return [(f["name"], f["line"]) for f in self.ask("stackTrace", threadId=thread)["stackFrames"]]

    def locals(self, thread, frame=0):
        f = self.ask("stackTrace", threadId=thread)["stackFrames"][frame]
        scopes = {s["name"]: s["variablesReference"] for s in self.ask("scopes", frameId=f["id"])["scopes"]}
        return {v["name"]: v for v in self.ask("variables", variablesReference=scopes["Locals"])["variables"]}, scopes, f["id"]

    def test_info(self):
        self.kc.kernel_info()
        while True:
            msg = self.kc.get_shell_msg(timeout=TIMEOUT)
            if msg["msg_type"] == "kernel_info_reply":
                break
        self.assertTrue(msg["content"]["debugger"])
        self.assertIn("debugger", msg["content"]["supported_features"])

    def test_walk(self):
        self.assertEqual(self.reply(self.run_cell(FIB))["status"], "ok")
        body = self.ask("initialize", clientID="test", adapterID="gradbook", linesStartAt1=True)
        self.assertEqual({f["filter"] for f in body["exceptionBreakpointFilters"]}, {"raised", "uncaught"})
        self.event("initialized")
        self.ask("attach")
        fib, call = (self.ask("dumpCell", code=c)["sourcePath"] for c in (FIB, CALL))
        info = self.ask("debugInfo")
        for code, path in ((FIB, fib), (CALL, call)):
            try:
                from ipykernel.compiler import murmur2_x86  # as front ends compute it
            except ImportError:
                break
            self.assertEqual(path, f"{info['tmpFilePrefix']}{murmur2_x86(code, info['hashSeed'])}{info['tmpFileSuffix']}")
        got = self.ask("setBreakpoints", source={"path": fib}, breakpoints=[{"line": 4}], sourceModified=False)
        self.assertEqual([b["line"] for b in got["breakpoints"]], [5])  # the next line with a statement
        self.ask("configurationDone")
        self.assertEqual(self.ask("debugInfo")["breakpoints"], [{"source": fib, "breakpoints": [{"line": 5}]}])

        cell = self.run_cell(CALL)
        stopped = self.event("stopped")
        thread = stopped["threadId"]
        self.assertEqual(stopped["reason"], "breakpoint")
        self.assertEqual([t["id"] for t in self.ask("threads")["threads"]], [thread])
        self.assertEqual(self.frames(thread), [("fib", 5), ("(cell)", 4)])
        self.assertEqual(self.ask("debugInfo")["stoppedThreads"], [thread])  # after a reload of the page
        self.assertEqual(self.ask("source", source={"path": fib})["content"], FIB)

        got, scopes, frame = self.locals(thread)
        self.assertEqual({n: v["value"] for n, v in got.items()}, {"n": "3"})
        session = {v["name"]: v for v in self.ask("variables", variablesReference=scopes["Session"])["variables"]}
        self.assertEqual(session["scale"]["value"], "10")
        parts = self.ask("variables", variablesReference=session["p"]["variablesReference"])["variables"]
        self.assertEqual([(v["name"], v["value"]) for v in parts], [("X", "3"), ("Y", "4")])

        self.ask("setBreakpoints", source={"path": fib}, breakpoints=[])
        took = []
        for want in ([("fib", 6), ("(cell)", 4)], [("fib", 7), ("(cell)", 4)]):
            start = time.perf_counter()
            self.ask("next", threadId=thread)
            self.event("stopped")
            took.append(time.perf_counter() - start)
            self.assertEqual(self.frames(thread), want)
        print(f"\n  a step takes {1000 * min(took):.1f} ms from the request to the event")
        got, _, frame = self.locals(thread)
        self.assertEqual({n: v["value"] for n, v in got.items()}, {"n": "3", "a": "1", "b": "1"})
        self.assertEqual(self.ask("evaluate", expression="a + b * 100 + p.Y", frameId=frame)["result"], "105")
        value = self.ask("evaluate", expression="[]P{p, {a, b}}", frameId=frame)
        parts = self.ask("variables", variablesReference=value["variablesReference"])["variables"]
        self.assertEqual([v["name"] for v in parts], ["[0]", "[1]"])
        self.assertIn("undefined: q", self.ask("evaluate", success=False, expression="q", frameId=frame))
        self.assertIn("undefined: q", self.ask("evaluate", expression="q", frameId=frame, context="repl")["result"])
        self.ask("setVariable", variablesReference=self.locals(thread)[1]["Locals"], name="a", value="n * 10")
        self.assertEqual(self.locals(thread)[0]["a"]["value"], "30")
        self.assertEqual(self.ask("richInspectVariables", variableName="a", frameId=frame)["data"]["text/plain"], "30")
        self.ask("copyToGlobals", srcVariableName="a", dstVariableName="kept", srcFrameId=frame)
        self.ask("stepOut", threadId=thread)
        self.event("stopped")
        self.assertEqual(self.frames(thread), [("(cell)", 5)])
        self.ask("continue", threadId=thread)
        self.event("continued")
        self.assertEqual(self.reply(cell)["status"], "ok")
        self.assertEqual(self.ask("debugInfo")["stoppedThreads"], [])
        names = {v["name"]: v["value"] for v in self.ask("inspectVariables")["variables"]}
        self.assertEqual((names["r"], names["kept"]), ("310", "30"))

        # A panic that nothing recovers; the interrupt of a cell that is stopped; a pause.
        self.ask("setExceptionBreakpoints", filters=["uncaught"])
        cell = self.run_cell("func fails(s []int) int { return s[len(s)] }\nfails(nil)")
        stopped = self.event("stopped")
        self.assertEqual((stopped["reason"], stopped["text"]), ("exception", "runtime error: index out of range [0] with length 0"))
        self.assertEqual(self.frames(stopped["threadId"]), [("fails", 1), ("(cell)", 2)])
        self.assertIn("index out of range", self.ask("exceptionInfo", threadId=stopped["threadId"])["description"])
        self.ask("continue", threadId=stopped["threadId"])
        self.assertEqual(self.reply(cell)["ename"], "Panic")
        loop = "for i := 0; ; i++ {\n\tif i < 0 {\n\t\tbreak\n\t}\n}"
        cell = self.run_cell(loop)
        self.ask("pause", threadId=1)
        self.assertEqual(self.event("stopped")["reason"], "pause")
        self.km.interrupt_kernel()
        self.event("continued")
        self.assertEqual(self.reply(cell)["ename"], "Interrupt")

        self.ask("disconnect", restart=False, terminateDebuggee=False)
        self.assertFalse(self.ask("debugInfo")["isStarted"])
        self.assertEqual(self.reply(self.run_cell("fib(20)"))["status"], "ok")


if __name__ == "__main__":
    unittest.main()
