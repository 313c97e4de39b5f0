"""JupyterHub starts a server for a user, and that one our kernel, behind the hub's proxy.

Run by `make test-front` with the hub's own environment; the proxy is the hub's usual one, a Node program.
"""

import asyncio
import os
import secrets
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tornado.httpclient import HTTPError

from remote import Server, free_port, lives

PROXY = Path(__file__).parent.parent / "ui" / "node_modules" / ".bin" / "configurable-http-proxy"

CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = ["{proxy}"]
c.ConfigurableHTTPProxy.pid_file = "{home}/proxy.pid"
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret_file = "{home}/secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{home}/{{username}}"
c.Spawner.cmd = ["{bin}/jupyterhub-singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.env_keep.extend(["HOME", "XDG_CACHE_HOME", "GRADBOOK_CACHE", "GOCACHE"])
c.JupyterHub.services = [{{"name": "test", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
"""


@unittest.skipUnless(PROXY.exists(), "the hub's proxy is not installed: make test-front does that, with npm")
class Hub(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        public, token, bin = free_port(), secrets.token_hex(16), Path(sys.executable).parent
        config = Path(home.name) / "config.py"
        config.write_text(CONFIG.format(public=public, hub=free_port(), api=free_port(), proxy=PROXY, home=home.name, bin=bin, token=token))
        log = open(Path(home.name) / "log", "w+")
        self.addCleanup(log.close)
        hub = subprocess.Popen([sys.executable, "-m", "jupyterhub", "-f", config], stdout=log, stderr=log, cwd=home.name, env={**os.environ, "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16)})
        self.addCleanup(hub.wait)
        self.addCleanup(hub.terminate)
        self.hub = Server(f"http://127.0.0.1:{public}/hub", token)
        self.server = Server(f"http://127.0.0.1:{public}/user/reader", token)
        up = False
        for _ in range(300):
            try:
                await self.hub.ask("/api/")
                up = True
                break
            except (OSError, HTTPError):
                if hub.poll() is not None:
                    break
                await asyncio.sleep(0.2)
        if not up:
            log.seek(0)
            self.fail("the hub does not start:\n" + log.read())
        await self.hub.ask("/api/users/reader", "POST", {})
        await self.hub.ask("/api/users/reader/server", "POST", {})
        for _ in range(300):
            if (await self.hub.ask("/api/users/reader"))["servers"].get("", {}).get("ready"):
                return
            await asyncio.sleep(0.2)
        log.seek(0)
        self.fail("the hub does not start the user's server:\n" + log.read())

    async def test_a_kernel(self):
        await lives(self, self.server)
        await self.hub.ask("/api/users/reader/server", "DELETE")


if __name__ == "__main__":
    unittest.main()
