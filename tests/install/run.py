"""Installs Polyglue into a fresh prefix, binds a library of another CMake project with find_package(Polyglue) and
polyglue_bindings(), installs that, and uses the C, C++ and Python packages as strangers would."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
WORK = ROOT / "build" / "tests" / "install"
PYTHON = os.environ.get("PYTHON", sys.executable)


class Failed(Exception):
    pass


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None, timeout: int = 600) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=timeout)
    with (WORK / "log.txt").open("a") as log:
        log.write(f"$ {' '.join(words)}\n{done.stdout}\n")
    if done.returncode != 0:
        raise Failed(f"exit code {done.returncode}: {' '.join(words)}\n{done.stdout}")
    return done.stdout


def expect(condition: bool, message: str) -> None:
    if not condition:
        raise Failed(message)


def configure(source: Path, build: Path, *options: str) -> str:
    launcher = [f"-DCMAKE_{language}_COMPILER_LAUNCHER=ccache" for language in ("C", "CXX")] if shutil.which("ccache") else []
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    return run("cmake", "-S", source, "-B", build, *generator, "-DCMAKE_BUILD_TYPE=Release", *launcher, *options)


def install_polyglue(built: Path) -> str:
    run("cmake", "--install", built, "--prefix", WORK / "prefix")
    tool = WORK / "prefix" / "bin" / "polyglue"
    return run(tool, "--version").strip()


def bind() -> str:
    configure(WORK / "library", WORK / "build", f"-DCMAKE_PREFIX_PATH={WORK / 'prefix'}", f"-DCMAKE_INSTALL_PREFIX={WORK / 'shapes'}")
    run("cmake", "--build", WORK / "build")
    run(WORK / "build" / "inside")
    run("cmake", "--build", WORK / "build", "--target", "shapes_python", env={"PYTHON": PYTHON})
    run("cmake", "--install", WORK / "build")
    bindings = WORK / "library" / "bindings"
    expect(not bindings.exists(), f"the source folder was written to: {bindings}")
    return ", ".join(sorted(path.name for path in (WORK / "build" / "shapes_bindings" / "dist").glob("*.whl")))


def use_with_cmake() -> str:
    build = WORK / "user_build"
    configure(WORK / "user", build, f"-DCMAKE_PREFIX_PATH={WORK / 'shapes'}")
    run("cmake", "--build", build)
    return run(build / "use_c").strip() + run(build / "use_cpp").strip()


def use_with_pkg_config() -> str:
    packages = next((WORK / "shapes").glob("lib*/**/pkgconfig"))
    env = {"PKG_CONFIG_PATH": str(packages)}
    for name, compiler, source in (("shapes_c", ["gcc", "-std=c11"], "use.c"), ("shapes_cpp", ["g++", "-std=c++20"], "use.cpp")):
        flags = run("pkg-config", "--cflags", "--libs", name, env=env).split()
        program = WORK / f"pkg_config_{name}"
        run(*compiler, HERE / "user" / source, "-o", program, *flags, f"-Wl,-rpath,{packages.parent}", "-lm")
        run(program)
    return run("pkg-config", "--modversion", "shapes_c", env=env).strip()


def use_wheel() -> str:
    run(PYTHON, "-m", "venv", WORK / "venv")
    wheel = next((WORK / "build" / "shapes_bindings" / "dist").glob("*.whl"))
    run(WORK / "venv" / "bin" / "pip", "install", "--no-index", "--disable-pip-version-check", wheel)
    run(WORK / "venv" / "bin" / "python", HERE / "user" / "use.py", cwd=WORK)
    return wheel.name


def change_header() -> str:
    """A changed header is seen by the next build; an unchanged one costs no generation."""
    text = run("cmake", "--build", WORK / "build", "-v")
    expect("polyglue" not in text, f"a build without changes generated again:\n{text}")
    header = WORK / "library" / "include" / "shapes" / "shapes.hpp"
    header.write_text(header.read_text().replace("double length() const;", "double length() const;\n  int count() const { return int(points_.size()); }"))
    run("cmake", "--build", WORK / "build")
    generated = next((WORK / "build" / "shapes_bindings" / "generated").rglob("shapes_c.h")).read_text()
    expect("shapes_path_count" in generated, "the new method is not in the generated header")
    return "seen"


def bind_by_configuration() -> str:
    build = WORK / "build_config"
    configure(WORK / "library", build, f"-DCMAKE_PREFIX_PATH={WORK / 'prefix'}", "-DCONFIG=ON", "-DCMAKE_C_FLAGS=-DSUMMARY")
    run("cmake", "--build", build)
    return run(build / "inside").strip()


def mistakes() -> str:
    """What goes wrong is said where the author looks: in CMake's output, in the tool's words."""
    source = WORK / "broken"
    source.mkdir()
    (source / "lib.hpp").write_text("namespace lib { missing f(); }\n")
    (source / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.21)\nproject(broken CXX C)\nadd_library(lib INTERFACE)\n"
        "target_include_directories(lib INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})\n"
        "find_package(Polyglue REQUIRED)\npolyglue_bindings(lib HEADERS lib.hpp LANGUAGES ${LANGUAGES})\n")
    for languages, wanted in (("c", "unknown type name 'missing'"), ("fortran", 'unknown language "fortran"')):
        try:
            configure(source, WORK / f"broken_{languages}", f"-DCMAKE_PREFIX_PATH={WORK / 'prefix'}", f"-DLANGUAGES={languages}")
        except Failed as failed:
            expect(wanted in str(failed), f"expected {wanted!r} in\n{failed}")
        else:
            raise Failed(f"configured although it should say {wanted!r}")
    return "2 messages"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path, help="Polyglue's own build folder")
    options = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for folder in ("library", "user"):
        shutil.copytree(HERE / folder, WORK / folder)
    passed = 0
    steps = (("install polyglue", lambda: install_polyglue(options.build.resolve())), ("find_package(Polyglue), bind, build, install", bind),
             ("use C and C++ through CMake", use_with_cmake), ("use C and C++ through pkg-config", use_with_pkg_config),
             ("install and use the wheel", use_wheel), ("change a header", change_header), ("bind by polyglue.toml", bind_by_configuration),
             ("mistakes", mistakes))
    for name, step in steps:
        start = time.monotonic()
        try:
            said = step()
        except (Failed, subprocess.TimeoutExpired, StopIteration) as failed:
            print(f"FAIL {name}\n{failed}\n{passed} passed, 1 failed")
            return 1
        passed += 1
        print(f"ok   {name} ({time.monotonic() - start:.1f} s): {said}", flush=True)
    print(f"{passed} passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
