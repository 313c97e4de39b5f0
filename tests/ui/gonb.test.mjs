// gonb's own notebooks that need a browser, as they are in its module, and what their cells leave out: a hand that clicks, and Plotly.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { startBrowser, startLab } from "./lab.mjs";

const module = "github.com/janpfeifer/gonb@v0.11.3";
const inModule = ["mod", "download", "-json", module];
const { Dir: folder } = JSON.parse(execFileSync("go", inModule, { cwd: tmpdir(), encoding: "utf8" }));
process.env.GONB_GIT_ROOT = folder; // what gonb's notebooks use of gonbui is to come from there

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

/** One of gonb's notebooks, for our kernel, without its outputs. */
function notebook(path) {
  const book = JSON.parse(readFileSync(join(folder, "examples", path), "utf8"));
  book.metadata.kernelspec = { name: "gradbook", display_name: "Go (gradbook)", language: "go" };
  for (const cell of book.cells) if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  return book;
}

/** The texts that the code cells of a saved notebook show. */
async function shown(book) {
  const text = (o) => [o.text ?? o.data?.["text/html"] ?? o.data?.["text/markdown"] ?? o.data?.["text/plain"] ?? o.traceback ?? ""].flat().join("");
  return (await book.saved()).cells.filter((c) => c.cell_type === "code").map((c) => c.outputs.map(text).join("\n"));
}

// What gonb's tests of the notebooks ask for: of a code cell, a text that it shows.
const books = [
  { name: "gonbui", want: { 3: /html displayed/, 4: /markdown displayed/ } },
  { name: "dom", want: { 3: /\n(This is a test!<br>\nAnd a second test\.<br>\n){2}$/, 4: /\nok$/ } },
  { name: "comms", want: { 4: /sent 1[\s\S]*got 2[\s\S]*got 3[\s\S]*got 4[\s\S]*closed[\s\S]*done/, 5: /ok/, 6: /No more\./ } },
  { name: "widgets", want: { 3: /clicked/, 4: /widget tested ok/, 5: /widget tested ok/ } },
];

for (const { name, want } of books) {
  test(`${name}.ipynb`, async () => {
    const book = await Book.open(lab, browser, name, JSON.stringify(notebook(`tests/${name}.ipynb`)));
    try {
      await (await book.runAll())();
      const texts = await shown(book);
      for (const [i, text] of Object.entries(want)) assert.match(texts[i], text, `code cell ${i}`);
      for (const [i, text] of texts.entries()) assert.doesNotMatch(text, /error|panic|Unexpected/i, `code cell ${i}`);
    } finally {
      await book.shootAll(`gonb-${name}`);
    }
    await book.close();
  });
}

test("input_boxes.ipynb", async () => {
  const book = await Book.open(lab, browser, "input_boxes", JSON.stringify(notebook("tests/input_boxes.ipynb")));
  const answer = async (text, type) => {
    const box = book.page.locator(type === "password" ? ".jp-Stdin-input[type=password]" : ".jp-Stdin-input:not([type=password])");
    await box.fill(text);
    await box.press("Enter");
    await box.waitFor({ state: "detached" });
  };
  try {
    const done = await book.runAll();
    await answer("foo", "text");
    await answer("bar", "password");
    await answer("42", "text");
    await book.shows(4, "Pin:");
    await answer("123456", "password");
    await done();
    const texts = await shown(book);
    assert.match(texts[3], /str=foo[\s\S]*pass=bar/);
    assert.match(texts[4], /int=42[\s\S]*secret=123456/);
  } finally {
    await book.shootAll("gonb-input_boxes");
  }
  await book.close();
});

const picked = `import (
	"github.com/janpfeifer/gonb/gonbui/dom"
	"github.com/janpfeifer/gonb/gonbui/widgets"
)
root := dom.CreateTransientDiv()
slider := widgets.Slider(0, 100, 50).WithHtmlId("gonb-slider").AppendTo(root).Done()
choice := widgets.Select([]string{"ab", "cd", "ef"}).WithHtmlId("gonb-select").AppendTo(root).Done()
button := widgets.Button("Ok").WithHtmlId("gonb-button").AppendTo(root).Done()
moves, clicks := slider.Listen().LatestOnly(), button.Listen().WithBuffer(1)
for {
	select {
	case v := <-moves.C:
		fmt.Println("moved to", v)
		continue
	case <-clicks.C:
	}
	break
}
fmt.Println("at", slider.Value(), choice.Value())
dom.Persist(root)`;

test("a hand at slider, list and button", async () => {
  const book = await Book.open(lab, browser, "hand", [picked]);
  try {
    const done = await book.runAll();
    await book.page.locator("#gonb-button").waitFor();
    await book.page.locator("#gonb-slider").fill("70");
    await book.shows(0, "moved to 70");
    await book.page.locator("#gonb-slider").press("ArrowRight");
    await book.shows(0, "moved to 71");
    await book.page.locator("#gonb-select").selectOption("ef");
    await book.page.locator("#gonb-button").click();
    await done();
    await book.shows(0, "at 71 2");
    assert.match((await shown(book))[0], /<button/); // Persist has kept it
  } finally {
    await book.shootAll("gonb-hand");
  }
  await book.close();
});

test("the tutorial's Plotly figure", async () => {
  const cell = notebook("tutorial.ipynb").cells.find((c) => [c.source].flat().join("").includes("plotly.DisplayFig(fig)"));
  const book = await Book.open(lab, browser, "plotly", [[cell.source].flat().join("")]);
  const script = createRequire(import.meta.url).resolve("plotly.js-dist-min/plotly.min.js");
  await book.page.route("https://cdn.plot.ly/**", (route) => route.fulfill({ path: script, contentType: "text/javascript" }));
  try {
    await (await book.runAll())();
    const figure = book.page.locator(".js-plotly-plot");
    await until("the figure has its bars", async () => await figure.locator(".bars .point").count() === 3);
    assert.match(await figure.locator(".gtitle").innerHTML(), /A Figure Specified By Go Struct/);
  } finally {
    await book.shootAll("gonb-plotly");
  }
  await book.close();
});
