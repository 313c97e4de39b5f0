// display.Interact as ipywidgets, which JupyterLab's extension jupyterlab_widgets draws.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(undefined, { GRADBOOK_WIDGETS: "ipywidgets" }), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

const cells = [
  `func wave(x float64) float64 { return 2 * x }
display.Interact(func(x float64, n int, name string, loud bool, note string) string {
	if loud {
		name += "!"
	}
	return fmt.Sprintf("%s %.1f %d %s", name, wave(x), 12/n, note)
}, display.Range(0, 2, 0.1).Label("x<y & more"), display.Range(0, 6, 1).Label("n"), []string{"sine", "tent"}, display.Start(false).Label("loud"), "<b>")`,
  "display.Interact(func(x float64) plots.Figure { return plots.FuncAndGrad(Tanh, -4, 4, plots.TangentAt(x)) }, display.Range(-4, 4, 0.01).From(1).Label(\"x\"))",
  'clicks := 0\ndisplay.Interact(func(by int) int { clicks += by; return clicks }, display.Start(1).Label("by"), display.Button("count"))',
];

test("the result follows the widgets", async () => {
  const book = await Book.open(lab, browser, "ipywidgets", cells);
  const widget = (i, kind, k = 0) => book.cell(i).locator(`.jupyter-widgets ${kind}`).nth(k);
  /** Sets a slider to a value by the number beside it, which is a field. */
  const slide = async (i, k, to) => {
    await widget(i, ".widget-readout", k).fill(to);
    await widget(i, ".widget-readout", k).press("Enter");
  };
  const moveAll = async (loud) => {
    await slide(0, 0, "1.5");
    await book.shows(0, "sine 3.0 4 <b>");
    await widget(0, ".noUi-handle").press("ArrowLeft");
    await book.shows(0, "sine 2.8 4 <b>");
    await widget(0, ".noUi-handle").press("ArrowRight");
    await book.shows(0, "sine 3.0 4 <b>");
    await widget(0, "select").selectOption("tent");
    await book.shows(0, "tent 3.0 4 <b>");
    await widget(0, "input[type=checkbox]").check();
    await book.shows(0, "tent! 3.0 4 <b>");
    await widget(0, "input[type=text]").fill("text");
    await book.shows(0, "tent! 3.0 4 text");
    await slide(0, 1, "0");
    await book.shows(0, "panic: runtime error: integer divide by zero\nat cell[1]:6");
    await slide(0, 1, "6");
    await book.shows(0, "tent! 3.0 2 text");
  };
  const counts = async (n) => {
    await widget(2, "button").click();
    await until(`the clicks are ${n}`, async () => (await book.outputs(2).last().innerText()).trim() === String(n));
  };
  const picture = () => book.cell(1).locator("img, svg[role=img]").first().evaluate((e) => e.src ?? e.outerHTML);
  const moves = async (to) => {
    const before = await picture();
    await slide(1, 0, to);
    await until("the picture follows", async () => await picture() !== before);
  };
  try {
    await (await book.runAll())();
    await book.shows(0, "sine 2.0 4 <b>"); // both sliders in the middle
    assert.equal(await widget(0, ".widget-label", 0).innerText(), "x<y & more");
    assert.equal(await book.cell(0).locator("fieldset").count(), 0, "there are no controls of HTML");
    await book.shootAll("ipywidgets-first");
    await moveAll();
    await moves("-1.5");
    await counts(1);
    await widget(2, "input[type=number]").fill("5");
    await counts(6);

    await book.saved();
    await book.page.reload();
    await book.page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
    await book.idle();
    await widget(0, "select").waitFor();
    assert.equal(await widget(0, ".widget-readout").innerText(), "1.5", "the slider is where it was");
    await book.shows(0, "tent! 3.0 2 text");
    await book.shootAll("ipywidgets-reloaded");
    await slide(0, 0, "0.5");
    await book.shows(0, "tent! 1.0 2 text");
    await moves("2.5");
    await counts(11);

    await book.type(0, cells[0].replace("2 * x", "3 * x"), "Control+Enter"); // the same cell again
    await book.idle();
    await book.shows(0, "sine 3.0 4 <b>");
    assert.equal(await book.cell(0).locator("select").count(), 1);
    await slide(0, 0, "2");
    await book.shows(0, "sine 6.0 4 <b>");

    await book.type(2, "%reset", "Control+Enter");
    await book.idle();
    await until("the widgets have gone with the session", async () => await widget(0, "select").count() === 0);
    await book.shows(0, "sine 6.0 4 <b>"); // the result has not

    await book.type(2, cells[2]);
    await book.menu("Kernel", "Restart Kernel and Run All Cells…");
    await book.page.locator(".jp-Dialog .jp-mod-warn").click();
    await book.idle();
    await book.shows(0, "sine 3.0 4 <b>");
    await slide(0, 0, "0.5");
    await book.shows(0, "sine 1.5 4 <b>");
  } finally {
    await book.shoot("ipywidgets-end");
  }
  await book.close();
});
