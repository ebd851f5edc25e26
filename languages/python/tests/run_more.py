"""Python beyond the cases: idioms, hostile callers, stubs; against the wheels that run.py built.

    languages/python/tests/run.py && languages/python/tests/run_more.py
    languages/python/tests/run_more.py --python ~/.pyenv/versions/3.13.0/bin/python3   # builds the wheels anew
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILT = ROOT / "build" / "tests" / "python"


def run(*command: str | Path, **env: str) -> tuple[int, str]:
    done = subprocess.run([str(word) for word in command], env={**os.environ, **env}, text=True, timeout=900,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout


def other_python(interpreter: str, work: Path) -> tuple[Path, dict[str, Path]]:
    """A virtual environment of that interpreter, and every case built for it."""
    venv = work / "venv"
    if not (venv / "done").exists():
        for command in ([interpreter, "-m", "venv", str(venv)],
                        [str(venv / "bin" / "python"), "-m", "pip", "install", "-q", "pytest", "numpy", "setuptools", "wheel"]):
            code, text = run(*command)
            if code:
                sys.exit(text)
        (venv / "done").touch()
    python, sites = venv / "bin" / "python", {}
    for source in sorted(BUILT.glob("*/api/bindings/python")):
        name = source.parents[2].name
        copy, site = source.parent / f"python-{work.name}", work / "site" / name
        shutil.rmtree(copy, ignore_errors=True)  # beside the original: its paths are relative
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("build", "*.egg-info"))
        shutil.rmtree(site, ignore_errors=True)
        code, text = run(python, "-m", "pip", "install", "-q", "--no-build-isolation", "--no-deps", "--target", site, copy,
                         POLYGLUE_LTO="0", POLYGLUE_FLAGS="-O1")
        shutil.rmtree(copy, ignore_errors=True)
        if code:
            print(f"FAIL {name} does not build\n{text}")
        else:
            sites[name] = site
    return python, sites


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", help="another interpreter")
    parser.add_argument("--json", type=Path, help="write the results there")
    options = parser.parse_args()
    if options.python:
        _, version = run(options.python, "-c", "import sys, sysconfig; print(f'{sys.version_info[0]}.{sys.version_info[1]}' + ('t' if sysconfig.get_config_var('Py_GIL_DISABLED') else ''))")
        python, sites = other_python(options.python, BUILT / f"with-{version.strip()}")
    else:
        python = BUILT / "venv" / "bin" / "python3"
        sites = {path.parent.name: path for path in sorted(BUILT.glob("*/site"))}
    if not sites:
        sys.exit("nothing is built: run languages/python/tests/run.py first")
    env = {"PYTHONPATH": os.pathsep.join(map(str, sites.values())), "PYTHONDONTWRITEBYTECODE": "1", "POLYGLUE_CASES": " ".join(sites)}
    jobs = {f"idioms of {name}": HERE / "idioms" / f"test_{name}.py" for name in sites}
    if options.python:
        jobs |= {name: HERE / f"test_{name}.py" for name in sites}
    jobs = {name: path for name, path in jobs.items() if path.exists()} | {"hostile": HERE / "test_hostile.py"}
    passed, entries = 0, []
    for name, path in jobs.items():
        code, text = run(python, "-X", "dev", "-m", "pytest", "-q", "--tb=short", "--noconftest", "-p", "no:cacheprovider", path, **env)
        print(f"{'FAIL' if code else 'ok  '} {name}: {text.strip().splitlines()[-1] if text.strip() else code}", flush=True)
        if code:
            print(text)
        passed += not code
        entries.append({"case": name, "language": "python", "status": "failed" if code else "passed"})
    if options.json:
        options.json.write_text(json.dumps(entries, indent=2) + "\n")
    print(f"{passed} passed, {len(jobs) - passed} failed")
    return passed != len(jobs)


if __name__ == "__main__":
    sys.exit(main())
