"""Jupyter Enterprise Gateway runs our kernel: a client elsewhere starts it, sends cells over a web socket, interrupts, restarts.

Run by `make test-front` with the gateway's own environment, as it needs older parts of Jupyter.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import unittest

from tornado.httpclient import HTTPError

from remote import Server, free_port, lives


class Gateway(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        port = free_port()
        self.server = Server(f"http://127.0.0.1:{port}")
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
                await self.server.ask("/api")
                return
            except (OSError, HTTPError):
                await asyncio.sleep(0.2)
        log.seek(0)
        self.fail("the gateway does not start:\n" + log.read())

    async def test_a_kernel(self):
        await lives(self, self.server, env={"KERNEL_USERNAME": "reader"})


if __name__ == "__main__":
    unittest.main()
