"""The page in a real browser: builds rox for WebAssembly, puts the page together as its author would, and tests it in a
headless Chromium. Its pictures are in build/rox-web/screenshots.

usage: run.py [--serve]    serves the page instead of testing it
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
from pathlib import Path

from for_wasm import prepare

HERE = Path(__file__).resolve().parent
ROX = HERE.parent
ROOT = ROX.parent.parent
WORK = ROOT / "build" / "rox-web"
PYTHON = "/usr/bin/python3"
NPM = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", "--no-package-lock"]
PAGE = ("index.html", "style.css", "page.mjs", "drawing.mjs")


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**os.environ, **(env or {})}, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout)
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return done.stdout


def build(tool: str) -> Path:
    """The folder of the page."""
    project, user, site = WORK / "rox", WORK / "user", WORK / "site"
    shutil.copytree(ROX, project, ignore=shutil.ignore_patterns("bindings", "dist", "build"), dirs_exist_ok=True)
    yaml = ROOT / "build" / "yaml-cpp-wasm"
    run(PYTHON, HERE / "yaml_cpp.py", yaml, cwd=HERE)
    run(tool, "build", "wasm", cwd=project, env=prepare(project, yaml))
    tarball = max((project / "dist").glob("rox-wasm-*.tgz"), key=lambda path: path.stat().st_mtime)
    for path in (user, site):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
    (user / "package.json").write_text('{ "private": true, "type": "module" }\n')
    run(*NPM, f"rox@file:{tarball}", "playwright-core@~1.55.0", cwd=user)
    for name in PAGE:
        shutil.copy(HERE / name, site)
    shutil.copytree(user / "node_modules" / "rox", site / "rox")
    return site


def main() -> int:
    tool = os.environ.get("POLYGLUE") or shutil.which("polyglue")
    if not tool:
        sys.exit("set POLYGLUE to the polyglue to use")
    WORK.mkdir(parents=True, exist_ok=True)
    site = build(tool)
    if "--serve" in sys.argv:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 8000), functools.partial(http.server.SimpleHTTPRequestHandler, directory=site))
        print("http://127.0.0.1:8000/")
        server.serve_forever()
    shutil.copy(HERE / "page.test.mjs", WORK / "user")
    charts = WORK / "charts"
    shutil.rmtree(charts, ignore_errors=True)
    shutil.copytree(ROX / "charts", charts)
    real = ROOT.parent / "shared" / "data" / "charts"
    for path in sorted(real.glob("osu_mania_7k.osu")) if real.is_dir() else []:
        shutil.copy(path, charts)
    done = subprocess.run(["node", "--test-reporter=spec", "page.test.mjs", str(site), str(charts), str(WORK / "screenshots")], cwd=WORK / "user",
                          text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    print(done.stdout)
    numbers = {words[1]: int(words[2]) for words in map(str.split, done.stdout.splitlines()) if len(words) == 3 and words[2].isdigit()}
    print(f"{numbers.get('pass', 0)} passed, {numbers.get('fail', 1)} failed")
    return done.returncode or (0 if numbers.get("pass") else 1)


if __name__ == "__main__":
    sys.exit(main())
