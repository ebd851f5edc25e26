"""Builds a library for WebAssembly from the source package of the Debian that this runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

JOBS = int(os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or os.cpu_count() or 2)
FLAGS = ["-O2", "-std=c++17", "-fwasm-exceptions", "-w"]


@dataclass
class Library:
    """One source package, which is also the name for pkg-config, and what is where in it."""

    package: str
    includes: str
    sources: str = "src/*.cpp"
    flags: tuple[str, ...] = ()


def run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout[-3000:]}")


def fetch(package: str, folder: Path) -> Path:
    """The tarball of the source. APT gets lists of its own: the system's need not name sources."""
    sources, lists = folder / "apt", folder / "apt-lists"
    for path in (sources, lists / "partial"):
        path.mkdir(parents=True, exist_ok=True)
    system = Path("/etc/apt")
    for path in [system / "sources.list", *(system / "sources.list.d").glob("*")]:
        if path.suffix == ".sources":
            (sources / path.name).write_text(re.sub(r"(?m)^Types:.*$", "Types: deb-src", path.read_text()))
        elif path.suffix == ".list" and path.exists():
            lines = [line for line in path.read_text().splitlines() if line.startswith("deb ")]
            (sources / path.name).write_text("".join(f"deb-src {line[4:]}\n" for line in lines))
    apt = ["apt-get", "-q", "-o", "Dir::Etc::sourcelist=/dev/null", "-o", f"Dir::Etc::sourceparts={sources}",
           "-o", f"Dir::State::lists={lists}", "-o", "APT::Sandbox::User=root"]
    run(*apt, "update")
    run(*apt, "source", "--download-only", package, cwd=folder)
    return next(folder.glob(f"{package}_*.orig.tar.*"))


def build(library: Library, folder: Path) -> None:
    """Leaves FOLDER/lib/lib<package>.a, FOLDER/pkgconfig/<package>.pc and the source in FOLDER/source, unless they are there."""
    archive, pc = folder / "lib" / f"lib{library.package}.a", folder / "pkgconfig" / f"{library.package}.pc"
    if pc.exists() and archive.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tarball = fetch(library.package, folder)
    with tarfile.open(tarball) as packed:
        packed.extractall(folder)
        top = packed.getnames()[0].split("/")[0]
    source = (folder / top).rename(folder / "source")
    compiler = ["ccache", "em++"] if shutil.which("ccache") else ["em++"]
    includes = source / library.includes
    objects = []
    with ThreadPoolExecutor(JOBS) as pool:
        steps = []
        for path in sorted(source.glob(library.sources)):
            objects.append(folder / f"{path.stem}.o")
            steps.append(pool.submit(run, *compiler, *FLAGS, *library.flags, "-I", includes, "-c", path, "-o", objects[-1]))
        for step in steps:
            step.result()
    archive.parent.mkdir()
    run("emar", "rcs", archive, *objects)
    version = tarball.name.split("_")[1].split(".orig")[0].split("+")[0]
    pc.parent.mkdir()
    pc.write_text(f"Name: {library.package}\nDescription: {library.package} for WebAssembly\nVersion: {version}\n"
                  f"Cflags: -I{includes}{''.join(f' {flag}' for flag in library.flags)}\nLibs: {archive}\n")
