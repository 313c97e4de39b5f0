"""A client of a Jupyter server's REST interface and web sockets, for kernels that run behind one."""

import asyncio
import json
import os
import socket
import uuid

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.websocket import websocket_connect

PATIENCE = float(os.environ.get("GRADBOOK_PATIENCE", "300"))  # for the first cell on a machine, which builds the worker


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, url, token=None):
        self.url, self.headers = url, {"Authorization": f"token {token}"} if token else {}

    async def ask(self, path, method="GET", body=None):
        body = None if body is None else json.dumps(body)
        reply = await AsyncHTTPClient().fetch(self.url + path, method=method, body=body, headers=self.headers, request_timeout=60, allow_nonstandard_methods=True)
        return json.loads(reply.body) if reply.body else None

    async def start(self, **model):
        """Starts a kernel; returns it and its channels."""
        kernel = Kernel(self, (await self.ask("/api/kernels", "POST", {"name": "gradbook", **model}))["id"])
        await kernel.connect()
        return kernel


class Kernel:
    def __init__(self, server, id):
        self.server, self.path = server, f"/api/kernels/{id}"

    async def connect(self):
        self.socket = await websocket_connect(HTTPRequest(self.server.url.replace("http", "ws", 1) + self.path + "/channels", headers=self.server.headers))

    async def run(self, code, wait_for="idle", seconds=60):
        """Sends a cell; returns what it shows and the content of its reply, or earlier, with its id, when it shows what is waited for."""
        msg_id = uuid.uuid4().hex
        header = {"msg_id": msg_id, "msg_type": "execute_request", "session": "test", "username": "", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        await self.socket.write_message(json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}))
        return await self.outputs(msg_id, wait_for, seconds)

    async def outputs(self, msg_id, wait_for="idle", seconds=60):
        return await asyncio.wait_for(self._outputs(msg_id, wait_for), seconds)

    async def _outputs(self, msg_id, wait_for):
        text, reply, idle = "", None, False
        while reply is None or not idle:
            msg = json.loads(await self.socket.read_message())
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

    async def interrupt(self):
        await self.server.ask(self.path + "/interrupt", "POST", {})

    async def restart(self):
        self.socket.close()
        await self.server.ask(self.path + "/restart", "POST", {})
        await self.connect()

    async def end(self):
        self.socket.close()
        await self.server.ask(self.path, "DELETE")


async def lives(test, server, **model):
    """What every server must do with our kernel: run cells that keep values, interrupt one, restart, end."""
    test.assertIn("gradbook", (await server.ask("/api/kernelspecs"))["kernelspecs"])
    kernel = await server.start(**model)
    text, reply = await kernel.run("kept := 6; kept * 7", seconds=PATIENCE)
    test.assertEqual((text[-2:], reply["status"]), ("42", "ok"), reply)
    _, msg_id = await kernel.run('fmt.Println("begun"); for {}', wait_for="begun")
    await kernel.interrupt()
    _, reply = await kernel.outputs(msg_id, seconds=30)
    test.assertEqual(reply["ename"], "Interrupt")
    text, _ = await kernel.run("kept")
    test.assertEqual(text, "6")
    await kernel.restart()
    _, reply = await kernel.run("kept")
    test.assertEqual(reply["ename"], "CompileError")
    await kernel.end()
    with test.assertRaises(HTTPError):
        await server.ask(kernel.path)
