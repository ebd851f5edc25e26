"""Builds the libraries beside this file, each an interface file implemented in C++, and uses them from every language
as their users would: from the installed packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "languages" / "js" / "tests")]

from harness import compiler_launcher  # noqa: E402
from npm import wasm_options  # noqa: E402

WORK = ROOT / "build" / "udl"
PYTHON = "/usr/bin/python3"
USES = {"tray": ["styles"]}
LIBRARIES = sorted(path.parent.name for path in HERE.glob("*/polyglue.toml"))
# Nobody times the tests: optimisation would cost more than the runs.
os.environ.update({"PYTHON": PYTHON, "POLYGLUE_LTO": "0", "POLYGLUE_FLAGS": "-O1",
                   "CC": " ".join([*compiler_launcher(), "gcc"]), "CXX": " ".join([*compiler_launcher(), "g++"])})
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


class Failed(Exception):
    pass


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=900)
    if done.returncode:
        raise Failed(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout.strip()


def used_by(name: str) -> list[str]:
    """The libraries that its program uses: those whose types it takes come first."""
    return [*USES.get(name, []), name]


def installed_flags(name: str, language: str) -> list[str]:
    """What pkg-config says of the packages below dist/."""
    prefixes = [WORK / one / "dist" / language for one in used_by(name)]
    os.environ["PKG_CONFIG_PATH"] = os.pathsep.join(str(path.parent) for prefix in prefixes for path in prefix.rglob(f"*_{language}.pc"))
    os.environ["PKG_CONFIG_PATH"] += "".join(os.pathsep + str(path.parent) for prefix in prefixes for path in prefix.rglob("*_c.pc"))
    libraries = [f"-Wl,-rpath,{next(prefix.rglob('lib*.so')).parent}" for prefix in prefixes]
    return [*run("pkg-config", "--cflags", "--libs", *(f"{one}_{language}" for one in used_by(name)), cwd=WORK).split(), *libraries]


def from_c(name: str, work: Path) -> str:
    run("gcc", "-std=c11", *STRICT, "user.c", "-o", "user_c", *installed_flags(name, "c"), cwd=work)
    return run(work / "user_c", cwd=work)


def from_cpp(name: str, work: Path) -> str:
    run("g++", "-std=c++17", *STRICT, "user.cpp", "-o", "user_cpp", *installed_flags(name, "cpp"), cwd=work)
    return run(work / "user_cpp", cwd=work)


def from_python(name: str, work: Path) -> str:
    python = WORK / "venv" / "bin" / "python3"
    run(python, "-m", "pip", "install", "-q", "--force-reinstall", "--no-index", "--no-deps", next((work / "dist").glob("*.whl")), cwd=work)
    run(python, "-m", "mypy", "--strict", "--no-warn-unused-ignores", "user.py", cwd=work)
    return run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "user.py", cwd=work).splitlines()[-1]


def from_npm(name: str, work: Path, is_wasm: bool) -> str:
    user = work / f"user_{'wasm' if is_wasm else 'node'}"
    user.mkdir()
    (user / "package.json").write_text('{ "private": true }\n')
    tarballs = [next(path for path in (WORK / one / "dist").glob("*.tgz") if ("wasm" in path.name) == is_wasm) for one in used_by(name)]
    run("npm", "install", "--silent", "--no-audit", "--no-fund", *(f"{one}@file:{path}" for one, path in zip(used_by(name), tarballs)), cwd=user)
    program = work / "user.wasm.mjs" if is_wasm and (work / "user.wasm.mjs").exists() else work / "user.mjs"
    shutil.copy2(program, user)
    return run("node", *(wasm_options() if is_wasm else []), program.name, cwd=user)


def from_node(name: str, work: Path) -> str:
    return from_npm(name, work, False)


def from_wasm(name: str, work: Path) -> str:
    """The same user, who sees no difference, unless objects were to go from one module to the other."""
    return from_npm(name, work, True)


def from_rust(name: str, work: Path) -> str:
    user = WORK / "users" / name  # not below the library, whose folder says where crates are that it needs
    shutil.rmtree(user, ignore_errors=True)
    (user / "src").mkdir(parents=True)
    paths = []
    for one in used_by(name):
        crate = next((WORK / one / "dist").glob("*.crate"))
        with tarfile.open(crate) as archive:
            archive.extractall(user)
        paths.append(f"{one} = {{ path = \"{crate.stem}\" }}\n")
    (user / "Cargo.toml").write_text("[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n"
                                     f"[dependencies]\n{''.join(paths)}\n[patch.crates-io]\n{''.join(paths[:-1])}\n[workspace]\n")
    shutil.copy2(work / "user.rs", user / "src" / "main.rs")
    return run("cargo", "run", "-q", "--offline", cwd=user)


def main() -> int:
    tool = os.environ.get("POLYGLUE") or shutil.which("polyglue")
    if not tool:
        sys.exit("set POLYGLUE to the polyglue to use")
    if not (WORK / "venv").exists():
        WORK.mkdir(parents=True, exist_ok=True)
        run(PYTHON, "-m", "venv", "venv", cwd=WORK)
        run("venv/bin/pip", "install", "-q", "pytest", "mypy", "numpy", "typing_extensions", cwd=WORK)
    run(PYTHON, HERE / "sqlite_wasm.py", WORK / "sqlite-wasm", cwd=HERE)
    os.environ["EM_PKG_CONFIG_PATH"] = str(WORK / "sqlite-wasm" / "pkgconfig")
    passed = failed = 0
    for name in [name for name in LIBRARIES if name in sys.argv[1:] or len(sys.argv) == 1]:
        work = WORK / name
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(HERE / name, work)
        try:
            run(tool, "build", "-j", "2", cwd=work)
        except Failed as failure:
            print(f"FAILED  {name}: {failure}")
            failed += 1
            continue
        built = tomllib.loads((work / "polyglue.toml").read_text())["output"]["languages"]
        for language, use in (("c", from_c), ("cpp", from_cpp), ("python", from_python), ("node", from_node), ("wasm", from_wasm), ("rust", from_rust)):
            if language not in built:
                continue
            try:
                print(f"ok      {name}, {language}: {use(name, work)}")
                passed += 1
            except Failed as failure:
                print(f"FAILED  {name}, {language}: {failure}")
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
