"""Writes jupyter.ipynb with nbformat 5.10.4, the library that Jupyter itself writes notebooks with: each form that a
cell or an output can have, and each character that JSON writers disagree on."""
import pathlib
import nbformat
from nbformat import v4

odd = "tab\t quote\" back\\slash nul\x00 bell\x07 del\x7f bs\b é 日本 😀 <&> end\n"
lines = "a\nb\r\nc\rd\ve\ff\x1cg\x1dh\x1ei\x85j\u2028k\u2029l"
nb = v4.new_notebook(metadata={
    "kernelspec": {"name": "gradbook", "display_name": "Go (gradbook)", "language": "go"},
    "language_info": {"name": "go", "version": "go1.26.8"},
    "numbers": [1, 1.0, -2.5e-07, 1e+300, 12345678901234567890],
    "empty": {}, "none": None, "yes": True, "list": [], "ключ": [[], {}, [1, [2]]],
})
nb.cells = [
    v4.new_markdown_cell("# Title\n\n$x_1$ and `code`\n", id="title"),
    v4.new_markdown_cell("![p](attachment:p.png)", id="attach",
                         attachments={"p.png": {"image/png": "aGk=\n", "text/plain": "two\nlines"}}),
    v4.new_raw_cell(odd, id="raw", metadata={"format": "text/x-rst", "tags": ["a", "b"]}),
    v4.new_code_cell("", id="empty"),
    v4.new_code_cell(lines, id="lines", execution_count=3, outputs=[
        v4.new_output("stream", name="stdout", text=lines),
        v4.new_output("stream", name="stderr", text=odd),
        v4.new_output("display_data", {"text/plain": "p", "image/svg+xml": "<svg>\n</svg>", "image/png": "aGk=\n",
                                       "application/json": {"b": [1, "two\nlines"], "a": None},
                                       "application/javascript": "f()\ng()", "application/pdf": "JVBERg=="},
                      metadata={"image/png": {"width": 640}}),
        v4.new_output("execute_result", {"text/html": "<b>\n4</b>", "text/plain": "4"}, execution_count=3),
        v4.new_output("error", ename="Panic", evalue=odd, traceback=["\x1b[31mcell[3]:1\x1b[0m", "two\nlines"]),
    ]),
]
nbformat.validate(nb)
nbformat.write(nb, pathlib.Path(__file__).with_name("jupyter.ipynb"))
