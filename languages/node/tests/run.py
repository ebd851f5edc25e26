"""Node.js: builds each case's npm package as an author would, installs the tarball as a user would and runs the case's
test in it; then checks the declarations and the test's own use of them with tsc --strict."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import ROOT, Case, Count, Failure, main, tool  # noqa: E402

TOOLS = ROOT / "build" / "tests" / "node" / "tools"
PACKAGES = ["typescript@^5.9", "@types/node@^20", "prettier@^3.6"]
# Nobody times the tests: what optimisation costs is better spent on more of them. The runtime's namespace, which every
# library has its own of, is shared, so that ccache compiles the runtime once.
FAST = {"POLYGLUE_LTO": "0", "POLYGLUE_FLAGS": "-O1 -UPOLYGLUE_LIBRARY -DPOLYGLUE_LIBRARY=cases"}
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


def install(case: Case) -> Path:
    """The folder of a user who installed the package."""
    case.run(tool(), "build", "node", timeout=400, env=FAST)
    tarballs = sorted((case.api / "dist").glob("*.tgz"), key=lambda path: path.stat().st_mtime)
    if not tarballs:
        raise Failure("no tarball in dist/")
    user = case.work / "user"
    shutil.rmtree(user, ignore_errors=True)
    (user / "node_modules").mkdir(parents=True)
    (user / "package.json").write_text('{ "private": true, "type": "module" }\n')
    case.run(*INSTALL, tarballs[-1], cwd=user)
    (user / "node_modules" / "@types").symlink_to(TOOLS / "node_modules" / "@types")
    return user


def test(case: Case) -> Count:
    user = install(case)
    name = f"{case.name}.test.mjs"
    shutil.copy2(HERE / name, user / name)
    text = case.run("node", "--expose-gc", "--test-reporter=tap", name, cwd=user, may_fail=True)
    count = passed_and_failed(text)
    package = next(path for path in (user / "node_modules").iterdir() if path.name[0] not in ".@")
    checked = case.run("node", TOOLS / "node_modules" / "typescript" / "bin" / "tsc", *CHECK, name, package / "index.d.ts", package / "index.d.mts",
                       cwd=user, timeout=200, may_fail=True).strip()
    styled = case.run("node", TOOLS / "node_modules" / "prettier" / "bin" / "prettier.cjs", "--no-config", "--with-node-modules", "--print-width", "120",
                      "--ignore-path", "/dev/null", "--check",
                      "index.js", "index.mjs", "index.d.ts", "index.d.mts", cwd=package, may_fail=True).strip()
    style_failed = 0 if styled.endswith("code style!") else 1
    case.output = (text if count.failed else "") + checked + ("\n" + styled if style_failed else "")
    return count + Count(0 if checked else 1, 1 if checked else 0) + Count(1 - style_failed, style_failed)


if __name__ == "__main__":
    sys.exit(main("node", test, setup))
