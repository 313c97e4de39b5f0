// The site of this project, as `make docs` writes it: fit for everybody by axe's rules, searched, and printed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { root, startBrowser } from "./lab.mjs";

const site = join(root, "build", "docs");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

execFileSync("make", ["-s", "docs"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
const pages = readdirSync(site).filter((n) => n.endsWith(".html"));

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

async function open(page, look) {
  const context = await browser.newContext(look);
  const window = await context.newPage();
  await window.goto(pathToFileURL(join(site, page)).href);
  return { context, window };
}

for (const page of pages) {
  for (const [colorScheme, rules] of [["light", {}], ["dark", { runOnly: ["color-contrast"] }]]) {
    test(`axe: ${page}, ${colorScheme}`, async (t) => {
      const { context, window } = await open(page, { colorScheme });
      await window.evaluate(axe);
      const { violations, passes } = await window.evaluate((rules) => globalThis.axe.run(document, rules), rules);
      const list = violations.map((v) => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`);
      assert.deepEqual(list, []);
      t.diagnostic(`${passes.length} rules hold`);
      await context.close();
    });
  }

  test(`print: ${page}`, async (t) => {
    const { context, window } = await open(page, { colorScheme: "dark", viewport: { width: 720, height: 1000 } });
    await window.emulateMedia({ media: "print", colorScheme: "dark" });
    const found = await window.evaluate(() => {
      const wide = [];
      for (const e of document.querySelectorAll("main pre, main svg, main table, main math[display]")) {
        const box = e.getBoundingClientRect();
        if (box.width > 0 && e.checkVisibility() && !e.closest("svg svg") && (box.right > innerWidth + 1 || e.tagName === "PRE" && e.scrollWidth > e.clientWidth + 1)) {
          wide.push(`${e.tagName} ${e.textContent.trim().slice(0, 50)}`);
        }
      }
      return { wide, background: getComputedStyle(document.body).backgroundColor, colour: getComputedStyle(document.body).color, nav: [...document.querySelectorAll("nav")].some((n) => n.checkVisibility()) };
    });
    assert.deepEqual(found.wide, [], "what paper would cut off");
    assert.equal(found.nav, false, "the list of pages is printed");
    const [, r] = found.background.match(/\((\d+)/) ?? [, "255"];
    assert.ok(found.background === "rgba(0, 0, 0, 0)" || Number(r) > 240, `paper is painted ${found.background}`);
    const shots = process.env.SHOTS;
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await window.pdf({ path: join(shots, `print-${page}.pdf`) });
    }
    await context.close();
  });
}

test("search finds a function, a heading and says when there is nothing", async () => {
  const { context, window } = await open("search.html", { viewport: { width: 1280, height: 900 } });
  const box = window.getByRole("searchbox");
  for (const [words, wanted] of [["Jacobian", /Jacobian/], ["tanh and its six derivatives", /six derivatives/i]]) {
    await box.fill(words);
    const hit = window.locator("main a").filter({ hasText: wanted, visible: true }).first();
    await hit.waitFor({ timeout: 5000 });
    const href = await hit.getAttribute("href");
    assert.match(href, /\.html/);
  }
  await box.fill("zzzzqqqq");
  await window.getByText(/nothing|no page/i).first().waitFor({ timeout: 5000 });
  await context.close();
});
