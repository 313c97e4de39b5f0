// A notebook in a browser window: its cells, what they show, and the keys and menus that a reader uses.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const patience = Number(process.env.PATIENCE ?? 20) * 1000; // milliseconds for what must come; a busy machine needs more

/** Waits until get() gives something true, and returns it. */
export async function until(what, get, limit = patience) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await get();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s in vain: ${what}`);
    await sleep(10);
  }
}

// What a browser's console says about the machine that it runs on, not about what a notebook shows.
const harmless = /Failed to load resource|net::ERR_|favicon|ResizeObserver loop|\bdeprecated\b/i;

/** The errors that a page's console shows from now on, as a growing list. */
export function complaintsOf(page) {
  const complaints = [];
  page.on("console", (m) => { if (m.type() === "error" && !harmless.test(m.text())) complaints.push(m.text()); });
  page.on("pageerror", (e) => complaints.push(String(e)));
  return complaints;
}

/** A notebook file with these cells. */
function notebookOf(sources) {
  const cells = sources.map((source, i) => (
    { cell_type: "code", id: `cell-${i}`, execution_count: null, metadata: {}, outputs: [], source }));
  const kernelspec = { name: "gradbook", display_name: "Go (gradbook)", language: "go" };
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

export class Book {
  constructor(lab, name, page) {
    Object.assign(this, { lab, name, page, file: join(lab.books, name), complaints: complaintsOf(page) });
  }

  /** Opens a notebook: a file's text, or a new one made of the sources of its cells. */
  static async open(lab, browser, name, content, { theme = "JupyterLab Light", scheme = "light", path = "lab/tree" } = {}) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 1000 }, colorScheme: scheme });
    context.setDefaultTimeout(patience);
    const book = new this(lab, `${name}.ipynb`, await context.newPage());
    writeFileSync(book.file, Array.isArray(content) ? notebookOf(content) : content);
    await book.page.goto(`${lab.url}/${path}/${book.name}?token=${lab.token}&reset`);
    await book.page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
    await book.idle(3 * patience); // the first start of a kernel on a machine builds the worker
    if (theme) await book.theme(theme);
    return book;
  }

  cell(i) { return this.page.locator(".jp-Notebook .jp-CodeCell").nth(i); }

  outputs(i) { return this.cell(i).locator(".jp-OutputArea-output"); }

  /** Waits until the kernel has nothing to do and no cell waits for it; questions of cells get this answer, if there is one. */
  async idle(limit = patience, answer) {
    const kernel = this.page.locator(".jp-Toolbar-kernelName", { hasText: "Go (gradbook)" }); // before: an idle "No Kernel"
    await kernel.waitFor({ timeout: limit });
    const status = this.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']");
    const waiting = this.page.locator(".jp-InputPrompt", { hasText: "*" });
    const box = this.page.locator(".jp-Stdin-input");
    await until("the kernel is idle", async () => {
      if (answer && await box.count() > 0) { // unless the cell has taken the answer meanwhile
        await box.fill(answer, { timeout: 1000 }).then(() => box.press("Enter", { timeout: 1000 })).catch(() => {});
      }
      return await status.count() > 0 && await waiting.count() === 0;
    }, limit);
  }

  /** Waits until a cell shows this text (a string, or a regular expression). */
  async shows(i, text) {
    const area = this.cell(i).locator(".jp-Cell-outputArea");
    let last = "";
    await until(`cell ${i} shows ${text}`, async () => {
      last = (await area.allInnerTexts()).join("\n");
      return text instanceof RegExp ? text.test(last) : last.includes(text);
    }).catch((e) => { throw new Error(`${e.message}; it shows:\n${last}`); });
    return last;
  }

  /** Opens a menu and chooses its items by their names. */
  async menu(top, ...items) {
    await this.page.locator(".lm-MenuBar-itemLabel").getByText(top, { exact: true }).click();
    for (const item of items) await this.page.locator(".lm-Menu-itemLabel").getByText(item, { exact: true }).click();
  }

  /** Chooses a theme; JupyterLab keeps it for the windows to come. */
  async theme(name) {
    if (await this.page.locator("body").getAttribute("data-jp-theme-name") === name) return;
    await this.menu("Settings", "Theme", name);
    await this.page.locator(`body[data-jp-theme-name="${name}"]`).waitFor({ state: "attached" });
  }

  /** Starts all cells; returns a function that waits for their end and tells the seconds that it took. See idle for `answer`. */
  async runAll(answer) {
    const start = performance.now();
    await this.menu("Run", "Run All Cells");
    return async (limit = 4 * patience) => {
      await sleep(100); // the prompts have their stars by then
      await this.idle(limit, answer);
      return (performance.now() - start) / 1000;
    };
  }

  /** Replaces the source of a cell by typing, then presses keys. */
  async type(i, code, ...keys) {
    await this.cell(i).locator(".cm-content").click();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.insertText(code);
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** What is in the file after it was saved. */
  async saved() {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Control+s");
    await until("the notebook is saved", async () => await this.page.locator(".jp-mod-current .jp-DirtyIndicator, .lm-mod-current.jp-mod-dirty").count() === 0);
    return JSON.parse(readFileSync(this.file, "utf8"));
  }

  /** Takes a picture if $SHOTS is a folder. */
  async shoot(name, options = {}) {
    const folder = process.env.SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), ...options });
  }

  /** Takes a picture of the whole notebook, in a window as tall as it. */
  async shootAll(name) {
    if (!process.env.SHOTS) return;
    await this.page.setViewportSize({ width: 1200, height: 3000 });
    await sleep(1000); // nothing says when a notebook is laid out anew
    await this.shoot(name);
  }

  /** Closes the window and asks that the console had nothing to say. */
  async close() {
    await this.page.context().close();
    assert.deepEqual(this.complaints, [], "errors in the browser's console");
  }
}
