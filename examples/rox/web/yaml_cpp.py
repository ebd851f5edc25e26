"""Builds yaml-cpp for WebAssembly, from the source package of the Debian that this runs on.

usage: yaml_cpp.py FOLDER    leaves FOLDER/lib/libyaml-cpp.a and FOLDER/pkgconfig/yaml-cpp.pc
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

JOBS = int(os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or os.cpu_count() or 2)
FLAGS = ["-O2", "-std=c++17", "-fwasm-exceptions", "-DYAML_CPP_STATIC_DEFINE", "-w"]


def run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout[-3000:]}")


def fetch(folder: Path) -> Path:
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
    run(*apt, "source", "--download-only", "yaml-cpp", cwd=folder)
    return next(folder.glob("yaml-cpp_*.orig.tar.*"))


def main() -> int:
    folder = Path(sys.argv[1]).resolve()
    library, pc = folder / "lib" / "libyaml-cpp.a", folder / "pkgconfig" / "yaml-cpp.pc"
    if pc.exists() and library.exists():
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(fetch(folder)) as archive:
        archive.extractall(folder / "source")
    source = next((folder / "source").iterdir())
    compiler = ["ccache", "em++"] if shutil.which("ccache") else ["em++"]
    objects = []
    with ThreadPoolExecutor(JOBS) as pool:
        steps = []
        for path in sorted((source / "src").glob("*.cpp")):
            objects.append(folder / f"{path.stem}.o")
            steps.append(pool.submit(run, *compiler, *FLAGS, "-I", source / "include", "-c", path, "-o", objects[-1]))
        for step in steps:
            step.result()
    library.parent.mkdir()
    run("emar", "rcs", library, *objects)
    pc.parent.mkdir()
    pc.write_text(f"Name: yaml-cpp\nDescription: yaml-cpp for WebAssembly\nVersion: 0.7\n"
                  f"Cflags: -I{source / 'include'} -DYAML_CPP_STATIC_DEFINE\nLibs: {library}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
