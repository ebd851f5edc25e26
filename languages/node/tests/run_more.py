"""Node.js beyond the cases: what `npm install` does where the package was built, elsewhere, and without a compiler.

    languages/node/tests/run_more.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from run import FAST, HERE, npm

from harness import ROOT, Failure, tool

WORK = ROOT / "build" / "tests" / "node-install"
PACKAGE, ELSEWHERE, DAMAGED = (WORK / f"{name}.tgz" for name in ("package", "elsewhere", "damaged"))
INSTALL = [*(word for word in npm.INSTALL if word != "--silent"), "--offline"]


def run(*command: str | Path, cwd: Path, fails: bool = False, **env: str) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**os.environ, **env}, text=True, timeout=400,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if bool(done.returncode) != fails:
        raise Failure(f"exit code {done.returncode}: {' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def build() -> None:
    """PACKAGE as `polyglue build node` leaves it; all else that the author has is gone. The others have no addon that would do."""
    folder = WORK / "author"
    shutil.copytree(HERE / "install", folder)
    run(tool(), "build", "node", cwd=folder, **FAST)
    next((folder / "dist").glob("*.tgz")).rename(PACKAGE)
    shutil.rmtree(folder)
    with tarfile.open(PACKAGE) as archive:
        archive.extractall(folder)
    addon = next(folder.glob("package/prebuilds/*/binding.node"))
    addon.write_bytes(b"of another C library")
    pack(folder, DAMAGED)
    addon.parent.rename(addon.parent.with_name("plan9-vax"))
    pack(folder, ELSEWHERE)


def pack(folder: Path, tarball: Path) -> None:
    with tarfile.open(tarball, "w:gz") as archive:
        archive.add(folder / "package", "package")


def hidden_compiler() -> dict[str, str]:
    """An environment in which a shell, Node.js and npm are all there is."""
    programs = WORK / "bin"
    programs.mkdir(exist_ok=True)
    for name in ("node", "npm", "sh"):
        found = shutil.which(name)
        if not found:
            raise Failure(f"there is no {name}")
        (programs / name).unlink(missing_ok=True)
        (programs / name).symlink_to(found)
    return {"PATH": str(programs), "CC": "", "CXX": ""}


def empty_folder(name: str) -> Path:
    user = WORK / "users" / name
    user.mkdir(parents=True)
    (user / "package.json").write_text('{ "private": true }\n')
    return user


def install_and_use(name: str, tarball: Path, **env: str) -> bool:
    """From an ES module and from CommonJS; whether the addon was built there."""
    user = empty_folder(name)
    run(*INSTALL, tarball, cwd=user, **env)
    for use in ("use.mjs", "use.cjs"):
        shutil.copy(HERE / "install" / use, user)
        run("node", use, cwd=user, **env)
    return (user / "node_modules" / "greeter" / "build" / "binding.node").exists()


def no_compiler_is_needed() -> str:
    return "it was built again" if install_and_use("prebuilt", PACKAGE, **hidden_compiler()) else ""


def elsewhere_it_is_built() -> str:
    return "" if install_and_use("elsewhere", ELSEWHERE, **FAST) else "it was not built"


def what_does_not_load_is_built_anew() -> str:
    return "" if install_and_use("damaged", DAMAGED, **FAST) else "it was not built"


def a_missing_compiler_is_named_once() -> str:
    said = run(*INSTALL, ELSEWHERE, cwd=empty_folder("refused"), fails=True, **hidden_compiler())
    wanted = "building greeter takes a C++ compiler: none of c++, g++, clang++ is here"
    return "" if said.count(wanted) == 1 and said.count("compiler") == 1 else f"it says\n{said}"


TESTS = (no_compiler_is_needed, elsewhere_it_is_built, what_does_not_load_is_built_anew, a_missing_compiler_is_named_once)


def main() -> int:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    failed = 0
    try:
        build()
    except Failure as failure:
        print(f"building the package failed: {failure}\n0 passed, 1 failed")
        return 1
    for test in TESTS:
        try:
            problem = test()
        except Failure as failure:
            problem = str(failure)
        print(f"{'FAIL' if problem else 'ok  '} {test.__name__.replace('_', ' ')}{': ' * bool(problem)}{problem}", flush=True)
        failed += bool(problem)
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
