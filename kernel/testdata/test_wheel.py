"""The wheel of `make wheel`, installed by pip into an environment of its own: its program, its kernel, and parameters by papermill."""

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import unittest
import venv
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]

CELL = """rate := 0.1 // the step
steps := 3
name := "a"
on := false
sizes := []int{1}
odds := map[string]float64{}"""

# What papermill is given, and what the notebook then prints.
GIVEN = {"rate": 0.5, "steps": 7, "name": 'two\n"lines" ü', "on": True, "sizes": [4, 5], "odds": {"even": 0.5, "one": 1}}
PRINTED = '0.5 7 "two\\n\\"lines\\" ü" true []int{4, 5} map[string]float64{"even":0.5, "one":1}\n'


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        subprocess.run(["make", "-s", "-C", ROOT, "wheel"], check=True, stdout=subprocess.DEVNULL)
        wheel, = (ROOT / "build" / "wheel").glob("*.whl")
        home = Path(cls.folder.name) / "env"
        venv.create(home, with_pip=False, symlinks=True)
        cls.bin = home / "bin"
        cls.python = cls.bin / "python"
        site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
        # Jupyter and papermill are those of the environment that runs the tests.
        (site / "jupyter.pth").write_text(sysconfig.get_path("purelib") + "\n")
        subprocess.run([cls.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", wheel], check=True)
        cls.env = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")} | {"JUPYTER_PREFER_ENV_PATH": "1"}

    def run_python(self, *args, **options):
        return subprocess.run([self.python, *args], env=self.env, cwd=self.folder.name, text=True, capture_output=True, timeout=300, **options)

    def test_program(self):
        out = subprocess.run([self.bin / "gradbook", "version"], text=True, capture_output=True, check=True).stdout
        self.assertRegex(out, r"^gradbook \S+ \(go1\.\d+")

    def test_kernelspec(self):
        spec = json.loads((self.bin.parent / "share/jupyter/kernels/gradbook/kernel.json").read_text())
        self.assertEqual(spec["argv"][:4], ["python", "-m", "gradbook_kernel", "kernel"])
        self.assertEqual(spec["language"], "go")

    def papermill(self, **parameters):
        book = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "gradbook", "display_name": "Go (gradbook)", "language": "go"}})
        book.cells = [
            nbformat.v4.new_code_cell(CELL, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell('fmt.Printf("%v %v %q %v %#v %#v\\n", rate, steps, name, on, sizes, odds)'),
        ]
        source, target = Path(self.folder.name) / "in.ipynb", Path(self.folder.name) / "out.ipynb"
        nbformat.write(book, source)
        done = self.run_python("-m", "papermill", source, target, "--no-progress-bar", "-y", json.dumps(parameters))
        self.assertEqual(done.returncode, 0, done.stderr)
        return nbformat.read(target, as_version=4)

    def test_papermill(self):
        book = self.papermill(**GIVEN)
        self.assertEqual(book.cells[-1].outputs[0].text, PRINTED)

    def test_papermill_help(self):
        self.papermill()
        done = self.run_python("-m", "papermill", "--help-notebook", "in.ipynb")
        self.assertIn("rate", done.stdout)
        self.assertIn("the step", done.stdout)

    def test_translator(self):
        cases = {"1e-07": 1e-7, "-3": -3, "true": True, "math.Inf(-1)": float("-inf"), "[]float64{1, 0.5}": [1, 0.5], '[]any{1, "a"}': [1, "a"],
                 "[][]int{[]int{1}, []int{2, 3}}": [[1], [2, 3]], "[]any{}": [], '"\\u0007"': "\a", "[]any{nil}": [None]}
        code = "import json, sys, papermill; from gradbook_kernel.papermill import GoTranslator as t; print(json.dumps([t.translate(v) for v in json.load(sys.stdin)]))"
        done = self.run_python("-c", code, input=json.dumps(list(cases.values())))
        self.assertEqual(json.loads(done.stdout), list(cases), done.stderr)


if __name__ == "__main__":
    sys.exit(unittest.main())
