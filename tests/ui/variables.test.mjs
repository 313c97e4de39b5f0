// The debugger's panel shows the variables of the session, as they are after each cell.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

const cells = [
  'type Point struct{ X, Y int }\np := Point{3, 4}\nhalf := 0.5\nnames := []string{"a", "b"}',
  "p.X = 17; half = 0.25",
];

test("variables", async () => {
  const book = await Book.open(lab, browser, "variables", cells);
  const { page } = book;
  const panel = page.locator(".jp-DebuggerVariables");
  const shows = async (what) => {
    let last = "";
    await until(`the panel shows ${what}`, async () => what.test(last = (await panel.allInnerTexts()).join("\n")))
      .catch((e) => { throw new Error(`${e.message}; it shows:\n${last}`); });
  };
  const run = async (i) => {
    await book.type(i, cells[i], "Control+Enter");
    await book.idle();
  };
  try {
    if (!await panel.isVisible()) await page.locator(".lm-TabBar-tab[data-id='jp-debugger-sidebar']").click();
    const bug = page.locator(".jp-DebuggerBugButton, [data-jp-item-name='debugger-icon'] jp-button").first();
    const started = async () => /variables\.ipynb/i.test(await page.locator("#jp-debugger-sidebar").innerText()); // its title
    await until("the debugger has started", async () => {
      await bug.click(); // which does nothing before JupyterLab has asked the kernel for a debugger
      return until("a click starts it", started, 2000).catch(() => false);
    });
    await run(0);
    await shows(/half\s*0\.5/);
    await shows(/names\s*\[\]string/);
    await run(1);
    await shows(/half\s*0\.25/);
    await panel.locator("jp-tree-item", { hasText: "Point" }).last().click();
    await shows(/X\s*17/);
    assert.deepEqual(book.complaints, []);
  } finally {
    await book.shoot("variables");
  }
  await book.close();
});
