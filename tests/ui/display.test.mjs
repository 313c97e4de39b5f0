// What values, errors and pictures look like in JupyterLab, by day and by night.

import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Book, until } from "./book.mjs";
import { root, startBrowser, startLab } from "./lab.mjs";
import { brightness, contrasts } from "./look.mjs";

const folder = join(root, "notebooks");

// The project's notebooks import packages of its module and read what is beside them.
let lab, browser;
before(async () => {
  [lab, browser] = await Promise.all([startLab(undefined, {}, join(root, "build")), startBrowser()]);
  cpSync(folder, lab.books, { recursive: true });
});
after(async () => { await browser?.close(); await lab?.close(); });

// The reader's choice in JupyterLab, and what the operating system says. Pictures have to follow the first.
const days = [
  { name: "day", theme: "JupyterLab Light", scheme: "light" },
  { name: "night", theme: "JupyterLab Dark", scheme: "dark" },
  { name: "night by day", theme: "JupyterLab Dark", scheme: "light" },
  { name: "day by night", theme: "JupyterLab Light", scheme: "dark" },
];

for (const name of readdirSync(folder).filter((n) => n.endsWith(".ipynb"))) {
  test(`${name} runs and is shown`, async (t) => {
    for (const { name: day, theme, scheme } of name.startsWith("08_pictures") ? days : days.slice(0, 2)) {
      await t.test(day, async (t) => {
        const book = await Book.open(lab, browser, `${name}-${day.replaceAll(" ", "-")}`, readFileSync(join(folder, name), "utf8"), { theme, scheme });
        const done = await book.runAll("q"); // %debug asks where to go
        t.diagnostic(`all cells: ${(await done()).toFixed(1)} s`);

        const { cells } = await book.saved();
        const pictures = [];
        for (const [i, { cell_type, outputs = [], execution_count, metadata }] of cells.entries()) {
          if (cell_type !== "code") continue;
          assert.ok(execution_count > 0, `cell ${i} was not run`);
          const failed = outputs.find((o) => o.output_type === "error");
          const expected = metadata.tags?.includes("raises-exception") ?? false;
          assert.equal(Boolean(failed), expected, `cell ${i}: ${failed?.evalue}`);
          if (outputs.some((o) => o.data?.["image/svg+xml"] && !o.data["text/html"])) pictures.push(i);
        }
        for (const i of pictures) {
          const picture = book.page.locator(".jp-Notebook .jp-Cell").nth(i).locator(".jp-RenderedSVG").locator("img, svg").first();
          await picture.scrollIntoViewIfNeeded();
          await until(`the picture of cell ${i} is there`, async () => (await picture.boundingBox())?.width > 200);
          const light = await brightness(picture);
          assert.ok(theme.endsWith("Light") ? light > 0.8 : light < 0.3, `cell ${i}: the picture's brightness is ${light.toFixed(2)}`);
          await book.shoot(`display-${book.name}-${i}`);
        }
        t.diagnostic(`${pictures.length} pictures`);
        await book.close();
      });
    }
  });
}

// Values and what a reader has to find of them: an element of the output, with this text if one is given.
const values = [
  { name: "slice", code: "[]float64{1, 2.5, -3}", find: ".jp-OutputArea-output", text: /1.*2\.5.*-3/s },
  { name: "map", code: `map[string]int{"one": 1, "two": 2}`, find: ".jp-OutputArea-output", text: /one.*two/s },
  { name: "table of structs", code: `type planet struct {\n\tName   string\n\tRadius float64\n}\n[]planet{{"Mercury", 2440}, {"Venus", 6052}, {"Earth", 6371}}`, find: "table", text: /Name.*Radius.*Mercury.*2440/s },
  { name: "table of records", code: `[]map[string]any{{"name": "Mercury", "moons": 0}, {"name": "Mars", "moons": 2, "red": true}}`, find: "table", text: /moons\s+name\s+red[\s\S]*Mars\s+true/ },
  { name: "table of strings", code: `[][]string{{"name", "radius"}, {"Mars", "3390"}}`, find: "table", text: /Mars\s+3390/ },
  { name: "a million structs", code: "make([]struct{ A, B int }, 1_000_000)", find: "table", text: /999980 more rows[\s\S]*999999/ },
  { name: "a million numbers", code: "make([]float64, 1_000_000)", find: ".jp-OutputArea-output", text: /999960 more/ },
  { name: "nested", code: `map[string]any{"list": []any{1, nil, "two words", []string{""}}}`, find: ".jp-OutputArea-output", text: /map\[list:\[1 <nil> "two words" \[""\]\]\]/ },
  { name: "array", code: "a := Array([][]float64{{1, 2}, {3, 4}})\na * a", find: ".jp-OutputArea-output", text: /1\.? +4\.?\].*9\.? +16\.?\]/s },
  { name: "several results", code: `strings.Cut("key=value", "=")`, find: ".jp-OutputArea-output", text: /key.*value.*true/s },
  { name: "HTML", code: `display.HTML("<b id='bold'>bold</b> and <a href='https://go.dev'>a link</a>")`, find: "#bold", text: /bold/ },
  { name: "Markdown", code: 'display.Markdown("## A heading\\n\\n* one\\n* $x^2$")', find: ".jp-RenderedMarkdown h2", text: /A heading/ },
  { name: "formula", code: "display.Latex(`\\frac{1}{1+e^{-x}}`)", find: ".jp-RenderedLatex mjx-container" },
  { name: "SVG", code: "display.SVG(`<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"60\"><circle cx=\"30\" cy=\"30\" r=\"25\" fill=\"teal\"/></svg>`)", find: ".jp-RenderedSVG" },
  { name: "JSON", code: `display.JSON(map[string]any{"a": []int{1, 2}, "b": "text"})`, find: ".jp-RenderedJSON" },
  { name: "JSON as it came", code: "json.RawMessage(`{\"a\": [1, 2]}`)", find: ".jp-RenderedJSON" },
  { name: "Vega-Lite", code: `display.VegaLite(map[string]any{"mark": "bar", "data": map[string]any{"values": []map[string]int{{"a": 1, "b": 28}, {"a": 2, "b": 55}}}, "encoding": map[string]any{"x": map[string]string{"field": "a"}, "y": map[string]string{"field": "b"}}})`, find: ".vega-embed canvas, .vega-embed svg" },
  { name: "a bundle of one's own", code: `display.Bundle{"application/x-mine": 1, "text/html": "<i id='mine'>mine</i>"}`, find: "#mine", text: /mine/ },
  { name: "image", code: "im := image.NewRGBA(image.Rect(0, 0, 80, 40))\nfor i := range im.Pix {\n\tim.Pix[i] = uint8(i)\n}\nim", find: ".jp-RenderedImage img" },
  { name: "time", code: "time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)", find: ".jp-OutputArea-output", text: /2026-01-02 03:04:05/ },
  { name: "update", code: `display.ShowID("p", "early")\ndisplay.Update("p", "late")`, find: ".jp-OutputArea-output", text: /late/ },
  { name: "progress", code: "for range display.Progress(20) {\n\ttime.Sleep(time.Millisecond)\n}", find: ".jp-OutputArea-output", text: /20/ },
  { name: "progress of pairs", code: `for range display.ProgressOf2(maps.All(map[string]int{"a": 1, "b": 2}), 2) {\n}`, find: "progress + *, label", text: /2\/2/ },
  { name: "progress of a reader", code: `io.Copy(io.Discard, display.ProgressReader(strings.NewReader(strings.Repeat("x", 1<<22)), 1<<22))`, find: ".jp-OutputArea-output", text: /4\.19 MB\/4\.19 MB/ },
  { name: "colours and carriage returns", code: `for i := range 101 {\n\tfmt.Printf("\\r\\x1b[34m[1/3]\\x1b[0m Writing %3d%%", i)\n}\nfmt.Println()`, find: ".jp-OutputArea-output", text: /^\s*\[1\/3\] Writing 100%\s*$/ },
  { name: "clear", code: `fmt.Println("gone")\ndisplay.Clear(true)\nfmt.Println("stays")`, find: ".jp-OutputArea-output", text: /^stays\s*$/ },
  { name: "stderr", code: `fmt.Fprintln(os.Stderr, "to the side")`, find: "[data-mime-type='application/vnd.jupyter.stderr']", text: /to the side/ },
  // Chromium's viewer takes the keys from the cells below: it comes last
  { name: "PDF", code: `display.PDF([]byte("%PDF-1.1\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\\ntrailer<</Root 1 0 R>>"))`, find: ".jp-PDFContainer, [data-mime-type='application/pdf'] embed, [data-mime-type='application/pdf'] object" },
];

// Errors, and what their reader has to be told.
const errors = [
  { name: "undefined", code: "radius := 3.0\narea := math.Pi * radiuss * radius", text: /cell\[1\]:2:\d+: undefined: radiuss[\s\S]*\^[\s\S]*hint: did you mean/ },
  { name: "types", code: "n := 3\nn + \"three\"", text: /cell\[\d\]:2:/ },
  { name: "syntax", code: "for i := range 3 {\n\tfmt.Println(i)", text: /cell\[\d\]:\d+/ },
  { name: "panic", code: "func at(xs []int, i int) int {\n\treturn xs[i]\n}\nat([]int{1, 2}, 5)", text: /index out of range \[5\] with length 2[\s\S]*cell\[4\]:2[\s\S]*return xs\[i\]/ },
  { name: "error value", code: `os.Open("/there/is/no/such/file")`, text: /no such file/ },
  { name: "goroutine", code: `go func() { panic("in the background") }()\ntime.Sleep(100 * time.Millisecond)`, text: /in the background/ },
  { name: "exit", code: "os.Exit(3)", text: /exit code 3/ },
];

for (const { name, theme, scheme } of days.slice(0, 2)) {
  test(`values by ${name}`, async (t) => {
    const book = await Book.open(lab, browser, `values-${name}`, values.map((v) => v.code), { theme, scheme });
    for (const [i, v] of values.entries()) {
      await t.test(v.name, async () => {
        await book.type(i, v.code, "Control+Enter");
        await book.idle();
        const found = book.cell(i).locator(v.find).first();
        await found.scrollIntoViewIfNeeded({ timeout: 5000 });
        if (v.text) await until(`the output of ${v.name} matches ${v.text}`, async () => v.text.test(await found.innerText()), 5000);
        else await until(`${v.name} is there`, async () => (await found.boundingBox())?.height > 10, 5000);
        const [worst] = await contrasts(book.cell(i).locator(".jp-OutputArea-output").first());
        assert.ok(!worst || worst.contrast >= 3, `"${worst?.text}" has a contrast of ${worst?.contrast.toFixed(1)}`);
      });
    }
    await book.shootAll(`display-values-${name}`);
    await book.close();
  });

  test(`errors by ${name}`, async (t) => {
    const book = await Book.open(lab, browser, `errors-${name}`, errors.map((e) => e.code), { theme, scheme });
    for (const [i, e] of errors.entries()) {
      await t.test(e.name, async () => {
        await book.type(i, e.code, "Control+Enter");
        await book.shows(i, e.text);
        await book.idle();
        const [worst] = await contrasts(book.cell(i).locator(".jp-OutputArea-output").first());
        assert.ok(worst.contrast >= 3, `"${worst.text}" has a contrast of ${worst.contrast.toFixed(1)}`);
      });
    }
    await book.shootAll(`display-errors-${name}`);
    await book.close();
  });
}
