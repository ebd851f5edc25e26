"""Python beyond the cases: idioms, misuse, stubs; against the wheels that run.py built.

    languages/python/tests/run.py && languages/python/tests/run_more.py
    languages/python/tests/run_more.py --python ~/.pyenv/versions/3.13.0/bin/python3   # builds the wheels anew
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from run import FAST, HERE, VENV, passed_and_failed

sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import JOBS, Count, Failure  # noqa: E402

BUILT = VENV.parent
VERSION = "import sys, sysconfig; print('.'.join(map(str, sys.version_info[:2])) + 't' * bool(sysconfig.get_config_var('Py_GIL_DISABLED')))"


def run(*command: str | Path, **env: str) -> tuple[int, str]:
    done = subprocess.run([str(word) for word in command], env={**os.environ, **env}, text=True, timeout=900, errors="replace",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout


def must_run(*command: str | Path, **env: str) -> str:
    code, text = run(*command, **env)
    if code:
        sys.exit(f"exit code {code}: {' '.join(map(str, command))}\n{text}")
    return text


def built_anew(interpreter: str) -> tuple[Path, dict[str, Path]]:
    """A virtual environment of that interpreter, and every case built for it."""
    work = BUILT / f"with-{must_run(interpreter, '-c', VERSION).strip()}"
    venv, python = work / "venv", work / "venv" / "bin" / "python"
    if not (venv / "done").exists():
        must_run(interpreter, "-m", "venv", venv)
        must_run(python, "-m", "pip", "install", "-q", "pytest", "numpy", "setuptools", "wheel")
        (venv / "done").touch()

    def build(source: Path) -> tuple[str, Path]:
        name = source.parents[2].name
        copy, site = source.parent / f"python-{work.name}", work / "site" / name
        shutil.rmtree(copy, ignore_errors=True)  # beside the original: its paths are relative
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("build", "*.egg-info"))
        shutil.rmtree(site, ignore_errors=True)
        must_run(python, "-m", "pip", "install", "-q", "--no-build-isolation", "--no-deps", "--target", site, copy, **FAST)
        shutil.rmtree(copy, ignore_errors=True)
        return name, site

    with ThreadPoolExecutor(JOBS) as pool:
        return python, dict(pool.map(build, sorted(BUILT.glob("*/api/bindings/python"))))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", help="another interpreter")
    options = parser.parse_args()
    if options.python:
        python, sites = built_anew(options.python)
    else:
        python, sites = VENV / "bin" / "python3", {path.parent.name: path for path in sorted(BUILT.glob("*/site"))}
    if not sites:
        sys.exit("nothing is built: run languages/python/tests/run.py first")
    env = {"PYTHONPATH": os.pathsep.join(map(str, sites.values())), "PYTHONDONTWRITEBYTECODE": "1", "POLYGLUE_CASES": " ".join(sites)}

    def test(path: Path) -> tuple[str, Count, str]:
        name = str(path.relative_to(HERE).with_suffix(""))
        _, text = run(python, "-X", "dev", "-m", "pytest", "-q", "--tb=short", "--noconftest", "-p", "no:cacheprovider", path, **env)
        try:
            return name, passed_and_failed(text), text
        except Failure:
            return name, Count(0, 1), text

    folders = ["misuse", "idioms"]
    paths = [path for folder in folders for path in sorted((HERE / folder).glob("test_*.py"))]
    if options.python:
        paths += [HERE / f"test_{name}.py" for name in sites]
    start, total = time.monotonic(), Count()
    with ThreadPoolExecutor(JOBS) as pool:
        for name, count, text in pool.map(test, paths):
            total += count
            print(f"{'FAIL' if count.failed else 'ok  '} {name:24} {text.strip().splitlines()[-1] if text.strip() else ''}", flush=True)
            if count.failed:
                print(text)
    print(f"{len(paths)} files in {time.monotonic() - start:.0f} s with {python}")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
