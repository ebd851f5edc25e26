"""Compiles the bindings that are compared, all with the same flags, and Polyglue's as its user gets it."""
from __future__ import annotations

import concurrent.futures
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from ..harness.programs import (ROOT, WORK, PythonBuild, build_environment, copy_library, need, peers_python, polyglue,
                                python_build, run, say)

PEERS = Path(__file__).parent / "peers"
LIBRARY = ROOT / "benchmarks" / "lib"
MODULES = WORK / "python" / "modules"
OBJECTS = WORK / "python" / "objects"
FLAGS = ["-std=c++23", "-O2", "-DNDEBUG", "-fPIC", "-fvisibility=hidden", "-fno-stack-protector", "-fno-plt",
         "-fno-semantic-interposition", "-ffunction-sections", "-fdata-sections", f"-I{LIBRARY}", f"-I{ROOT}/include"]
LINK = ["-shared", "-Wl,--gc-sections", "-Wl,-s"]


def _compiler() -> list[str]:
    return ["ccache", "g++"] if shutil.which("ccache") else ["g++"]


def compile_object(source: Path, *flags: str) -> Path:
    target = OBJECTS / f"{source.parent.name}_{source.stem}.o"
    run([*_compiler(), *FLAGS, *flags, "-c", source, "-o", target])
    return target


def link(target: str, objects: list[Path]) -> None:
    # Linked beside and renamed, so that a process that has the old one open keeps it.
    made = MODULES / f".{target}"
    run(["g++", *LINK, *objects, "-o", made])
    made.replace(MODULES / target)


def _hand(python: PythonBuild, library: list[Path]) -> None:
    sources = sorted((PEERS / "hand").glob("*.cpp"))
    more = [compile_object(LIBRARY / name) for name in ("later.cpp", "streams.cpp")]
    link(f"bench_hand{python.suffix}", [*(compile_object(each, f"-I{python.include}") for each in sources), *library, *more])


def _nanobind(python: PythonBuild, library: list[Path]) -> None:
    folder = python.packages / "nanobind"
    include = [f"-I{python.include}", f"-I{folder}/include"]
    # What nanobind's own CMake adds for its library in a release build, at the common -O2.
    core = compile_object(folder / "src" / "nb_combined.cpp", *include, f"-I{folder}/ext/robin_map/include",
                          "-fno-strict-aliasing", "-mtls-dialect=gnu2", "-DNB_BUILD", "-DNB_COMPACT_ASSERTIONS")
    link(f"bench_nanobind{python.suffix}", [compile_object(PEERS / "nanobind.cpp", *include), core, *library])


def _pybind11(python: PythonBuild, library: list[Path]) -> None:
    unit = compile_object(PEERS / "pybind11.cpp", f"-I{python.include}", f"-I{python.packages}/pybind11/include")
    link(f"bench_pybind11{python.suffix}", [unit, *library])


def _cython(python: PythonBuild, library: list[Path]) -> None:
    source = OBJECTS / "bench_cython.cpp"
    run([peers_python().parent / "cython", "--cplus", "-3", PEERS / "bench_cython.pyx", "-o", source])
    link(f"bench_cython{python.suffix}", [compile_object(source, f"-I{python.include}"), *library])


def _swig(python: PythonBuild, library: list[Path]) -> None:
    source = OBJECTS / "bench_swig.cpp"
    run([need("swig", "swig"), "-w315", "-python", "-builtin", "-c++", "-O", f"-I{LIBRARY}", "-outdir", MODULES,
         "-o", source, PEERS / "bench_swig.i"])
    link(f"_bench_swig{python.suffix}", [compile_object(source, f"-I{python.include}"), *library])


def _flat(python: PythonBuild, library: list[Path]) -> None:
    flat = compile_object(PEERS / "flat.cpp", "-fvisibility=default")
    link("libflat.so", [flat, *library])
    header = (PEERS / "flat.h").read_text()
    declarations = header.split("reads from here ... */")[1].split("/* ... to here")[0]
    source = OBJECTS / "bench_cffi.c"
    run([peers_python(), "-c", (
        "import sys, cffi; ffi = cffi.FFI(); ffi.cdef(sys.argv[1]);"
        "ffi.set_source('_bench_cffi', '#include \"flat.h\"'); ffi.emit_c_code(sys.argv[2])"), declarations, source])
    unit = OBJECTS / "bench_cffi.o"
    run(["gcc", *(flag for flag in FLAGS if not flag.startswith("-std")), f"-I{python.include}", f"-I{PEERS}",
         "-c", source, "-o", unit])
    link(f"_bench_cffi{python.suffix}", [unit, flat, *library])
    for name in ("bench_cffi.py", "bench_ctypes.py"):
        shutil.copy(PEERS / name, MODULES)


def _polyglue() -> None:
    """Two packages: most libraries take no callbacks, and need no facts to be fast."""
    plain = {', "callbacks.hpp", "later.hpp"': "", ', "callbacks.cpp", "later.cpp"': "",
             '"benchlib::*" = "leaf"\n': "", '"benchlib::give_now" = ["async", "leaf"]\n': "", '"benchlib::give_later" = ["async", "leaf"]\n': ""}
    calls = {'"benchlib.hpp", ': "", '"benchlib.cpp", ': "", ', "streams.hpp"': "", ', "streams.cpp"': "",
             'name = "benchlib"': 'name = "benchcalls"'}
    for name, changes in (("benchlib", plain), ("benchcalls", calls)):
        folder = WORK / "python" / "polyglue" / name
        copy_library(folder, changes)
        run([polyglue(), "build", "python"], cwd=folder, env=build_environment())
        wheels = list(folder.rglob("*.whl"))
        if len(wheels) != 1:
            raise RuntimeError(f"expected one wheel under {folder}, found {len(wheels)}")
        with zipfile.ZipFile(wheels[0]) as wheel:
            wheel.extractall(MODULES)


def build(*, with_polyglue: bool) -> Path:
    """Compiles everything; returns the folder to import from."""
    shutil.rmtree(MODULES, ignore_errors=True)
    for folder in (MODULES, OBJECTS):
        folder.mkdir(parents=True, exist_ok=True)
    python = python_build()
    library = [compile_object(LIBRARY / name) for name in ("benchlib.cpp", "callbacks.cpp")]
    makers: dict[str, Callable[[], None]] = {
        name: (lambda make=make: make(python, library))
        for name, make in {"hand": _hand, "nanobind": _nanobind, "pybind11": _pybind11, "Cython": _cython,
                           "SWIG": _swig, "cffi and ctypes": _flat}.items()}
    if with_polyglue:
        makers["polyglue"] = _polyglue
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        pending = {pool.submit(make): name for name, make in makers.items()}
        for done in concurrent.futures.as_completed(pending):
            done.result()
            say(f"  compiled {pending[done]}")
    return MODULES
