// Goes to the place that a link of an error names: the cursor to its line and column where there is an editor, else the cell
// into view. Without a script, as in a notebook that is not trusted, the link's own target does as much as the front end knows.
const link = event.target.closest("a[data-cell]");
const notebook = this.closest(".jp-Notebook") ?? document;
const ran = (cell) => cell.querySelector(".jp-InputPrompt")?.textContent.replace(/\D/g, "");
const cell = link && [...notebook.querySelectorAll(".jp-CodeCell")].find((c) => ran(c) === link.dataset.cell);
if (cell) {
  event.preventDefault();
  const line = cell.querySelectorAll(".cm-content > .cm-line")[link.dataset.line - 1];
  (line ?? cell).scrollIntoView({ block: "nearest" });
  if (line) {
    line.closest(".cm-content").focus();
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let left = Number(link.dataset.column);
    let at = texts.nextNode();
    for (let next; at && left > at.length && (next = texts.nextNode()); at = next) left -= at.length;
    getSelection().collapse(at ?? line, at ? Math.min(left, at.length) : 0);
  }
}
