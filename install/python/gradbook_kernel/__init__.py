"""The program gradbook, as a Python package carries it.

Jupyter starts the kernel by ``python -m gradbook_kernel``, so that the kernelspec needs no path: it is the Python that
Jupyter itself runs in. The process becomes the program; no Python stays beside it.
"""

import os
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent / "gradbook"


def main():
    """Becomes gradbook, with the arguments of this process."""
    os.execv(PROGRAM, [str(PROGRAM), *sys.argv[1:]])
