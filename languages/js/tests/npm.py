"""What the tests of all hosts of JavaScript share: npm, the report of node's test runner, tsc and prettier."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import ROOT, Case, Count, Failure, tool  # noqa: E402

SUPPORT = HERE.parents[1] / "node" / "tests" / "support.mjs"  # what the tests import beside the package
TOOLS = ROOT / "build" / "tests" / "js" / "tools"
PACKAGES = ["typescript@^5.9", "@types/node@^20", "prettier@^3.6"]
INSTALL = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", "--no-package-lock"]
CHECK = ["--strict", "--noEmit", "--allowJs", "--checkJs", "--target", "es2022", "--module", "nodenext", "--types", "node",
         "--lib", "es2022"]


def setup(cases: list[Case]) -> None:
    """Installs what the tests use from npm, once."""
    stamp = TOOLS / "packages.txt"
    wanted = "\n".join(PACKAGES)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir(parents=True)
    (TOOLS / "package.json").write_text('{ "private": true }\n')
    done = subprocess.run([*INSTALL, *PACKAGES], cwd=TOOLS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    if done.returncode != 0:
        raise Failure(f"npm install\n{done.stdout}")
    stamp.write_text(wanted)


def install(case: Case, env: dict[str, str], name: str = "") -> Path:
    """The folder of a user who installed the package; under another name than its own if one is given."""
    case.run(tool(), "build", case.language, timeout=400, env=env)
    tarballs = sorted((case.api / "dist").glob("*.tgz"), key=lambda path: path.stat().st_mtime)
    if not tarballs:
        raise Failure("no tarball in dist/")
    user = case.work / "user"
    shutil.rmtree(user, ignore_errors=True)
    (user / "node_modules").mkdir(parents=True)
    (user / "package.json").write_text('{ "private": true, "type": "module" }\n')
    case.run(*INSTALL, f"{name}@file:{tarballs[-1]}" if name else tarballs[-1], cwd=user)
    (user / "node_modules" / "@types").symlink_to(TOOLS / "node_modules" / "@types")
    shutil.copy2(SUPPORT, user)
    return user


def package_of(user: Path) -> Path:
    return next(path for path in (user / "node_modules").iterdir() if path.name[0] not in ".@")


def wasm_options() -> list[str]:
    """What Node.js is told to run coroutines in WebAssembly, which take tail calls: they were an experiment before 20."""
    done = subprocess.run(["node", "--print", "parseInt(process.versions.node)"], stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    return ["--experimental-wasm-return_call"] if int(done.stdout) < 20 else []


def run_tests(case: Case, user: Path, test: Path, *options: str) -> Count:
    """Runs one file of tests; what it printed is in case.output if some failed."""
    shutil.copy2(test, user / test.name)
    text = case.run("node", "--expose-gc", "--test-reporter=tap", *options, test.name, cwd=user, may_fail=True)
    count = passed_and_failed(text)
    case.output = text if count.failed else ""
    return count


def passed_and_failed(text: str) -> Count:
    """Of the lines "# pass 3" and "# fail 0" at the end of node's report."""
    numbers = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and words[0] == "#" and words[2].isdigit():
            numbers[words[1]] = int(words[2])
    if "pass" not in numbers:
        raise Failure(text)
    return Count(numbers["pass"], numbers.get("fail", 0) + numbers.get("cancelled", 0))


def check_types(case: Case, user: Path, *files: str | Path) -> Count:
    """The declarations, and what the tests do with them, by tsc --strict."""
    text = case.run("node", TOOLS / "node_modules" / "typescript" / "bin" / "tsc", *CHECK, *files, cwd=user, timeout=200, may_fail=True)
    case.output = text.strip()
    return Count(0, 1) if case.output else Count(1, 0)


def check_style(case: Case, user: Path, *files: str) -> Count:
    """Generated code is as prettier leaves it."""
    prettier = TOOLS / "node_modules" / "prettier" / "bin" / "prettier.cjs"
    text = case.run("node", prettier, "--no-config", "--with-node-modules", "--print-width", "120", "--ignore-path", "/dev/null", "--check",
                    *files, cwd=package_of(user), may_fail=True).strip()
    good = text.endswith("code style!")
    case.output = "" if good else text
    return Count(1, 0) if good else Count(0, 1)


class Steps:
    """Counts steps, and keeps what those printed that failed."""

    def __init__(self, case: Case) -> None:
        self.case, self.count, self.output = case, Count(), ""

    def add(self, count: Count) -> None:
        self.count += count
        if count.failed:
            self.output += self.case.output + "\n"

    def done(self) -> Count:
        self.case.output = self.output
        return self.count
