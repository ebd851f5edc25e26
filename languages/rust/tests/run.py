"""Rust: packs each case as a crate, as an author would, and uses that crate from another one. The C++ in it is
compiled with AddressSanitizer and UndefinedBehaviorSanitizer; clippy, rustfmt and rustdoc have nothing to say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests"))

from harness import ROOT, Case, Count, Failure, compiler_launcher, fingerprint, fresh, main, tool  # noqa: E402

LINKER = ROOT / "build" / "tests" / "rust" / "sanitizing-linker"
PROJECT_CASE = "classes"
# Nobody times the tests: debug information and incremental builds cost more than they give.
FAST = {"CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_INCREMENTAL": "0", "CARGO_NET_OFFLINE": "true", "CARGO_TERM_COLOR": "never"}
CXX = {"CXX": " ".join([*compiler_launcher(), "g++"])}
SANITIZED = {"CXXFLAGS": "-O0 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer", "RUSTFLAGS": f"-Clinker={LINKER}",
             "ASAN_OPTIONS": "detect_leaks=1", "UBSAN_OPTIONS": "print_stacktrace=1"}


def setup(cases: list[Case]) -> None:
    """A linker that puts the sanitizers first: Rust's own flags come last, and name all libraries themselves."""
    LINKER.parent.mkdir(parents=True, exist_ok=True)
    LINKER.write_text('#!/bin/sh\nexec gcc -Wl,--push-state,--no-as-needed -lasan -lubsan -Wl,--pop-state "$@"\n')
    LINKER.chmod(0o755)


def host() -> str:
    """The target triple. Named to Cargo, flags are for the target alone and not for build scripts."""
    said = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    return next(line.removeprefix("host: ") for line in said.splitlines() if line.startswith("host: "))


def unpack(case: Case) -> Path:
    """The crate as it is published, in a folder whose files change only with it."""
    crates = sorted((case.api / "dist").glob("*.crate"), key=lambda path: path.stat().st_mtime)
    if not crates:
        raise Failure("no crate in dist/")
    folder, stamp = case.work / "crate", case.work / "crate.stamp"
    if not fresh(stamp, fingerprint([crates[-1]])):
        shutil.rmtree(folder, ignore_errors=True)
        with tarfile.open(crates[-1]) as archive:
            archive.extractall(folder)
        for path in folder.rglob("*"):
            path.touch()  # all files of crates are of 2006, and Cargo goes by their time
        stamp.write_text(fingerprint([crates[-1]]))
    return next(folder.iterdir())


def make_user(case: Case, crate: Path) -> Path:
    """A crate that depends on the case's and has the test in it."""
    user = case.work / "user"
    (user / "src").mkdir(parents=True, exist_ok=True)
    files = {"Cargo.toml": f"[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2021\"\npublish = false\n\n"
                           f"[dependencies]\n{case.name} = {{ path = \"{crate}\" }}\n\n"
                           f"[[test]]\nname = \"{case.name}\"\npath = \"{HERE / (case.name + '.rs')}\"\n\n[workspace]\n",
             "src/lib.rs": ""}
    for name, text in files.items():
        if not (user / name).exists() or (user / name).read_text() != text:
            (user / name).write_text(text)
    return user


def passed_and_failed(text: str) -> Count:
    """Of the lines "test result: ok. 5 passed; 0 failed; ..."."""
    found = re.findall(r"^test result: \w+\. (\d+) passed; (\d+) failed", text, re.M)
    if not found:
        raise Failure(text)
    return Count(sum(int(passed) for passed, _ in found), sum(int(failed) for _, failed in found))


def check_installed(case: Case, user: Path) -> Count:
    """The same test against a library that is installed: `polyglue build c`."""
    case.run(tool(), "build", "c", timeout=600, env=CXX)
    library = next((case.api / "dist" / "c").glob("lib*/lib*_c.so")).parent
    env = {**FAST, f"{case.prefix.upper()}_LIB_DIR": str(library), "LD_LIBRARY_PATH": str(library), "CARGO_TARGET_DIR": str(case.work / "installed")}
    return passed_and_failed(case.run("cargo", "test", "-q", "--test", case.name, "--", "--test-threads=1", cwd=user, timeout=300, env=env))


def test(case: Case) -> Count:
    case.run(tool(), "build", "rust", timeout=200)
    crate = unpack(case)
    user = make_user(case, crate)
    env = {**FAST, **CXX, "CARGO_TARGET_DIR": str(case.work / "target")}
    target = ["--target", host()]
    # Tests of what is alive need the others to be over.
    text = case.run("cargo", "test", "-q", *target, "--test", case.name, "--", "--test-threads=1",
                    cwd=user, timeout=500, env={**env, **SANITIZED})
    if re.search("^warning", text, re.MULTILINE):
        raise Failure(f"the crate is compiled with warnings\n{text}")
    count = passed_and_failed(text)
    env |= SANITIZED  # the same for all commands, so that nothing is compiled twice
    case.run("cargo", "clippy", "-q", *target, "--all-targets", "--", "-D", "warnings", cwd=user, timeout=300, env=env)
    case.run("cargo", "doc", "-q", *target, "--no-deps", "-p", case.name, cwd=user, timeout=300, env={**env, "RUSTDOCFLAGS": "-D warnings"})
    case.run("cargo", "fmt", "--check", cwd=crate)
    case.run("rustfmt", "--check", "--edition", "2021", "--config-path", crate, HERE / f"{case.name}.rs", cwd=crate)
    count += Count(passed=4)
    if case.name == PROJECT_CASE:
        text = case.run("cargo", "test", "-q", *target, "--lib", cwd=crate, timeout=500, env=env)
        count += passed_and_failed(text) + check_installed(case, user)
    return count


if __name__ == "__main__":
    sys.exit(main("rust", test, setup))
