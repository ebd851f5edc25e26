"""Binds libraries as Debian packages them and uses each from Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "build" / "third-party"
DOC = ROOT / "docs" / "third-party.md"
PYTHON = "/usr/bin/python3"


class Failed(Exception):
    pass


def run(*command: str | Path, cwd: Path) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PYTHON": PYTHON}, timeout=600)
    if done.returncode:
        raise Failed(f"{' '.join(words)}\n{done.stdout}")
    return done.stdout


def bind(name: str, tool: str) -> str:
    work = WORK / name
    work.mkdir(parents=True)
    shutil.copy(HERE / name / "polyglue.toml", work)
    coverage = run(tool, "check", cwd=work).strip().splitlines()[-1]
    run(tool, "build", "python", cwd=work)
    run(PYTHON, "-m", "venv", "venv", cwd=work)
    run("venv/bin/pip", "install", "--no-index", "--no-deps", next((work / "dist").glob("*.whl")), cwd=work)
    said = run("venv/bin/python", HERE / name / "use.py", cwd=work).strip()
    section = re.search(rf"^## {name}\b.*?(?=^## |\Z)", DOC.read_text(), re.M | re.S)
    if not section or coverage not in section.group():
        raise Failed(f"docs/third-party.md does not say under \"{name}\": {coverage}")
    return f"{coverage}; {said}"


def main() -> int:
    tool = os.environ.get("POLYGLUE") or shutil.which("polyglue")
    if not tool:
        sys.exit("set POLYGLUE to the polyglue to use")
    shutil.rmtree(WORK, ignore_errors=True)
    names = sys.argv[1:] or sorted(path.parent.name for path in HERE.glob("*/polyglue.toml"))
    passed = failed = 0
    for name in names:
        try:
            print(f"{name}: {bind(name, tool)}", flush=True)
            passed += 1
        except (Failed, subprocess.TimeoutExpired, StopIteration) as problem:
            print(f"FAILED {name}: {problem}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
