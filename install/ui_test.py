"""Uses JupyterLab as a reader does, in a real Chromium, with the installed kernel: opens a notebook, runs it, types, interrupts.

    python install/ui_test.py [--screenshots DIR]

Needs install/requirements-ui.txt and a Chromium on PATH (or its path in CHROMIUM).
"""

import argparse
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect, sync_playwright

TIMEOUT = 30_000  # milliseconds for what must come; the first cell on a machine builds the worker
SCREENSHOTS = None  # folder; None: none are taken

CELLS = [
    "x := 3.0\nx * x",
    'fmt.Println("hello from a cell")',
    'display.HTML("<b id=\'bold\'>bold</b>")',
    "type planet struct {\n\tName   string\n\tRadius float64\n}\nearth := planet{\"Earth\", 6371}\nearth",
    "f := func(x float64) float64 { return x * x }\nplots.FuncAndGrad(f, -2, 2)",
]

# What the browser's console may complain of without our doing.
HARMLESS = re.compile(r"favicon|net::ERR_|extension|schema|ResizeObserver|Failed to load resource|deprecated", re.I)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Lab(unittest.TestCase):
    """One server and one browser for all tests; each test has a notebook and a kernel of its own."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.token, port = secrets.token_hex(16), free_port()
        cls.url = f"http://127.0.0.1:{port}"
        home = Path(cls.folder.name) / "home"
        cls.books = Path(cls.folder.name) / "books"
        news = home / "s" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
        news.parent.mkdir(parents=True)
        news.write_text('{"fetchNews": "false", "checkForUpdates": false}')
        cls.books.mkdir()
        env = dict(os.environ, JUPYTER_CONFIG_DIR=str(home), JUPYTER_RUNTIME_DIR=str(home), JUPYTERLAB_SETTINGS_DIR=str(home / "s"), JUPYTERLAB_WORKSPACES_DIR=str(home / "w"))
        flags = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={cls.token}", f"--ServerApp.root_dir={cls.books}", "--allow-root"]
        cls.log = open(home / "log", "w")
        cls.server = subprocess.Popen([sys.executable, "-m", "jupyter", "lab", *flags], env=env, stdout=cls.log, stderr=cls.log)
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{cls.url}/api?token={cls.token}", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                if time.monotonic() > deadline or cls.server.poll() is not None:
                    raise RuntimeError("JupyterLab does not start:\n" + (home / "log").read_text()) from None
                time.sleep(0.2)
        cls.playwright = sync_playwright().start()
        expect.set_options(timeout=TIMEOUT)
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        cls.browser = cls.playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.server.terminate()
        cls.server.wait(20)
        cls.log.close()
        cls.folder.cleanup()

    def open(self, cells, scheme="light"):
        """Opens a new notebook with these cells in a new window."""
        name = f"{self.id().rsplit('.', 1)[-1]}.ipynb"
        kernelspec = {"name": "gradbook", "display_name": "Go (gradbook)", "language": "go"}
        nbformat.write(new_notebook(cells=[new_markdown_cell("# A notebook"), *map(new_code_cell, cells)], metadata={"kernelspec": kernelspec}), str(self.books / name))
        context = self.browser.new_context(viewport={"width": 1200, "height": 1000}, color_scheme=scheme)
        self.addCleanup(context.close)
        page = self.page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        self.complaints = []
        page.on("console", lambda m: m.type == "error" and not HARMLESS.search(m.text) and self.complaints.append(m.text))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.goto(f"{self.url}/lab/tree/{name}?token={self.token}&reset")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        self.wait_idle()
        return page

    def cell(self, i):
        return self.page.locator(".jp-Notebook .jp-CodeCell").nth(i)

    def output(self, i):
        return self.cell(i).locator(".jp-OutputArea-output")

    def wait_idle(self):
        expect(self.page.locator(".jp-Toolbar-kernelName")).to_have_text("Go (gradbook)")  # before: an idle "No Kernel"
        self.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for(state="attached")

    def menu(self, top, item):
        self.page.get_by_role("menuitem", name=top, exact=True).first.click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def run_all(self):
        self.menu("Run", "Run All Cells")

    def type_into(self, i, code, keys=""):
        """Replaces the source of a cell by typing, and presses keys."""
        editor = self.cell(i).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        if keys:
            self.page.keyboard.press(keys)

    def shoot(self, name):
        if SCREENSHOTS:
            self.page.screenshot(path=str(Path(SCREENSHOTS) / f"{name}.png"))

    def tearDown(self):
        self.shoot(self.id().rsplit(".", 1)[-1])
        self.assertEqual(self.complaints, [], "complaints in the browser's console")

    def test_run_all(self):
        page = self.open(CELLS)
        self.run_all()
        expect(self.output(0)).to_contain_text("9")
        expect(self.output(1).first).to_contain_text("hello from a cell")
        expect(page.locator("#bold")).to_have_text("bold")
        expect(self.output(3).first).to_contain_text("Earth")
        picture = self.output(4).locator("svg, img").first
        expect(picture).to_be_visible()
        box = picture.bounding_box()
        self.assertGreater(box["width"], 200)
        self.assertGreater(box["height"], 100)

    def test_edit_and_run(self):
        self.open(["n := 20", "n + 1"])
        self.run_all()
        expect(self.output(1)).to_have_text("21")
        self.type_into(1, "n + 22", "Shift+Enter")
        expect(self.output(1)).to_have_text("42")

    def test_interrupt_keeps_the_state(self):
        self.open(["kept := 7", 'fmt.Println("looping")\nfor {\n}', "kept * 6"])
        self.run_all()
        expect(self.output(1).first).to_contain_text("looping")
        self.menu("Kernel", "Interrupt Kernel")
        self.wait_idle()
        self.type_into(2, "kept * 6", "Shift+Enter")
        expect(self.output(2)).to_have_text("42")

    def test_error_points_at_the_line(self):
        self.open(["y := 1\nz := undefinedName + y"])
        self.run_all()
        expect(self.output(0).first).to_contain_text("undefinedName")
        expect(self.output(0).first).to_contain_text("cell[1]:2")

    def test_completion(self):
        page = self.open(["planetarium := 5", "plan"])
        self.cell(0).locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        self.wait_idle()
        for start, choice, whole in (("planeta", "planetarium", "planetarium"), ("strings.HasP", "HasPrefix", "strings.HasPrefix")):
            self.type_into(1, start, "Tab")
            expect(page.locator(".jp-Completer-item").first).to_contain_text(choice)
            page.keyboard.press("Enter")
            expect(self.cell(1).locator(".cm-content")).to_have_text(whole)

    def test_tooltip(self):
        page = self.open(["strings.HasPrefix"])
        self.type_into(0, "strings.HasPrefix", "Shift+Tab")
        expect(page.locator(".jp-Tooltip")).to_contain_text("prefix")

    def test_stdin(self):
        page = self.open(['name, err := display.Input("Who are you? ")\nfmt.Println("hello,", name, err)'])
        self.run_all()
        box = page.locator(".jp-Stdin-input")
        box.fill("Gopher")
        box.press("Enter")
        expect(self.cell(0).locator(".jp-Cell-outputArea")).to_contain_text("hello, Gopher <nil>")

    def test_restart(self):
        page = self.open(["alive := 1", "alive"])
        self.run_all()
        expect(self.output(1)).to_have_text("1")
        self.menu("Kernel", "Restart Kernel…")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.wait_idle()
        self.type_into(1, "alive", "Shift+Enter")
        expect(self.output(1).first).to_contain_text("undefined: alive")

    def test_widgets(self):
        """A slider of gonbui: what it is moved to arrives in the code, also in later cells, and what the code sets moves it."""
        self.open([
            'import "github.com/janpfeifer/gonb/gonbui/widgets"\nslider := widgets.Slider(0, 10, 3).WithHtmlId("slider").Done()',
            "slider.Value()",
            "slider.SetValue(9)",
        ])
        self.run_all()
        slider = self.page.locator("#slider")
        expect(slider).to_have_value("9")
        expect(self.output(1)).to_have_text("3")
        slider.fill("7")
        self.page.wait_for_timeout(500)  # on its way to the code
        self.type_into(1, "slider.Value()", "Shift+Enter")
        expect(self.output(1)).to_have_text("7")
        expect(self.cell(0).locator("script")).to_have_count(0)

    def test_dark(self):
        self.open(CELLS[4:], scheme="dark")
        self.run_all()
        expect(self.output(0).locator("svg, img").first).to_be_visible()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screenshots", metavar="DIR", help="write a picture at the end of each test")
    known, rest = parser.parse_known_args()
    SCREENSHOTS = known.screenshots
    if SCREENSHOTS:
        Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
    unittest.main(argv=[sys.argv[0], *rest])
