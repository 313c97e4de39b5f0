// JupyterLab's debugger on cells of Go: breakpoints in the gutter, steps, calls, variables, and what an expression is in a call.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

const cells = [
  "type Point struct{ X, Y int }\nfunc area(p Point, scale int) int {\n\tw := p.X * scale\n\th := p.Y * scale\n\treturn w * h\n}",
  "total := 0\nfor i := range 2 {\n\ttotal += area(Point{i + 1, 3}, 10)\n}\ntotal",
  "func fails(s []int) int { return s[len(s)] }\nfails([]int{1, 2})",
];

/** A notebook with the debugger's panel open. */
class Debugged extends Book {
  get panel() { return this.page.locator("#jp-debugger-sidebar"); }

  /** Presses the bug until the debugger is on, or off. */
  async bug(on) {
    if (!await this.panel.isVisible()) await this.page.locator(".lm-TabBar-tab[data-id='jp-debugger-sidebar']").click();
    const bug = this.page.locator(".jp-DebuggerBugButton, [data-jp-item-name='debugger-icon'] jp-button").first();
    const state = async () => (await this.page.locator(".jp-DebuggerBugButton, [data-jp-item-name='debugger-icon'] jp-button").first().getAttribute("aria-pressed")) === "true";
    await until(`the debugger is ${on ? "on" : "off"}`, async () => {
      if (await state() === on) return true;
      await bug.click(); // which does nothing before JupyterLab has asked the kernel for a debugger
      return until("a click does it", async () => await state() === on, 3000).catch(() => false);
    });
  }

  /** Clicks into the gutter beside a line, from 1. */
  async gutter(i, line) {
    await this.cell(i).locator(".cm-breakpoint-gutter .cm-gutterElement").nth(line).click();
    await this.cell(i).locator(".cm-breakpoint-icon:visible").first().waitFor(); // one is hidden: it makes room for the others
  }

  async text(part) { return (await this.page.locator(part).allInnerTexts()).join("\n"); }

  /** Waits until a part of the panel shows something. */
  async has(part, what) {
    let last = "";
    await until(`${part} shows ${what}`, async () => what.test(last = await this.text(part)))
      .catch((e) => { throw new Error(`${e.message}; it shows:\n${last}`); });
  }

  calls(what) { return this.has(".jp-DebuggerCallstack", what); }
  variables(what) { return this.has(".jp-DebuggerVariables", what); }

  /** Waits until the marked line of a cell is this one. */
  async marks(i, text) {
    await until(`the marked line is ${text}`, async () => (await this.cell(i).locator(".jp-DebuggerEditor-highlight").allInnerTexts()).join("").includes(text));
  }

  /** Computes an expression in the debugger's console, which it opens. */
  async evaluates(code, shows) {
    const console = this.page.locator(".jp-CodeConsole");
    if (!await console.isVisible()) await this.press("evaluate");
    await console.locator(".jp-CodeConsole-promptCell .cm-content").click();
    await this.page.keyboard.insertText(code);
    await this.page.keyboard.press("Shift+Enter");
    await this.has(".jp-CodeConsole-content", shows);
  }

  /** Gives the room of the console back to the notebook. */
  async closeConsole() {
    await this.page.locator(".lm-TabBar-tab", { hasText: "Console" }).locator(".lm-TabBar-tabCloseIcon").click();
    await this.page.locator(".jp-CodeConsole").waitFor({ state: "detached" });
  }

  /** Presses a button of the panel: continue, next, stepIn, stepOut. */
  async press(name) { await this.panel.locator(`[data-command='debugger:${name}']`).first().click(); }
}

test("the bug icon", async () => {
  const book = await Debugged.open(lab, browser, "debugger", cells);
  try {
    await book.type(0, cells[0], "Control+Enter"); // before: its function must be watched nevertheless
    await book.idle();
    await book.bug(true);
    await book.gutter(0, 4);
    await book.cell(1).locator(".cm-content").click();
    await book.page.keyboard.press("Control+Enter");

    await book.calls(/area[\s\S]*\(cell\)/);
    await book.marks(0, "h := p.Y * scale");
    await book.variables(/w\s*10\b/);
    await book.variables(/scale\s*10\b/);
    await book.variables(/p\s*Point/);
    await book.shoot("debugger-stopped");
    await book.evaluates("w + scale", /\b20\b/);
    await book.evaluates("nonsense", /undefined: nonsense/);
    await book.variables(/scale\s*10\b/); // which JupyterLab asks for anew
    await book.closeConsole();
    await book.press("next");
    await book.marks(0, "return w * h");
    await book.variables(/h\s*30\b/);
    await book.press("stepOut");
    await book.marks(1, "total +="); // the next round
    await book.variables(/i\s*[01]\b/);
    await book.press("continue");
    await book.marks(0, "h := p.Y * scale");
    await book.variables(/w\s*20\b/);
    await book.press("continue");
    await book.shows(1, "900");
    await book.idle();
    await book.variables(/total\s*900\b/);

    const uncaught = book.page.locator(".jp-PauseOnExceptions-menu .lm-Menu-itemLabel", { hasText: "uncaught" });
    await until("the menu of panics to stop at", async () => { // which closes when the panel is drawn anew
      await book.page.locator(".jp-PauseOnExceptions").first().click();
      return await uncaught.click({ timeout: 2000 }).then(() => true, () => false);
    });
    await book.cell(2).locator(".cm-content").click();
    await book.page.keyboard.press("Control+Enter");
    await book.calls(/fails[\s\S]*\(cell\)/);
    await book.marks(2, "return s[len(s)]");
    await book.variables(/s\s*\[\]int/);
    await book.shoot("debugger-panic");
    await book.press("continue");
    await book.shows(2, "index out of range [2] with length 2");
    await book.idle();

    await book.bug(false);
    await book.cell(1).locator(".cm-content").click();
    await book.page.keyboard.press("Control+Enter");
    await book.idle();
    await book.shows(1, "900");
    assert.deepEqual(book.complaints, []);
  } finally {
    await book.shoot("debugger");
  }
  await book.close();
});
