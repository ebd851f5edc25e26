"""Compiles the workload with each generator, and says what that costs."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..harness.programs import Cost, PythonBuild, need, peers_python, polyglue, python_build, run, timed

FLAGS = ["-std=c++20", "-Os", "-DNDEBUG", "-fPIC", "-fvisibility=hidden", "-fno-stack-protector",
         "-ffunction-sections", "-fdata-sections", "-I."]
LINK = ["-shared", "-Wl,--gc-sections", "-Wl,-s"]


@dataclass(frozen=True)
class Built:
    """One extension module: its cost, its parts, its file."""
    cost: Cost
    parts: dict[str, Cost]
    module: Path

    @property
    def size(self) -> int:
        return self.module.stat().st_size


def _compile(folder: Path, source: str, target: str, flags: list[str], libraries: list[str | Path]) -> Built:
    unit = f"{Path(source).stem}.o"
    compiling = timed(["g++", *FLAGS, *flags, "-c", source, "-o", unit], cwd=folder)
    linking = timed(["g++", *LINK, unit, *libraries, "-o", target], cwd=folder)
    return Built(compiling + linking, {"compile": compiling, "link": linking}, folder / target)


def _nanobind_flags(python: PythonBuild) -> list[str]:
    folder = python.packages / "nanobind"
    return [f"-I{python.include}", f"-I{folder}/include"]


def nanobind_library(folder: Path) -> Built:
    """The library that all modules with nanobind share; compiled once."""
    python = python_build()
    root = python.packages / "nanobind"
    flags = [*_nanobind_flags(python), f"-I{root}/ext/robin_map/include", "-fno-strict-aliasing",
             "-mtls-dialect=gnu2", "-DNB_BUILD", "-DNB_SHARED", "-DNB_COMPACT_ASSERTIONS"]
    # nanobind's CMake leaves its library at the -O3 of a release build.
    return _compile(folder, str(root / "src" / "nb_combined.cpp"), "libnanobind.so",
                    [*flags, "-O3"], ["-Wl,-soname,libnanobind.so"])


def nanobind(folder: Path, python: PythonBuild) -> Built:
    return _compile(folder, "nanobind.cpp", f"api_nanobind{python.suffix}",
                    [*_nanobind_flags(python), "-DNB_SHARED"],
                    ["../libnanobind.so", "-Wl,-rpath,$ORIGIN/.."])


def pybind11(folder: Path, python: PythonBuild) -> Built:
    return _compile(folder, "pybind11.cpp", f"api_pybind11{python.suffix}",
                    [f"-I{python.include}", f"-I{python.packages}/pybind11/include"], [])


def _generated(generating: Cost, built: Built) -> Built:
    return Built(generating + built.cost, {"generate": generating, **built.parts}, built.module)


def cython(folder: Path, python: PythonBuild) -> Built:
    generating = timed([peers_python().parent / "cython", "--cplus", "-3", "api_cython.pyx", "-o", "cython.cpp"],
                       cwd=folder)
    return _generated(generating, _compile(folder, "cython.cpp", f"api_cython{python.suffix}",
                                           [f"-I{python.include}"], []))


def swig(folder: Path, python: PythonBuild) -> Built:
    generating = timed([need("swig", "swig"), "-python", "-builtin", "-c++", "-O", "-o", "swig.cpp", "api_swig.i"],
                       cwd=folder)
    return _generated(generating, _compile(folder, "swig.cpp", f"_api_swig{python.suffix}",
                                           [f"-I{python.include}"], []))


def polyglue_module(folder: Path, _: PythonBuild) -> Built:
    """As everybody's, without a wheel around the module; what setup.py costs is part of it."""
    package = folder / "bindings" / "python"
    shutil.rmtree(folder / "bindings", ignore_errors=True)
    generating = timed([polyglue(), "generate"], cwd=folder)
    # The same flag as everybody's, after the -O2 that it would use.
    compiling = timed([peers_python(), "setup.py", "--quiet", "build_ext", "--inplace"], cwd=package,
                      env={"POLYGLUE_FLAGS": "-Os"})
    module = next((package / "api_polyglue").glob("*.so"))
    return Built(generating + compiling, {"generate": generating, "compile": compiling}, module)


GENERATORS: dict[str, Callable[[Path, PythonBuild], Built]] = {
    "polyglue": polyglue_module, "nanobind": nanobind, "pybind11": pybind11, "cython": cython, "swig": swig}


def prove(folder: Path, name: str, kind: str) -> None:
    """Imports the module and calls into it: what was measured works."""
    struct = "Struct0000" if name == "polyglue" else "Struct_0000"       # class names are in Python's style
    call = "test_0000(1, 2, 3, 4, 5, 6.0)" if kind == "functions" else f"{struct}(1, 2, 3, 4, 5, 6.0).sum()"
    place = folder / "bindings" / "python" if name == "polyglue" else folder
    run([peers_python(), "-c", f"import sys; sys.path.insert(0, {str(place)!r}); import api_{name} as m;"
         f"assert m.{call} == 21.0"])
