// The sliders of notebooks/08_pictures: one whose pictures are in the output, and one that asks the kernel.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { root, startBrowser, startLab } from "./lab.mjs";

let lab, browser;
before(async () => { [lab, browser] = await Promise.all([startLab(), startBrowser()]); });
after(async () => { await browser?.close(); await lab?.close(); });

const { cells } = JSON.parse(readFileSync(join(root, "notebooks", "08_pictures.ipynb"), "utf8"));
const sources = ["moving", "live-picture", "live"].map((id) => cells.find((c) => c.id === id).source.join(""));

/** The SVG that a cell shows, inline or, as JupyterLab does with outputs of that type, as an image. */
function pictureOf(cell) {
  return cell.locator(".jp-OutputArea").first().evaluate((area) => {
    const svg = area.querySelector("svg[role=img]");
    if (svg) return svg.outerHTML;
    const [type, data] = area.querySelector("img")?.src.split(",", 2) ?? ["", ""];
    if (!type.endsWith(";base64")) return decodeURIComponent(data);
    return new TextDecoder().decode(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)));
  });
}

for (const [theme, scheme] of [["JupyterLab Light", "light"], ["JupyterLab Dark", "dark"]]) {
  test(`value, tangent and graph follow the slider, ${scheme}`, async () => {
    const book = await Book.open(lab, browser, `interactive-${scheme}`, sources, { theme, scheme });
    const shows = (i, text) => until(`the picture of cell ${i} says ${text}`, async () => (await pictureOf(book.cell(i))).includes(text));
    try {
      await (await book.runAll())();

      await shows(0, "z = 0.00: value 0.5000, slope 0.2500"); // the middle of the pictures in the output
      await book.cell(0).locator("input[type=range]").fill("16");
      await shows(0, "z = 2.00: value 0.8808, slope 0.1050");
      assert.equal(await book.cell(0).locator("output").innerText(), "2.0");

      await shows(1, "z = 1.50: value 0.8176, slope 0.1491");
      const live = book.page.locator("#live-slider");
      await live.fill("-123");
      await shows(1, "z = -1.23: value 0.2262, slope 0.1750"); // no picture of this place was there before
      await live.fill("-124");
      await live.fill("300");
      await shows(1, "z = 3.00: value 0.9526, slope 0.0452"); // the last place counts
      await book.shootAll(`interactive-${scheme}`);

      // Another function under the same name: the code that waits for the slider calls that one.
      await book.type(0, sources[0].replace("1 / (1 + Exp(-z))", "Sin(z)"), "Control+Enter");
      await book.idle();
      await live.fill("0");
      await shows(1, "z = 0.00: value 0.0000, slope 1.0000");
    } finally {
      await book.shoot(`interactive-${scheme}-end`);
    }
    await book.close();
  });
}
