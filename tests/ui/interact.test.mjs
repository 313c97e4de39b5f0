// display.Interact: a function is called again as the user moves its controls, and what it returns is shown in place.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

const cells = [
  `func wave(x float64) float64 { return 2 * x }
display.Interact(func(x float64, n int, name string, loud bool, note string) string {
	if loud {
		name += "!"
	}
	return fmt.Sprintf("%s %.1f %d %s", name, wave(x), 12/n, note)
}, display.Range(0, 2, 0.1).Label("x"), display.Range(0, 6, 1).Label("n"), []string{"sine", "tent"}, false, "<b>")`,
  "display.Interact(func(x float64) plots.Figure { return plots.FuncAndGrad(Tanh, -4, 4, plots.TangentAt(x)) }, display.Range(-4, 4, 0.01).From(1))",
  'clicks := 0\ndisplay.Interact(func() int { clicks++; return clicks }, display.Button("count"))',
  `display.Interact(func(depth int, name string) string {
	fmt.Println("printed at", depth)
	if depth == 3 {
		for range display.Progress(100_000) {
			time.Sleep(30 * time.Millisecond)
		}
	}
	return name
}, display.Range(0, 3, 1), "a name")`,
  'fmt.Println("below")',
];

test("the result follows the controls", async () => {
  const book = await Book.open(lab, browser, "interact", cells);
  const control = (i, kind, k = 0) => book.cell(i).locator(kind).nth(k);
  try {
    await (await book.runAll())();
    await book.shows(0, "sine 2.0 4 <b>"); // both sliders in the middle
    await book.shootAll("interact-first");
    await control(0, "input[type=range]").fill("1.5");
    await book.shows(0, "sine 3.0 4 <b>");
    assert.equal(await control(0, "output").innerText(), "1.5");
    await control(0, "input[type=range]").press("ArrowDown"); // the slider's key, not the notebook's
    await book.shows(0, "sine 2.8 4 <b>");
    await control(0, "input[type=range]").press("ArrowRight");
    await book.shows(0, "sine 3.0 4 <b>");
    await control(0, "select").selectOption("tent");
    await book.shows(0, "tent 3.0 4 <b>");
    await control(0, "input[type=checkbox]").check();
    await control(0, "input[type=text]").fill("text");
    await book.shows(0, "tent! 3.0 4 text");
    await control(0, "input[type=range]", 1).fill("0");
    await book.shows(0, "panic: runtime error: integer divide by zero\nat cell[1]:6");
    await control(0, "input[type=range]", 1).fill("6");
    await book.shows(0, "tent! 3.0 2 text");

    const picture = () => book.cell(1).locator("img, svg[role=img]").first().evaluate((e) => {
      if (e.tagName !== "IMG") return e.outerHTML;
      const [type, data] = e.src.split(",", 2);
      return type.endsWith(";base64") ? new TextDecoder().decode(Uint8Array.from(atob(data), (c) => c.charCodeAt(0))) : decodeURIComponent(data);
    });
    const before = await picture();
    await control(1, "input[type=range]").fill("-1");
    await until("the picture follows", async () => await picture() !== before);

    for (let n = 1; n <= 2; n++) {
      await control(2, "button").click();
      await until(`click ${n} is counted`, async () => (await book.outputs(2).last().innerText()).trim() === String(n));
    }

    assert.deepEqual(await book.cell(3).locator("label > span").allInnerTexts(), ["depth", "name"]);
    await book.shows(3, "printed at 1\na name");
    await control(3, "input[type=range]").fill("2");
    await book.shows(3, "printed at 2\na name");
    await control(3, "input[type=range]").fill("3");
    await book.shows(3, /printed at 3[\s\S]*[1-9]\d*\/100000/);
    await book.shoot("interact-busy");
    await book.page.locator("[data-command='notebook:interrupt-kernel'], button[title^='Interrupt']").first().click();
    await book.shows(3, /printed at 3[\s\S]*interrupted/);
    await control(3, "input[type=range]").fill("0");
    await book.shows(3, "printed at 0\na name");
    assert.equal((await book.shows(4, "below")).trim(), "below");

    await book.type(0, cells[0].replace("2 * x", "3 * x"), "Control+Enter"); // the same cell again
    await book.idle();
    await book.shows(0, "sine 3.0 4 <b>");
    await control(0, "input[type=range]").fill("2");
    await book.shows(0, "sine 6.0 4 <b>");
    const saved = (await book.saved()).cells[0].outputs;
    assert.match(JSON.stringify(saved), /sine 6\.0 4/);

    await book.menu("Kernel", "Restart Kernel and Run All Cells…");
    await book.page.locator(".jp-Dialog .jp-mod-warn").click();
    await until("the cells run again", async () => (await book.outputs(2).allInnerTexts()).at(-1)?.trim() === "");
    await book.idle();
    await control(0, "input[type=range]").fill("1");
    await book.shows(0, "sine 3.0 4 <b>");
    await control(0, "input[type=range]").fill("0.5");
    await book.shows(0, "sine 1.5 4 <b>");
  } finally {
    await book.shoot("interact-end");
  }
  await book.close();
});
