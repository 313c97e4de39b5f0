// The pages that `gradbook run --html` makes, on a desk and on a phone, by day and by night.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { complaintsOf } from "./book.mjs";
import { root, startBrowser } from "./lab.mjs";
import { brightness, contrasts, overflow } from "./look.mjs";

const books = readdirSync(join(root, "notebooks")).filter((n) => n.endsWith(".ipynb"));
const views = [
  { name: "desk by day", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "desk by night", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone by day", colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  { name: "phone by night", colorScheme: "dark", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
];

let browser, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "gradbook-pages-"));
  execFileSync(join(root, "build", "gradbook"), ["run", "--html", "-o", folder, ...books.map((n) => join(root, "notebooks", n))]);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

for (const page of ["index.html", ...books.map((n) => n.replace(/ipynb$/, "html"))]) {
  test(page, async (t) => {
    for (const { name, ...look } of views) {
      await t.test(name, async (t) => {
        const context = await browser.newContext(look);
        const window = await context.newPage();
        const complaints = complaintsOf(window);
        const requests = [];
        window.on("request", (r) => { if (!/^(file|data):/.test(r.url())) requests.push(r.url()); });
        await window.goto(pathToFileURL(join(folder, page)).href);

        assert.ok(await overflow(window) <= 0, `the page is ${await overflow(window)} pixels wider than the window`);
        const [worst] = await contrasts(window.locator("body"));
        assert.ok(worst.contrast >= 4.5, `"${worst.text.slice(0, 60)}" has a contrast of ${worst.contrast.toFixed(2)}`);
        t.diagnostic(`least contrast ${worst.contrast.toFixed(1)}: ${worst.text.slice(0, 40)}`);
        let pictures = 0;
        for (const picture of await window.locator("main svg, main img").filter({ visible: true }).all()) {
          const box = await picture.boundingBox();
          if (box.width < 100) continue; // an icon
          pictures++;
          const light = await brightness(picture);
          assert.ok(look.colorScheme === "light" ? light > 0.8 : light < 0.35, `a picture's brightness is ${light.toFixed(2)}`);
        }
        assert.ok(pictures > 0 || page === "index.html", "the page has no pictures");
        const shots = process.env.SHOTS;
        if (shots) {
          mkdirSync(shots, { recursive: true });
          await window.screenshot({ path: join(shots, `page-${page}-${name.replaceAll(" ", "-")}.png`), fullPage: true });
        }
        assert.deepEqual(complaints, [], "errors in the browser's console");
        assert.deepEqual(requests, [], "the page asks the network for something");
        await context.close();
      });
    }
  });
}
