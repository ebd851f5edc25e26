"""Binds examples/rox and converts charts with it from every language: who did what, in which time. Then each looks at a
folder of charts in the background, behind a progress bar, and stops a second look at its first chart."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path

from steps import CLANG, ROOT

ROX = ROOT / "examples" / "rox"
sys.path.insert(0, str(ROX / "web"))

from for_wasm import prepare  # noqa: E402

WORK = ROOT / "build" / "demo"
USERS = ROX / "users"
JOBS = str(os.cpu_count() or 2)
PYTHON = "/usr/bin/python3"
# What is said of the example's own charts, all of which can be read, and of a survey that was stopped at the first.
OWN_SURVEY = re.compile(r"^4 charts surveyed, .*; stopped after 1$")


@dataclass
class Row:
    language: str
    built: float
    said: list[str]
    ok: bool


class Failed(Exception):
    """A step did not work; the message says which and shows the end of its output."""


def run(what: str, command: list[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> tuple[str, float]:
    """Runs one step with a progress line; gives its output and how long it took."""
    print(f"  {what} ...", end="", flush=True)
    start = time.monotonic()
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    seconds = time.monotonic() - start
    print(f"\r  {'ok  ' if done.returncode == 0 else 'FAIL'} {what}  {seconds:.1f} s", flush=True)
    if done.returncode:
        raise Failed(f"{what}: {' '.join(command)}\n" + "\n".join(done.stdout.splitlines()[-30:]))
    return done.stdout, seconds


def charts() -> list[Path]:
    """The example's own charts, and the real ones where they are at hand."""
    own = sorted(p for p in (ROX / "charts").iterdir() if p.suffix in (".osu", ".sm", ".qua", ".rox"))
    real = ROOT.parent / "shared" / "data" / "charts"
    return own + (sorted(p for p in real.iterdir() if p.suffix in (".osu", ".sm", ".qua")) if real.is_dir() else [])


def copy_of_rox(name: str) -> Path:
    """`polyglue` writes its output beside polyglue.toml."""
    project = WORK / name
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(ROX, project, ignore=shutil.ignore_patterns("bindings", "dist", "build"))
    return project


def convert(language: str, command: list[str], env: dict[str, str] | None = None) -> str:
    folder = WORK / "out" / language
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    said, _ = run(f"{language}: convert charts", [*command, str(folder), *map(str, charts())], env=env)
    return said.strip().splitlines()[-1]


def survey(language: str, command: list[str]) -> str:
    """What a user's program says of the example's own charts; see OWN_SURVEY."""
    said, _ = run(f"{language}: survey a folder, and stop", [*command, str(ROX / "charts")])
    return said.strip().splitlines()[-1]


def use_c(language: str, dist: Path) -> list[str]:
    """Builds users/{c,cpp} against the installed package, as its user would, and runs the programs."""
    build = WORK / f"use-{language}"
    run(f"{language}: configure a user's project", ["cmake", "-S", str(USERS / language), "-B", str(build), "-G", "Ninja",
                                                   f"-DCMAKE_PREFIX_PATH={dist / language}", "-DCMAKE_BUILD_TYPE=Release"])
    run(f"{language}: compile a user's project", ["cmake", "--build", str(build)])
    return [convert(language, [str(build / "convert")]), survey(language, [str(build / "survey")])]


def use_python(dist: Path) -> list[str]:
    venv = WORK / "venv"
    if not (venv / "bin" / "python").exists():
        run("python: make an environment", [PYTHON, "-m", "venv", str(venv)])
    wheel = max(dist.glob("**/rox-*.whl"), key=lambda p: p.stat().st_mtime)
    run("python: pip install the wheel", [str(venv / "bin" / "pip"), "install", "--no-index", "--force-reinstall", "--no-deps", str(wheel)])
    python = str(venv / "bin" / "python")
    return [convert("python", [python, str(USERS / "convert.py")]), survey("python", [python, str(USERS / "survey.py")])]


def use_npm(language: str, dist: Path, tarballs: str, *programs: str) -> list[Path]:
    """Installs the tarball under the name rox, whatever its own, beside the user's programs."""
    user = WORK / f"use-{language}"
    shutil.rmtree(user, ignore_errors=True)
    user.mkdir(parents=True)
    (user / "package.json").write_text('{ "private": true }\n')
    tarball = max(dist.glob(tarballs), key=lambda p: p.stat().st_mtime)
    run(f"{language}: npm install the tarball", ["npm", "install", "--silent", "--no-audit", "--no-fund", f"rox@file:{tarball}"], cwd=user)
    return [Path(shutil.copy2(USERS / program, user)) for program in programs]


def use_node(dist: Path) -> list[str]:
    conversion, look = use_npm("node", dist, "rox-[0-9]*.tgz", "convert.mjs", "survey.mjs")
    return [convert("node", ["node", str(conversion)]), survey("node", ["node", str(look)])]


def use_wasm(dist: Path) -> list[str]:
    """Without the survey: there are no folders in WebAssembly."""
    (conversion,) = use_npm("wasm", dist, "rox-wasm-*.tgz", "convert_bytes.mjs")
    return [convert("wasm", ["node", str(conversion)])]


def wasm_project() -> tuple[Path, dict[str, str]]:
    """rox as WebAssembly can have it, and the environment to build it in."""
    yaml = ROOT / "build" / "yaml-cpp-wasm"
    run("wasm: build yaml-cpp", [PYTHON, str(ROX / "web" / "yaml_cpp.py"), str(yaml)])
    project = copy_of_rox("rox-wasm")
    return project, prepare(project, yaml)


def use_rust(dist: Path) -> list[str]:
    """Unpacks the crate where the user's manifest looks for it, and builds the user's programs."""
    user = WORK / "use-rust"
    shutil.rmtree(user, ignore_errors=True)
    shutil.copytree(USERS / "rust", user)
    crate = max(dist.glob("rox-*.crate"), key=lambda p: p.stat().st_mtime)
    with tarfile.open(crate) as archive:
        for member in archive:
            member.mtime = time.time()  # crates carry one time for ever, by which Cargo would take the last demo's for this one
            archive.extract(member, user)
    (user / crate.stem).rename(user / "rox")
    target = WORK / "target"
    run("rust: cargo build", ["cargo", "build", "--quiet", "--release", "--offline", "--manifest-path", str(user / "Cargo.toml"), "--target-dir", str(target)])
    return [convert("rust", [str(target / "release" / "convert")]), survey("rust", [str(target / "release" / "survey")])]


def build_tool() -> Path:
    build = ROOT / "build" / "release"
    run("configure polyglue", ["cmake", "-S", str(ROOT), "-B", str(build), "-G", "Ninja", *CLANG, "-DPOLYGLUE_TESTS=OFF"])
    run("build polyglue", ["cmake", "--build", str(build), "-j", JOBS])
    return build / "bin" / "polyglue"


def demo(tool: Path) -> list[Row]:
    rows = []
    project = copy_of_rox("rox")
    checked, _ = run("polyglue check", [str(tool), "check"], cwd=project)
    print("       " + checked.strip().splitlines()[-1])
    for language in ("c", "cpp", "python", "node", "wasm", "rust"):
        at, env = wasm_project() if language == "wasm" else (project, None)
        _, built = run(f"polyglue build {language}", [str(tool), "build", language], cwd=at, env=env)
        use = {"python": use_python, "node": use_node, "wasm": use_wasm, "rust": use_rust}.get(language)
        said = use(at / "dist") if use else use_c(language, at / "dist")
        match = re.search(r"(\d+) charts.* (\d+) conversions equal", said[0])
        equal = bool(match) and int(match.group(2)) == 4 * int(match.group(1)) > 0
        rows.append(Row(language, built, said, equal and all(OWN_SURVEY.search(line) for line in said[1:])))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polyglue", type=Path, help="use this polyglue instead of building one")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ["PYTHON"] = PYTHON
    try:
        rows = demo(options.polyglue.resolve() if options.polyglue else build_tool())
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    print("\nlanguage  built in  what it did")
    for row in rows:
        print(f"{row.language:8}  {row.built:6.1f} s  {row.said[0]}{'' if row.ok else '   NOT AS IT SHOULD BE'}")
        for line in row.said[1:]:
            print(" " * 20 + line)
    print(f"\nThe converted charts are in {(WORK / 'out').relative_to(ROOT)}.")
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
