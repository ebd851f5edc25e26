"""Rust beyond the cases, with the crates that run.py unpacked: misuse that must not compile, Miri, the oldest Rust,
LTO across the languages, a library found by pkg-config.

    languages/rust/tests/run.py && languages/rust/tests/run_more.py [part...]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from run import CXX, FAST, HERE, LINKER, SANITIZED, host, make_user, passed_and_failed

from harness import CASES, ROOT, Case, Count, Failure

BUILT = ROOT / "build" / "tests" / "rust"
OLDEST = "1.63.0"
OLDEST_CASES = ["callbacks", "classes", "maps", "records", "tasks", "variants"]
LTO_CASES = ["scalars", "strings", "classes", "errors"]


@dataclass
class Unavailable(Exception):
    """What a part needs and how to get it."""

    why: str


def case(name: str) -> Case:
    found = Case(name, "rust", CASES / name, BUILT / name)
    if not (found.work / "crate.stamp").exists():
        raise Failure(f"{name} is not built: run languages/rust/tests/run.py first")
    found.work = BUILT / "more" / name
    found.work.mkdir(parents=True, exist_ok=True)
    return found


def crate(name: str) -> Path:
    return next((BUILT / name / "crate").iterdir())


def rustup(toolchain: str, *needed: str) -> dict[str, str]:
    """An environment in which Cargo and its tools are those of a toolchain of rustup's."""
    how = f"rustup toolchain install {toolchain} --profile minimal" + "".join(f" -c {component}" for component in needed)
    if not shutil.which("rustup"):
        raise Unavailable(f"there is no rustup for: {how}")
    for program in ("rustc", "cargo", *(f"cargo-{name}" for name in needed if name != "rust-src")):
        found = subprocess.run(["rustup", "which", "--toolchain", toolchain, program], capture_output=True, text=True)
        if found.returncode:
            raise Unavailable(how)
    return {"RUSTUP_TOOLCHAIN": toolchain}


def misuse() -> Count:
    """Programs that must not compile, each for the reason it names."""
    count = Count()
    for path in sorted((HERE / "misuse").glob("*.rs")):
        text = path.read_text()
        name, code = (re.search(rf"^//! {word}: (\w+)$", text, re.M)[1] for word in ("case", "error"))  # type: ignore[index]
        user = BUILT / "more" / "misuse" / path.stem
        (user / "src").mkdir(parents=True, exist_ok=True)
        shutil.copy(path, user / "src" / "main.rs")
        (user / "Cargo.toml").write_text(f"[package]\nname = \"{path.stem}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n"
                                         f"[dependencies]\n{name} = {{ path = \"{crate(name)}\" }}\n\n[workspace]\n")
        # The case's own folder: there, everything but the program is built already.
        env = {**os.environ, **FAST, **CXX, **SANITIZED, "CARGO_TARGET_DIR": str(BUILT / name / "target")}
        done = subprocess.run(["cargo", "check", "-q", "--target", host()], cwd=user, env=env, capture_output=True, text=True, timeout=300)
        codes = set(re.findall(r"^error\[(E\d+)\]", done.stderr, re.M))
        good = done.returncode != 0 and codes == {code}
        count += Count(int(good), int(not good))
        if not good:
            print(f"misuse/{path.name}: {code} was due; got {', '.join(sorted(codes)) or 'no error'}\n{done.stderr}")
    return count


def in_user(name: str, part: str, env: dict[str, str], *options: str) -> Count:
    """A case's own test, from another crate."""
    made = case(name)
    user = make_user(made, crate(name))
    (user / "Cargo.lock").unlink(missing_ok=True)  # that of a newer Cargo
    text = made.run("cargo", "test", "-q", *options, "--test", name, "--", "--test-threads=1", cwd=user, timeout=500,
                    env={**FAST, "CARGO_TARGET_DIR": str(made.work / part), **env})
    return passed_and_failed(text)


def miri() -> Count:
    """The runtime that does not depend on the library, where all that is undefined is seen."""
    env = rustup("nightly", "miri", "rust-src")
    made = case("classes")
    text = made.run("cargo", "miri", "test", "-q", "--lib", cwd=crate("classes"), timeout=900,
                    env={**FAST, **CXX, **env, "CARGO_TARGET_DIR": str(made.work / "miri"), "CARGO_NET_OFFLINE": "false",
                         "MIRIFLAGS": "-Zmiri-strict-provenance"})
    return passed_and_failed(text)


def oldest() -> Count:
    """What the manifest promises: crates, and programs that use them, with the oldest Rust."""
    said = subprocess.run(["rustc", "-V"], check=True, capture_output=True, text=True).stdout
    env = {} if f" {OLDEST} " in said else rustup(OLDEST)
    return sum((in_user(name, "oldest", {**CXX, **env}) for name in OLDEST_CASES), Count())


def lto() -> Count:
    """Compiled by the Clang of rustc's LLVM and linked as one program."""
    said = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    version = re.search(r"^LLVM version: (\d+)", said, re.M)[1]  # type: ignore[index]
    missing = [program for program in (f"clang-{version}", f"ld.lld-{version}", f"llvm-link-{version}") if not shutil.which(program)]
    if missing:
        raise Unavailable(f"{', '.join(missing)}: apt-get install clang-{version} lld-{version} llvm-{version}")
    env = {"RUSTFLAGS": f"-Clinker-plugin-lto -Clinker=clang-{version} -Clink-arg=-fuse-ld=lld-{version}", "CXX": "", "AR": ""}
    count = Count()
    for name in LTO_CASES:
        count += in_user(name, "lto", env, "--release", "--target", host())
        # What the linker got is LLVM's, or nothing was inlined.
        objects = list((BUILT / "more" / name / "lto").rglob(f"{name}-*/out/all.o"))
        bitcode = [path for path in objects if path.read_bytes()[:4] == b"BC\xc0\xde"]
        count += Count(int(bool(bitcode)), int(not bitcode))
    return count


def pkg_config() -> Count:
    """A library that is installed, found by pkg-config; nothing is compiled."""
    library = BUILT / "classes" / "api" / "dist" / "c" / "lib"
    env = {"CLASSES_PKG_CONFIG": "1", "PKG_CONFIG_PATH": str(library / "pkgconfig"), "LD_LIBRARY_PATH": str(library), "CXX": "false"}
    return in_user("classes", "pkg-config", env)


PARTS: dict[str, Callable[[], Count]] = {"misuse": misuse, "miri": miri, "oldest": oldest, "lto": lto, "pkg-config": pkg_config}


def main() -> int:
    parser = argparse.ArgumentParser(description="Tests Rust beyond the cases.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"only these of {', '.join(PARTS)}")
    wanted = parser.parse_args().parts or list(PARTS)
    if not LINKER.exists():
        parser.error("run languages/rust/tests/run.py first")
    total = Count()
    for name in wanted:
        try:
            count = PARTS[name]()
            print(f"{name:12} {count.passed:3} passed, {count.failed} failed", flush=True)
        except Unavailable as missing:
            print(f"{name:12} NOT TESTED, needs {missing.why}", flush=True)
            continue
        except Failure as failure:
            print(f"{name}: {failure}", flush=True)
            count = Count(0, 1)
        total += count
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
