// Notebook 7, the front end with one notebook a window. Run by `make test-front`, which has it in an environment of its own.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { root, startBrowser, startLab } from "./lab.mjs";

const program = join(process.env.FRONT_BIN ?? join(root, "build", "front-venv", "bin"), "jupyter-notebook");
const skip = existsSync(program) ? false : "Notebook 7 is not installed: make test-front does that";

let server, browser;
before(async () => { if (!skip) [server, browser] = await Promise.all([startLab(program), startBrowser()]); });
after(async () => { await browser?.close(); await server?.close(); });

test("a notebook", { skip }, async (t) => {
  const cells = ["n := 20", "plots.FuncAndGrad(Tanh, -3, 3)", "for {\n}", "[]struct{ Name string; Size int }{{\"a\", n}}", "strings.HasPref", "display.Input(\"Who? \")"];
  const book = await Book.open(server, browser, "seven", cells, { theme: null, path: "notebooks" });
  try {
    const run = async (i) => { await book.cell(i).locator(".cm-content").click(); await book.page.keyboard.press("Control+Enter"); };
    await run(0);
    await run(1);
    await book.outputs(1).locator("svg, img").first().waitFor();
    await run(2);
    await until("the kernel is busy", async () => await book.page.locator("[data-status='busy']").count() > 0);
    await book.menu("Kernel", "Interrupt Kernel");
    await book.shows(2, "interrupted");
    await run(3);
    await book.outputs(3).locator("table").first().waitFor();
    await book.cell(4).locator(".cm-content").click();
    await book.page.keyboard.press("End");
    await book.page.keyboard.press("Tab");
    await book.page.locator(".jp-Completer").waitFor(); // also for a single proposal
    await book.page.keyboard.press("Enter");
    await until("Tab completes", async () => (await book.cell(4).locator(".cm-content").innerText()).trim() === "strings.HasPrefix", 5000);
    await run(5);
    const box = book.cell(5).locator(".jp-Stdin-input");
    await box.fill("Gopher");
    await box.press("Enter");
    await book.shows(5, "Gopher");
  } finally {
    await book.shoot("notebook7");
  }
  // Notebook 7 itself says this when its settings load, whatever the kernel is.
  book.complaints = book.complaints.filter((c) => !c.includes("reading 'schema'"));
  await book.close();
});
