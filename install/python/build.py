"""Builds the wheel of gradbook: python install/python/build.py PROGRAM FOLDER

The program is packed as it is, so the wheel is for its platform; its own `install` says what the kernelspec is.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PLATFORM = "manylinux2014_x86_64"  # a static executable: any Linux


def main(program, folder):
    with tempfile.TemporaryDirectory() as temp:
        stage = Path(temp) / "stage"
        shutil.copytree(Path(__file__).parent, stage, ignore=shutil.ignore_patterns("build.py", "__pycache__", "*.egg-info"))
        shutil.copy(program, stage / "gradbook_kernel" / "gradbook")

        prefix = Path(temp) / "prefix"
        subprocess.run([program, "install", "--no-worker", "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        shutil.move(prefix / "share" / "jupyter" / "kernels" / "gradbook", stage / "kernelspec")
        path = stage / "kernelspec" / "kernel.json"
        spec = json.loads(path.read_text())
        spec["argv"] = ["python", "-m", "gradbook_kernel", *spec["argv"][1:]]
        path.write_text(json.dumps(spec, indent=2) + "\n")

        (stage / "setup.cfg").write_text(f"[bdist_wheel]\nplat_name = {PLATFORM}\n")
        subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check", "--no-deps", "-w", folder, stage], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
