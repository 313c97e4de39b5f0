// One JupyterLab and one Chromium for the tests of a file, both with nothing of the user's: no settings, no profile,
// no kernels but the one that `make test-ui` has installed in .venv.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { chromiumPath } from "./needs.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const bin = join(root, ".venv", "bin");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/** A browser with a fresh profile. */
export function startBrowser() {
  return chromium.launch({ executablePath: chromiumPath(), args: flags });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** An environment in which Jupyter sees no folder of the user's, only .venv and `folder`. */
export function cleanEnvironment(folder) {
  return {
    ...process.env,
    JUPYTER_CONFIG_DIR: join(folder, "config"),
    JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(folder, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(folder, "workspaces"),
    IPYTHONDIR: join(folder, "ipython"),
  };
}

/** Starts JupyterLab, or another server of Jupyter's, on an empty folder of notebooks in `where`; returns {url, token, books, close}. */
export async function startLab(program = join(bin, "jupyter-lab"), env = {}, where = tmpdir()) {
  const folder = mkdtempSync(join(where, "gradbook-ui-"));
  const books = join(folder, "books");
  mkdirSync(books);
  const news = join(folder, "settings", "@jupyterlab", "apputils-extension");
  mkdirSync(news, { recursive: true });
  writeFileSync(join(news, "notification.jupyterlab-settings"), '{"fetchNews": "false", "checkForUpdates": false}');

  const token = randomBytes(16).toString("hex");
  const port = await freePort();
  const log = join(folder, "log");
  const server = spawn(program, ["--no-browser", `--port=${port}`, `--IdentityProvider.token=${token}`,
    `--ServerApp.root_dir=${books}`, "--allow-root"], { env: { ...cleanEnvironment(folder), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const sink = createWriteStream(log);
  server.stdout.pipe(sink);
  server.stderr.pipe(sink);
  const ended = new Promise((resolve) => server.once("exit", resolve));

  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}/api?token=${token}`).catch(() => null);
    if (answer?.ok) break;
    if (tries > 300 || server.exitCode !== null) {
      server.kill();
      throw new Error(`${program} does not start:\n${readFileSync(log, "utf8")}`);
    }
    await sleep(200);
  }
  return {
    url, token, books,
    async close() {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
