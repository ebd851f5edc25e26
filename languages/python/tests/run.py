"""Python: builds each case's wheel as an author would, installs it and runs its pytest file, then checks
the stub and the test's own use of it with mypy --strict."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import ROOT, Case, Count, Failure, compiler_launcher, main, tool  # noqa: E402

PYTHON = "/usr/bin/python3"
VENV = ROOT / "build" / "tests" / "python" / "venv"
# What judges is pinned: a newer one may find more, and that is for a change of its own.
PACKAGES = ["pytest", "numpy", "mypy==2.4.1", "pyright==1.1.414", "ruff==0.17.5", "setuptools", "wheel", "typing_extensions"]
# Nobody times the tests: what optimisation costs is better spent on more of them.
FAST = {"POLYGLUE_LTO": "0", "POLYGLUE_FLAGS": "-O1", "PYTHONDONTWRITEBYTECODE": "1"}
CACHED = {name: " ".join([*compiler_launcher(), compiler]) for name, compiler in (("CC", "gcc"), ("CXX", "g++"))}


def python() -> Path:
    return VENV / "bin" / "python3"


def setup(cases: list[Case]) -> None:
    """Makes the virtual environment, once."""
    stamp = VENV / "packages.txt"
    wanted = "\n".join(PACKAGES)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    for command in ([PYTHON, "-m", "venv", str(VENV)],
                    [str(python()), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES],
                    [str(VENV / "bin" / "pyright"), "--version"]):  # fetches itself from npm
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
        if done.returncode != 0:
            raise Failure(f"{' '.join(command)}\n{done.stdout}")
    stamp.write_text(wanted)


def passed_and_failed(text: str) -> Count:
    """Of pytest's last line: "3 failed, 20 passed in 0.12s"."""
    words = text.strip().splitlines()[-1].replace(",", "").replace("=", " ").split() if text.strip() else []
    numbers = {words[i + 1]: int(words[i]) for i in range(len(words) - 1) if words[i].isdigit()}
    failed = sum(numbers.get(word, 0) for word in ("failed", "error", "errors"))
    if failed == 0 and not numbers.get("passed"):
        raise Failure(text)
    return Count(numbers.get("passed", 0), failed)


def build(case: Case) -> Path:
    """Builds the wheel and installs it where nothing else is; that folder."""
    env = {**FAST, **CACHED, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    case.run(tool(), "build", "python", timeout=400, env=env)
    wheels = sorted((case.api / "dist").glob("*.whl"), key=lambda path: path.stat().st_mtime)
    if not wheels:
        raise Failure("no wheel in dist/")
    site = case.work / "site"
    shutil.rmtree(site, ignore_errors=True)
    case.run(python(), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-index", "--target", site,
             wheels[-1])
    return site


def test(case: Case) -> Count:
    site = build(case)
    tests = HERE / f"test_{case.name}.py"
    paths = {**FAST, "PYTHONPATH": str(site)}
    text = case.run(python(), "-X", "dev", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no", "--tb=short",
                    f"--rootdir={HERE}", tests, env=paths, timeout=120, cwd=case.work, may_fail=True)
    count = passed_and_failed(text)
    typed = {"MYPYPATH": str(site), "PYTHONPATH": str(site)}
    checked = case.run(python(), "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", case.work / "mypy",
                       "--python-executable", python(), site / case.name / "__init__.pyi", tests, env=typed, timeout=200,
                       may_fail=True).strip()
    case.output = (text if count.failed else "") + checked
    return count + Count(0 if checked else 1, 1 if checked else 0)


if __name__ == "__main__":
    sys.exit(main("python", test, setup))
