"""nbval: pytest runs the cells of a notebook and compares their outputs with those in the file.

Run by `make test-front`, with the kernel installed into the environment of this Python.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

CELLS = [
    ("x := 6", []),
    ("x * 7", [{"output_type": "execute_result", "execution_count": 2, "metadata": {}, "data": {"text/plain": "42"}}]),
    ('fmt.Println("hello")', [{"output_type": "stream", "name": "stdout", "text": "hello\n"}]),
]


def notebook(cells):
    return {
        "cells": [{"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "execution_count": i + 1, "source": s, "outputs": o} for i, (s, o) in enumerate(cells)],
        "metadata": {"kernelspec": {"name": "gradbook", "display_name": "Go (gradbook)", "language": "go"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


class NBVal(unittest.TestCase):
    def check(self, cells):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "book.ipynb"), "w") as f:
                json.dump(notebook(cells), f)
            command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-cell-timeout=300", "-q", "-p", "no:cacheprovider", "book.ipynb"]
            return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    def test_outputs_as_they_were(self):
        done = self.check(CELLS)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("3 passed", done.stdout)

    def test_another_output_is_found(self):
        done = self.check([CELLS[0], ("x * 8", CELLS[1][1])])
        self.assertIn("1 failed, 1 passed", done.stdout)


if __name__ == "__main__":
    unittest.main()
