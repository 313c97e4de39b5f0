// What the tests need from the machine. As a program it says in a line what is missing: node needs.mjs

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The path of a Chromium: $CHROMIUM, or what PATH has. Throws an error that says what to do if there is none. */
export function chromiumPath() {
  for (const name of [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"]) {
    if (!name) continue;
    const found = spawnSync("sh", ["-c", 'command -v "$0"', name], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
    if (name === process.env.CHROMIUM) throw new Error(`CHROMIUM=${name} is no program: set it to the path of a Chromium`);
  }
  throw new Error("no Chromium on PATH: install one (apt-get install chromium), or set CHROMIUM to its path");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const version = process.versions.node;
    if (Number.parseInt(version, 10) < 20) throw new Error(`Node ${version} is too old: install Node 20 or newer`);
    chromiumPath();
  } catch (e) {
    console.error(`make test-ui cannot run: ${e.message}`);
    process.exit(1);
  }
}
