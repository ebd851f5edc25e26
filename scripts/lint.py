"""Rules of the source tree that no compiler checks. Prints every breach, with its place."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 800  # a file past this is refused; past 500 it should be split by entity

# Which folders of src/ a folder may include, beside itself: the direction in which data flows.
ALLOWED = {
    "model": set(),
    "diag": {"model"},
    "config": {"model", "diag"},
    "emit": {"model", "abi", "config"},
    "abi": {"model", "emit", "diag"},
    "input": {"model", "diag", "config", "emit"},
    "check": {"model", "diag", "config", "emit", "abi"},
}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
                            cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def include_rules() -> list[str]:
    found = []
    for path in tracked("src/**/*.hpp", "src/**/*.cpp"):
        folder = path.relative_to(ROOT / "src").parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            where = f"{path.relative_to(ROOT)}:{number}"
            match = re.match(r'\s*#include\s+["<]([^">]+)[">]', line)
            if not match:
                continue
            target = match.group(1)
            if re.match(r"(clang|llvm)/", target) and not str(path).startswith(str(ROOT / "src/input/cpp")):
                found.append(f"{where}: only src/input/cpp may include {target}")
            other = target.split("/")[0]
            if folder in ALLOWED and other in ALLOWED and other != folder and other not in ALLOWED[folder]:
                found.append(f"{where}: src/{folder} must not include src/{other}")
            if folder != "cli" and other == "languages":
                found.append(f"{where}: the shared stages know no language")
    for path in tracked("languages/**/*.hpp", "languages/**/*.cpp"):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if re.match(r'\s*#include\s+["<](clang/|llvm/|input/)', line):
                found.append(f"{path.relative_to(ROOT)}:{number}: languages know no C++ parsing")
    return found


def long_files() -> list[str]:
    patterns = [f"*.{ext}" for ext in ("cpp", "hpp", "h", "c", "py", "rs", "mjs", "cjs", "ts")]
    return [f"{p.relative_to(ROOT)}: {n} lines; split it by entity (limit {MAX_LINES})"
            for p in tracked(*patterns) if "golden" not in p.parts and (n := len(p.read_text(errors="replace").splitlines())) > MAX_LINES]


def machine_paths() -> list[str]:
    found = []
    home = re.compile(r"(?<![\w.])/(?:home|root|work)/[\w.-]+")
    for path in tracked("*"):
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{n}: the path of one machine" for n, line in enumerate(text.splitlines(), 1) if home.search(line)]
    return found


def named_tests() -> list[str]:
    """docs/safety.md says which test shows what: "`file`: test". Each must be there."""
    folders = {"runtime": "runtime/src/{}_test.cpp", "C": "languages/c/tests/{}.c", "C++": "languages/cpp/tests/{}.cpp",
               "Python": "languages/python/tests/{}.py", "Rust": "languages/rust/tests/{}.rs",
               "Node.js": "languages/node/tests/{}.test.mjs", "WebAssembly": "languages/wasm/tests/{}.test.mjs"}
    found, columns = [], []
    for number, line in enumerate((ROOT / "docs/safety.md").read_text().splitlines(), 1):
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("|") else []
        if set(folders) <= set(cells):
            columns = cells
        for column, cell in zip(columns, cells):
            for name, test in re.findall(r"`([\w./]+)`: ([^;]+)", cell) if column in folders else ():
                path = ROOT / folders[column].format(name)
                shared = ROOT / folders["Node.js"].format(name)  # whose tests run in WebAssembly, too
                if not any(one.exists() and test in one.read_text() for one in (path, shared if column == "WebAssembly" else path)):
                    found.append(f"docs/safety.md:{number}: {path.relative_to(ROOT)} has no test \"{test}\"")
        if not cells:
            columns = []
    return found


def main() -> int:
    found = include_rules() + long_files() + machine_paths() + named_tests()
    print("\n".join(found) if found else "no breach of the source rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
