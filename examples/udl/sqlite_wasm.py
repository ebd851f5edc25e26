"""Builds SQLite for WebAssembly, from the one file of C that the npm package better-sqlite3 carries.

usage: sqlite_wasm.py FOLDER    leaves FOLDER/libsqlite3.a and FOLDER/pkgconfig/sqlite3.pc
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGE = "better-sqlite3@^12"
# Optimising SQLite would take longer than the tests.
FLAGS = ["-O1", "-w", "-DSQLITE_THREADSAFE=0", "-DSQLITE_OMIT_LOAD_EXTENSION"]


def run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout[-3000:]}")


def main() -> int:
    folder = Path(sys.argv[1]).resolve()
    library, pc = folder / "libsqlite3.a", folder / "pkgconfig" / "sqlite3.pc"
    if pc.exists() and library.exists():
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    pc.parent.mkdir(parents=True)
    run("npm", "pack", "--silent", PACKAGE, cwd=folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        for name in ("sqlite3.c", "sqlite3.h"):
            source = archive.extractfile(f"package/deps/sqlite3/{name}")
            assert source
            (folder / name).write_bytes(source.read())
    launcher = ["ccache"] if shutil.which("ccache") else []
    run(*launcher, "emcc", *FLAGS, "-c", "sqlite3.c", "-o", "sqlite3.o", cwd=folder)
    run("emar", "rcs", library, "sqlite3.o", cwd=folder)
    pc.write_text(f"Name: sqlite3\nDescription: SQLite for WebAssembly\nVersion: 3\nCflags: -I{folder}\nLibs: {library}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
