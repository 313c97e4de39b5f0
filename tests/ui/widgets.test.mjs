// Widgets of gonbui: values go both ways between the browser and code in cells, and none of what connects them is kept in the notebook.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

const cells = [
  'import "github.com/janpfeifer/gonb/gonbui/widgets"\nslider := widgets.Slider(0, 10, 3).WithHtmlId("slider").Done()',
  "slider.Value()",
  "slider.SetValue(9)",
];

test("slider", async () => {
  const book = await Book.open(lab, browser, "slider", cells);
  const slider = book.page.locator("#slider");
  try {
    await (await book.runAll())();
    await book.shows(1, /\]:\s*3\s*$/);
    await until("the slider is where the code has set it", async () => await slider.inputValue() === "9");
    await slider.fill("7");
    await until("the code has the value of the slider", async () => {
      await book.type(1, "slider.Value()", "Control+Enter");
      await book.idle();
      return /\]:\s*7\s*$/.test(await book.shows(1, /\]:\s*\d+\s*$/));
    });
    const saved = JSON.stringify((await book.saved()).cells[0].outputs);
    assert.ok(!saved.includes("WebSocket"), "the script that connects is kept in the notebook");
  } finally {
    await book.shoot("widgets-slider");
  }
  await book.close();
});

test("slider after the page was loaded anew", async () => {
  const book = await Book.open(lab, browser, "reload", cells.slice(0, 2));
  try {
    await (await book.runAll())();
    await book.shows(1, /\]:\s*3\s*$/);
    await book.saved();
    await book.page.reload();
    await book.page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
    await book.idle();
    await book.type(0, cells[0], "Control+Enter");
    await book.idle();
    await until("the code has the value of the slider", async () => {
      await book.page.locator("#slider").fill("5"); // at first it may still be the one that the notebook has kept
      await book.type(1, "slider.Value()", "Control+Enter");
      await book.idle();
      return /\]:\s*5\s*$/.test(await book.shows(1, /\]:\s*\d+\s*$/));
    });
  } finally {
    await book.shoot("widgets-reload");
  }
  await book.close();
});
