"""Runs notebooks as their readers do, with the installed kernel, and compares what comes out with what is committed.

    python install/notebooks_test.py notebook.ipynb…

Each notebook is executed by nbclient and by papermill, converted by nbconvert, and written as a Go file and read back by jupytext. Outputs have to have the types and the text
of the committed ones; cells with the tag "varies" (random numbers, times) only the types. Cells that say `//| eval: false` are
not run.
"""

import re
import sys
import tempfile
import time
from itertools import zip_longest
from pathlib import Path

import jupytext
import nbclient
import nbconvert
import nbformat
import papermill
from papermill.execute import ERROR_MARKER_TAG

KERNEL = "gradbook"
CELL_TIMEOUT = 300  # seconds; the first cell on a machine builds the worker

# What may differ from run to run in any output.
VARYING = [
    (re.compile(r"0x[0-9a-f]{4,}"), "0x…"),  # addresses
    (re.compile(r"\b\d+(\.\d+)?(ns|µs|ms|s)\b"), "…s"),  # durations
    (re.compile(r"\r[^\n]*"), ""),  # progress bars
]


def read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    notebook.metadata["kernelspec"] = {"name": KERNEL, "display_name": "Go (gradbook)", "language": "go"}
    for cell in notebook.cells:
        if cell.cell_type == "code" and re.search(r"^//\|\s*eval:\s*false\s*$", cell.source, re.M):
            cell.metadata.setdefault("tags", []).append("skip-execution")
    return notebook


def plain(text):
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return text.rstrip()


def outline(cell):
    """The outputs of a cell in a form that can be compared: text of streams joined, types and text of displays."""
    varies = "varies" in cell.metadata.get("tags", [])
    lines = []
    streams = {}
    for out in cell.get("outputs", []):
        if out.output_type == "stream":
            streams.setdefault(out.name, []).append(out.text)
        elif out.output_type == "error":
            lines.append(f"error {out.ename}")
        else:
            text = "" if varies else plain(out.data.get("text/plain", ""))
            lines.append(f"{out.output_type} {' '.join(sorted(out.data))} {text}")
    for name, text in sorted(streams.items()):
        lines.append(name + " " + ("" if varies else plain("".join(text))))
    return lines


def compare(name, committed, executed):
    """Returns what is different, a line each."""
    problems = []
    for i, (old, new) in enumerate(zip(committed.cells, executed.cells), 1):
        if old.cell_type != "code" or "skip-execution" in new.metadata.get("tags", []):
            continue
        before, after = outline(old), outline(new)
        if before != after:
            problems.append(f"{name}, cell {i}: the outputs differ\n  committed: {before}\n  now:       {after}")
    return problems


def by_papermill(path, folder):
    source, target = folder / "in.ipynb", folder / "out.ipynb"
    notebook = read(path)
    nbformat.write(notebook, source)
    may_fail = {cell.source for cell in notebook.cells if "raises-exception" in cell.metadata.get("tags", [])}
    try:
        papermill.execute_notebook(source, target, kernel_name=KERNEL, cwd=str(path.parent), progress_bar=False, execution_timeout=CELL_TIMEOUT)
    except papermill.PapermillExecutionError as error:
        # Papermill runs on after a cell that may fail, but at the end it complains of it nevertheless.
        if error.source not in may_fail:
            raise
    executed = nbformat.read(target, as_version=4)
    executed.cells = [cell for cell in executed.cells if ERROR_MARKER_TAG not in cell.metadata.get("tags", [])]
    return executed


def by_jupytext(path):
    """The notebook as a Go file of cells, and back: the cells must be the same."""
    committed = nbformat.read(path, as_version=4)
    back = jupytext.reads(jupytext.writes(committed, "go:percent"), "go:percent")
    before, after = ([(cell.cell_type, cell.source) for cell in notebook.cells] for notebook in (committed, back))
    return [f"{path} by jupytext: {old!r} came back as {new!r}" for old, new in zip_longest(before, after) if old != new]


def check(path, folder):
    """Executes and converts one notebook; returns the problems."""
    committed = read(path)
    executed = read(path)
    client = nbclient.NotebookClient(executed, timeout=CELL_TIMEOUT, kernel_name=KERNEL, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    problems = compare(f"{path} by nbclient", committed, executed)

    page, _ = nbconvert.HTMLExporter().from_notebook_node(executed)
    for wanted in ("<html", "highlight"):
        if wanted not in page:
            problems.append(f"{path}: the page made by nbconvert has no {wanted}")
    text, resources = nbconvert.MarkdownExporter().from_notebook_node(executed)
    pictures = sum("image/svg+xml" in out.get("data", {}) for cell in executed.cells for out in cell.get("outputs", []))
    if len([name for name in resources["outputs"] if name.endswith(".svg")]) < pictures or "```go" not in text:
        problems.append(f"{path}: the Markdown made by nbconvert lacks pictures or Go")
    script, resources = nbconvert.ScriptExporter().from_notebook_node(executed)
    if resources["output_extension"] != ".go":
        problems.append(f"{path}: nbconvert makes {resources['output_extension']} of it, not .go")
    if not script.strip():
        problems.append(f"{path}: nbconvert makes an empty script of it")

    again = by_papermill(path, folder)
    problems += compare(f"{path} by papermill", committed, again)
    problems += by_jupytext(path)
    return problems


def main(paths):
    failures = 0
    for path in map(Path, paths):
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                problems = check(path, Path(folder))
            except (nbclient.exceptions.CellExecutionError, papermill.PapermillExecutionError, nbformat.ValidationError) as error:
                problems = [f"{path}: {error}"]
        failures += bool(problems)
        print("\n".join(problems) if problems else f"ok  {path}  {time.monotonic() - start:.1f} s", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
