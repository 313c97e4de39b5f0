// JupyterLab as its users use it: with keys, menus and the buttons of the toolbar.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Book, until } from "./book.mjs";
import { root, startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

/** A notebook as `gradbook new` makes it, with all that the kernel says of itself. */
function newProject() {
  const folder = mkdtempSync(join(tmpdir(), "gradbook-ui-"));
  try {
    execFileSync(join(root, "build", "gradbook"), ["new", "book"], { cwd: folder });
    return readFileSync(join(folder, "book", "notebooks", "00_book.ipynb"), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A test with a new notebook of these cells; what it did is in a picture if $SHOTS is set. */
function notebook(name, cells, body) {
  test(name, async (t) => {
    const file = name.replace(/\W+/g, "-");
    const book = await Book.open(lab, browser, file, cells);
    try {
      await body(book, t);
    } finally {
      await book.shoot(`lab-${file}`);
    }
    await book.close();
  });
}

notebook("edit a cell and run it", ["n := 20", "n + 1"], async (book, t) => {
  await (await book.runAll())();
  await book.shows(1, /^\s*\[2\]:\s*21\s*$/);
  await book.type(1, "n + 22");
  const start = performance.now();
  await book.page.keyboard.press("Control+Enter");
  await book.shows(1, "42");
  t.diagnostic(`from the key to the value: ${(performance.now() - start).toFixed(0)} ms`);
});

notebook("state lives on, names are bound late", ["func price() int { return 2 }", "func bill(n int) int { return n * price() }", "bill(3)"], async (book) => {
  await (await book.runAll())();
  await book.shows(2, "6");
  await book.type(0, "func price() int { return 5 }", "Control+Enter");
  await book.idle();
  await book.type(2, "bill(3)", "Control+Enter");
  await book.shows(2, "15");
});

// What Tab makes of a prefix: one completion is put in, of several a menu is shown, from which one is chosen.
const completions = [
  { name: "variable", type: "planeta", become: "planetarium" },
  { name: "field", type: "earth.Ra", become: "earth.Radius" },
  { name: "method", type: "earth.Sur", become: "earth.Surface" },
  { name: "package that is not imported", type: "strings.HasPref", become: "strings.HasPrefix" },
  { name: "what an interface holds", type: "body.", choose: "(planet).Radius", become: "body.(planet).Radius" },
  { name: "menu", type: "strings.Has", choose: "HasSuffix", become: "strings.HasSuffix" },
];

notebook("completion with Tab", ["type planet struct{ Name string; Radius float64 }\nfunc (p planet) Surface() float64 { return 4 * math.Pi * p.Radius * p.Radius }\nearth := planet{\"Earth\", 6371}\nplanetarium := []planet{earth}\nvar body interface{ Surface() float64 } = earth", ""], async (book, t) => {
  await (await book.runAll())();
  for (const c of completions) {
    await t.test(c.name, async (t) => {
      await book.type(1, c.type);
      const start = performance.now();
      await book.page.keyboard.press("Tab");
      const menu = book.page.locator(".jp-Completer");
      const editor = book.cell(1).locator(".cm-content");
      await until("an answer to Tab", async () => await menu.isVisible() || (await editor.innerText()).trim() !== c.type);
      t.diagnostic(`${(performance.now() - start).toFixed(0)} ms`);
      if (await menu.isVisible()) {
        await book.shoot(`lab-completion-${c.name.replaceAll(" ", "-")}`);
        if (c.choose) await menu.locator(".jp-Completer-item", { hasText: c.choose }).first().click();
        else await book.page.keyboard.press("Enter");
      }
      await until(`the cell says ${c.become}`, async () => (await editor.innerText()).trim() === c.become, 5000);
    });
  }
});

notebook("tooltip with Shift+Tab", ["func area(r float64) float64 { return math.Pi * r * r }", "strings.HasPrefix"], async (book) => {
  await (await book.runAll())();
  const tooltip = book.page.locator(".jp-Tooltip");
  await book.type(1, "strings.HasPrefix", "Shift+Tab");
  await tooltip.getByText("begins with prefix").waitFor();
  await book.shoot("lab-tooltip-package");
  await book.page.keyboard.press("Escape");
  await book.type(1, "area", "Shift+Tab");
  await tooltip.getByText("func area(r float64) float64").waitFor();
});

notebook("interrupt with the button keeps the state", ["kept := 7", "for {\n}", "kept * 6"], async (book, t) => {
  await book.type(0, "kept := 7", "Control+Enter");
  await book.idle();
  await book.type(1, "for {\n\tkept++\n\tkept--\n}", "Control+Enter");
  await book.page.locator(".jp-Notebook-ExecutionIndicator[data-status='busy']").waitFor({ state: "attached" });
  const start = performance.now();
  await book.page.locator(".jp-NotebookPanel-toolbar [data-command='notebook:interrupt-kernel'], .jp-NotebookPanel-toolbar [data-jp-item-name='interrupt']").first().click();
  await book.shows(1, "interrupted");
  t.diagnostic(`from the click to the end of the loop: ${(performance.now() - start).toFixed(0)} ms`);
  await book.idle();
  await book.type(2, "kept * 6", "Control+Enter");
  await book.shows(2, "42");
});

notebook("an error ends Run All", ["a := 1", "panic(\"stop here\")", "a = 2", "a"], async (book) => {
  await (await book.runAll())();
  await book.shows(1, "stop here");
  await book.type(3, "a", "Control+Enter");
  await book.shows(3, /\]:\s*1\s*$/);
});

notebook("restart forgets", ["alive := 1", "alive"], async (book, t) => {
  await (await book.runAll())();
  await book.shows(1, /\]:\s*1\s*$/);
  await book.menu("Kernel", "Restart Kernel…");
  const start = performance.now();
  await book.page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
  await book.page.locator(".jp-Notebook-ExecutionIndicator:not([data-status='idle'])").waitFor({ state: "attached" }).catch(() => {});
  await book.idle();
  t.diagnostic(`${(performance.now() - start).toFixed(0)} ms`);
  await book.type(1, "alive", "Control+Enter");
  await book.shows(1, "undefined: alive");
});

// Questions that a cell asks on standard input, in the box below it.
const questions = [
  { name: "fmt.Scanln", code: "var who string\nfmt.Print(\"Who? \")\nfmt.Scanln(&who)\nfmt.Println(\"hello,\", who)", answer: "Gopher", shows: "hello, Gopher" },
  { name: "display.Input", code: "who, err := display.Input(\"Who are you? \")\nfmt.Println(\"hello,\", who, err)", answer: "Ada Lovelace", shows: "hello, Ada Lovelace <nil>" },
  { name: "display.Password", code: "word, _ := display.Password(\"The word: \")\nfmt.Println(len(word), \"letters\")", answer: "sesame", shows: "6 letters", hidden: true },
  { name: "bufio.Scanner", code: "in := bufio.NewScanner(os.Stdin)\nin.Scan()\nfmt.Println(strings.ToUpper(in.Text()))", answer: "two words", shows: "TWO WORDS" },
];

notebook("questions", questions.map((q) => q.code), async (book, t) => {
  for (const [i, q] of questions.entries()) {
    await t.test(q.name, async () => {
      await book.type(i, q.code, "Control+Enter");
      const box = book.cell(i).locator(".jp-Stdin-input");
      await box.waitFor();
      assert.equal(await box.getAttribute("type") === "password", Boolean(q.hidden), "the input is hidden if and only if it should be");
      await book.shoot(`lab-question-${i}`);
      await box.fill(q.answer);
      await box.press("Enter");
      const text = await book.shows(i, q.shows);
      if (q.hidden) assert.ok(!text.includes(q.answer), "the answer to a password question is shown");
      await book.idle();
    });
  }
});

notebook("output arrives while a cell runs", ["for i := range 3 {\n\tfmt.Println(\"step\", i)\n\ttime.Sleep(700 * time.Millisecond)\n}\nfmt.Println(\"end\")"], async (book) => {
  const done = await book.runAll();
  const text = await book.shows(0, "step 0");
  assert.ok(!text.includes("end"), "all output came at once");
  await done();
  await book.shows(0, /step 0\s+step 1\s+step 2\s+end/);
});

notebook("a notebook that was only opened has nothing to save", newProject(), async (book) => {
  await sleep(1500); // nothing says when JupyterLab has taken over what the kernel says of itself
  assert.equal(await book.page.locator(".lm-mod-current.jp-mod-dirty, .jp-mod-current .jp-DirtyIndicator").count(), 0, "it is marked as changed");
});

const failing = ["func pick(xs []int, i int) int {\n\ty := 2 * xs[i]\n\treturn y\n}", "sort.Slice([]int{1, 2}, func(i, j int) bool { return pick(nil, i) > 0 })", "fmt.Printn(1)\nvar s string = 5"];

notebook("errors say where and why, and lead there", failing, async (book) => {
  for (const i of failing.keys()) {
    await book.type(i, failing[i], "Control+Enter");
    await book.idle();
  }
  const text = await book.shows(1, "index out of range");
  for (const want of ["cell[1]:2 pick", "y := 2 * xs[i]", "hint: xs is empty", "… in sort.Slice", "cell[2]:1 (cell)"]) assert.ok(text.includes(want), `${want} is not in\n${text}`);
  await book.shows(2, /undefined: fmt\.Printn[^]*\^[^]*did you mean fmt\.Print\?[^]*cannot use 5/);
  const calls = book.cell(1).locator("details");
  assert.ok(!await calls.locator("li").first().isVisible(), "the calls of packages are not folded");
  await calls.locator("summary").click();
  await calls.getByText("sort.insertionSort_func").waitFor();
  await book.shoot("lab-error");
  await book.cell(1).getByRole("link", { name: "cell[1], line 2" }).first().click();
  await book.page.keyboard.insertText("HERE");
  const editor = book.cell(0).locator(".cm-content");
  await until("the cursor is at the index", async () => (await editor.innerText()).includes("y := 2 * xsHERE[i]"), 5000);
});
