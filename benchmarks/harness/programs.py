"""Runs other programs, and finds or installs what the benchmarks need."""
from __future__ import annotations

import functools
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(os.environ.get("POLYGLUE_BENCH_DIR", ROOT / "build" / "bench"))

PEER_PACKAGES = ("nanobind==3.1.0", "pybind11==3.1.0", "Cython==3.3.1", "cffi==2.1.1", "numpy==2.4.6", "setuptools==80.9.0", "wheel==0.45.1")


class Unavailable(Exception):
    """Something a benchmark needs is not there; says what, and how to get it."""


def say(text: str) -> None:
    """A line of progress, on standard error so that tables can be redirected."""
    print(f"\033[2m{text}\033[0m" if sys.stderr.isatty() else text, file=sys.stderr, flush=True)


def run(command: list[str | Path], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Runs a program and returns what it printed; shows all of it when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\nfailed with {done.returncode}:\n{done.stdout[-6000:]}")
    return done.stdout


def copy_library(folder: Path, changes: Mapping[str, str] = MappingProxyType({})) -> None:
    """A fresh copy of the benchmark's library, with other texts in its polyglue.toml."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "benchmarks" / "lib", folder)
    config = folder / "polyglue.toml"
    text = config.read_text()
    for old, new in changes.items():
        if text.count(old) != 1:
            raise RuntimeError(f"{config} is to have {old!r} once, where it is changed to {new!r}")
        text = text.replace(old, new)
    config.write_text(text)


@dataclass(frozen=True)
class Cost:
    """What running programs took: wall-clock and processor seconds."""
    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


def timed(command: list[str | Path], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> Cost:
    """What a program costs, without help from a compiler cache."""
    def processor() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    wall, cpu = time.perf_counter(), processor()
    run(command, cwd=cwd, env={"CCACHE_DISABLE": "1", **(env or {})})
    return Cost(time.perf_counter() - wall, processor() - cpu)


def system_python() -> Path:
    """The interpreter that is measured: Debian's, so that the figures mean the same for everybody."""
    for candidate in (os.environ.get("POLYGLUE_BENCH_PYTHON"), "/usr/bin/python3", shutil.which("python3")):
        if candidate and Path(candidate).exists():
            return Path(candidate)
    raise Unavailable("python3 is missing: apt-get install python3 python3-dev python3-venv")


def need(program: str, package: str) -> str:
    """The path of a program, or Unavailable with the package that has it."""
    found = shutil.which(program)
    if not found:
        raise Unavailable(f"{program} is missing: apt-get install {package}")
    return found


def peers_python() -> Path:
    """A virtual environment with the other generators; made on first use."""
    folder = WORK / "venv"
    python = folder / "bin" / "python"
    stamp = folder / "packages"
    if not stamp.exists() or stamp.read_text() != " ".join(PEER_PACKAGES):
        say(f"installing {', '.join(PEER_PACKAGES)}")
        run([system_python(), "-m", "venv", folder])
        run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEER_PACKAGES])
        stamp.write_text(" ".join(PEER_PACKAGES))
    return python


@dataclass(frozen=True)
class PythonBuild:
    """What compiling an extension needs to know of the interpreter."""
    include: Path
    suffix: str
    packages: Path


def python_build() -> PythonBuild:
    python = peers_python()
    include, suffix, packages = run([python, "-c", (
        "import sysconfig as s; print(s.get_path('include')); print(s.get_config_var('EXT_SUFFIX'));"
        "print(s.get_path('purelib'))")]).split()
    if not (Path(include) / "Python.h").exists():
        raise Unavailable("Python.h is missing: apt-get install python3-dev")
    return PythonBuild(Path(include), suffix, Path(packages))


@functools.cache
def polyglue() -> Path:
    """The compiler: $POLYGLUE, else built here."""
    if given := os.environ.get("POLYGLUE"):
        return Path(given).resolve()
    folder = WORK / "compiler"
    say("building polyglue")
    run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DPOLYGLUE_TESTS=OFF"])
    run(["cmake", "--build", folder, "--target", "polyglue"])
    return folder / "bin" / "polyglue"


def build_environment() -> dict[str, str]:
    """For `polyglue build python`: it uses the `python3` it finds first, which is to be the measured one."""
    return {"PATH": f"{peers_python().parent}{os.pathsep}{os.environ['PATH']}"}
