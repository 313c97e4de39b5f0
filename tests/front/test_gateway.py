"""Jupyter Enterprise Gateway runs our kernel: a client elsewhere starts it, sends cells over a web socket, interrupts, restarts.

Run by `make test-front` with the gateway's own environment, as it needs older parts of Jupyter.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest
import uuid

from tornado.httpclient import AsyncHTTPClient, HTTPError
from tornado.websocket import websocket_connect

PATIENCE = float(os.environ.get("GRADBOOK_PATIENCE", "300"))  # for the first cell on a machine, which builds the worker


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Gateway(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        log = open(os.path.join(home.name, "log"), "w+")
        self.addCleanup(log.close)
        program = os.path.join(os.path.dirname(sys.executable), "jupyter-enterprisegateway")
        gateway = subprocess.Popen(
            [sys.executable, program, "--EnterpriseGatewayApp.ip=127.0.0.1", f"--EnterpriseGatewayApp.port={port}", "--EnterpriseGatewayApp.port_retries=0"],
            stdout=log, stderr=log, env={**os.environ, "JUPYTER_RUNTIME_DIR": home.name, "JUPYTER_CONFIG_DIR": home.name, "EG_INHERITED_ENVS": "XDG_CACHE_HOME,GRADBOOK_CACHE,GOCACHE"},
        )
        self.addCleanup(gateway.wait)
        self.addCleanup(gateway.terminate)
        for _ in range(300):
            try:
                await self.ask("/api")
                return
            except (OSError, HTTPError):
                await asyncio.sleep(0.2)
        log.seek(0)
        self.fail("the gateway does not start:\n" + log.read())

    async def ask(self, path, method="GET", body=None):
        reply = await AsyncHTTPClient().fetch(self.url + path, method=method, body=None if body is None else json.dumps(body), request_timeout=60, allow_nonstandard_methods=True)
        return json.loads(reply.body) if reply.body else None

    async def run_cell(self, ws, code, wait_for="idle", seconds=60):
        """Sends a cell; returns its outputs and the content of its reply, or earlier when it prints what is waited for."""
        msg_id = uuid.uuid4().hex
        header = {"msg_id": msg_id, "msg_type": "execute_request", "session": "test", "username": "", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        await ws.write_message(json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}))
        return await asyncio.wait_for(self.outputs(ws, msg_id, wait_for), seconds)

    async def outputs(self, ws, msg_id, wait_for="idle"):
        text, reply, idle = "", None, False
        while reply is None or not idle:
            msg = json.loads(await ws.read_message())
            if msg["parent_header"].get("msg_id") != msg_id:
                continue
            content = msg["content"]
            if msg["msg_type"] == "execute_reply":
                reply = content
            idle = idle or content.get("execution_state") == "idle"
            text += content.get("text", "") + content.get("data", {}).get("text/plain", "")
            if wait_for in text:
                return text, msg_id
        return text, reply

    async def test_a_kernel(self):
        self.assertIn("gradbook", (await self.ask("/api/kernelspecs"))["kernelspecs"])
        kernel = await self.ask("/api/kernels", "POST", {"name": "gradbook", "env": {"KERNEL_USERNAME": "reader"}})
        ws = await websocket_connect(self.url.replace("http", "ws") + f"/api/kernels/{kernel['id']}/channels")
        text, reply = await self.run_cell(ws, "kept := 6; kept * 7", seconds=PATIENCE)
        self.assertEqual((text[-2:], reply["status"]), ("42", "ok"), reply)
        _, msg_id = await self.run_cell(ws, 'fmt.Println("begun"); for {}', wait_for="begun")
        await self.ask(f"/api/kernels/{kernel['id']}/interrupt", "POST", {})
        _, reply = await asyncio.wait_for(self.outputs(ws, msg_id), 30)
        self.assertEqual(reply["ename"], "Interrupt")
        text, _ = await self.run_cell(ws, "kept")
        self.assertEqual(text, "6")
        ws.close()
        await self.ask(f"/api/kernels/{kernel['id']}/restart", "POST", {})
        ws = await websocket_connect(self.url.replace("http", "ws") + f"/api/kernels/{kernel['id']}/channels")
        _, reply = await self.run_cell(ws, "kept")
        self.assertEqual(reply["ename"], "CompileError")
        ws.close()
        await self.ask(f"/api/kernels/{kernel['id']}", "DELETE")
        with self.assertRaises(HTTPError):
            await self.ask(f"/api/kernels/{kernel['id']}")


if __name__ == "__main__":
    unittest.main()
