"""Binds Debian's pugixml, rewrites a real document from C, Python, Node.js, Rust and WebAssembly, and checks what they wrote.

The document is Debian's list of countries (package iso-codes); the judge is Python's own XML reader.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from wasm_library import Library, build  # noqa: E402

ROOT = HERE.parent.parent
WORK = ROOT / "build" / "pugixml"
FOR_WASM = ROOT / "build" / "pugixml-wasm"
DOCUMENT = Path("/usr/share/xml/iso-codes/iso_3166-1.xml")
DOC = ROOT / "docs" / "third-party.md"
PYTHON = "/usr/bin/python3"


def run(*command: str | Path) -> str:
    """Runs a command in the work folder; its output, or the end of this run."""
    done = subprocess.run([str(c) for c in command], cwd=WORK, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout)
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return done.stdout


def rewritten(path: Path) -> list[str]:
    """What is wrong with a rewritten document; nothing if it is right."""
    before, after = ElementTree.parse(DOCUMENT).getroot(), ElementTree.parse(path).getroot()
    wanted = before.findall("iso_3166_entry")
    found = list(after)
    problems = [] if len(wanted) == len(found) else [f"{len(found)} entries instead of {len(wanted)}"]
    for old, new in zip(wanted, found):
        expected = {**old.attrib, "length": str(len(old.attrib["name"].encode()))}
        if new.attrib != expected:
            problems.append(f"{new.attrib} instead of {expected}")
    return problems


def use_npm_package(name: str) -> None:
    """Installs a tarball as "pugixml", and rewrites the document from JavaScript."""
    user = WORK / name
    user.mkdir()
    (user / "package.json").write_text('{ "private": true }\n')
    shutil.copy(HERE / "rewrite.mjs", user)
    tarball = next((WORK / "dist").glob("pugixml-wasm-*.tgz" if name == "wasm" else "pugixml-[0-9]*.tgz"))
    run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", user, f"pugixml@file:{tarball}")
    print(f"{name}: " + run("node", user / "rewrite.mjs", DOCUMENT, f"{name}.xml").strip())


def build_for_wasm(tool: str) -> list[str]:
    """The package for WebAssembly, from Debian's source; what is wrong with that."""
    build(Library("pugixml", includes="src"), FOR_WASM)
    os.environ["EM_PKG_CONFIG_PATH"] = str(FOR_WASM / "pkgconfig")
    run(tool, "build", "wasm")
    other = [name for name in ("pugixml.hpp", "pugiconfig.hpp") if (FOR_WASM / "source" / "src" / name).read_bytes() != Path("/usr/include", name).read_bytes()]
    return [f"its {name} is another than Debian's package for C++ has" for name in other]


def main() -> int:
    tool = os.environ.get("POLYGLUE") or shutil.which("polyglue")
    if not tool:
        sys.exit("set POLYGLUE to the polyglue to use")
    os.environ["PYTHON"] = PYTHON
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    shutil.copy(HERE / "polyglue.toml", WORK)
    coverage = run(tool, "check").strip().splitlines()[-1]
    print(f"pugixml: {coverage}")
    run(tool, "build", "c", "python", "node", "rust")

    results: dict[str, list[str]] = {}
    # As pkg-config's users compile: flags from the installed package.
    os.environ["PKG_CONFIG_PATH"] = str(next((WORK / "dist" / "c").rglob("*.pc")).parent)
    package = next((WORK / "dist" / "c").rglob("*.pc")).stem
    flags = run("pkg-config", "--cflags", "--libs", package).split()
    library = next((WORK / "dist" / "c").rglob("lib*pugi*.*")).parent
    run("gcc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", HERE / "rewrite.c", "-o", "rewrite", *flags,
        f"-Wl,-rpath,{library}", "-lstdc++")
    print("c: " + run(WORK / "rewrite", DOCUMENT, "c.xml").strip())
    results["c"] = rewritten(WORK / "c.xml")

    run(PYTHON, "-m", "venv", "venv")
    run("venv/bin/pip", "install", "--no-index", "--no-deps", next((WORK / "dist").glob("**/*.whl")))
    print("python: " + run("venv/bin/python", HERE / "rewrite.py", DOCUMENT, "python.xml").strip())
    results["python"] = rewritten(WORK / "python.xml")

    use_npm_package("node")
    results["node"] = rewritten(WORK / "node.xml")

    results["wasm"] = build_for_wasm(tool)
    use_npm_package("wasm")
    results["wasm"] += rewritten(WORK / "wasm.xml")

    shutil.copytree(HERE / "rust", WORK / "rust")
    crate = next((WORK / "dist").glob("*.crate"))
    with tarfile.open(crate) as archive:
        archive.extractall(WORK / "rust")
    (WORK / "rust" / crate.stem).rename(WORK / "rust" / "pugixml")
    os.environ["RUSTFLAGS"] = "-Dwarnings"
    run("cargo", "build", "--quiet", "--offline", "--manifest-path", "rust/Cargo.toml", "--target-dir", "rust/target")
    print("rust: " + run(WORK / "rust" / "target" / "debug" / "rewrite", DOCUMENT, "rust.xml").strip())
    results["rust"] = rewritten(WORK / "rust.xml")

    claimed = re.search(r"exported \d+ of \d+ \([\d.]+ %\)", DOC.read_text()) if DOC.exists() else None
    results["docs/third-party.md"] = [] if claimed and claimed.group() == coverage else [f"does not say: {coverage}"]
    for what, problems in results.items():
        for problem in problems[:5]:
            print(f"{what}: {problem}")
    failed = sum(bool(p) for p in results.values())
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
