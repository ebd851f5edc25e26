"""The workload nanobind publishes: a function, or a class, for each order of six parameter types."""
from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

TYPES = ("uint16_t", "int32_t", "uint32_t", "int64_t", "uint64_t", "float")
NAMES = "abcdef"


@dataclass(frozen=True)
class Item:
    """One function or class: its name and its parameter types."""
    name: str
    types: tuple[str, ...]

    @property
    def parameters(self) -> str:
        return ", ".join(f"{kind} {name}" for kind, name in zip(self.types, NAMES))


def items(kind: str, count: int) -> list[Item]:
    stem = "test" if kind == "functions" else "Struct"
    return [Item(f"{stem}_{i:04}", types) for i, types in enumerate(itertools.permutations(TYPES))][:count]


def header(kind: str, count: int) -> str:
    """The C++ that all generators bind."""
    lines = ["#pragma once", "#include <cstdint>", "namespace api {"]
    total = " + ".join(NAMES)
    for item in items(kind, count):
        if kind == "functions":
            lines.append(f"inline float {item.name}({item.parameters}) {{ return {total}; }}")
        else:
            fields = " ".join(f"{each} {name};" for each, name in zip(item.types, NAMES))
            inits = ", ".join(f"{name}({name})" for name in NAMES)
            lines += [f"class {item.name} {{", f"  {fields}", " public:",
                      f"  {item.name}({item.parameters}) : {inits} {{}}",
                      f"  float sum() const {{ return {total}; }}", "};"]
    return "\n".join([*lines, "}  // namespace api", ""])


def cpp_binding(generator: str, kind: str, count: int) -> str:
    """What a user of nanobind or pybind11 writes."""
    short, start = {"nanobind": ("nb", "NB_MODULE"), "pybind11": ("py", "PYBIND11_MODULE")}[generator]
    lines = [f"#include <{generator}/{generator}.h>", '#include "api.hpp"', f"namespace {short} = {generator};",
             f"{start}(api_{generator}, m) {{"]
    for item in items(kind, count):
        if kind == "functions":
            lines.append(f'  m.def("{item.name}", &api::{item.name});')
        else:
            lines.append(f'  {short}::class_<api::{item.name}>(m, "{item.name}")'
                         f'.def({short}::init<{", ".join(item.types)}>()).def("sum", &api::{item.name}::sum);')
    return "\n".join([*lines, "}", ""])


def cython_binding(kind: str, count: int) -> str:
    lines = ["# cython: language_level=3", f"from libc.stdint cimport {', '.join(TYPES[:-1])}",
             'cdef extern from "api.hpp" namespace "api":']
    for item in items(kind, count):
        if kind == "functions":
            lines.append(f'    float c_{item.name} "api::{item.name}"({item.parameters}) except +')
        else:
            lines += [f'    cdef cppclass C{item.name} "api::{item.name}":',
                      f"        C{item.name}({item.parameters}) except +", "        float sum() except +"]
    for item in items(kind, count):
        names = ", ".join(NAMES)
        if kind == "functions":
            lines += [f"def {item.name}({item.parameters}):", f"    return c_{item.name}({names})"]
        else:
            lines += [f"cdef class {item.name}:", f"    cdef C{item.name}* value",
                      f"    def __cinit__(self, {item.parameters}):",
                      f"        self.value = new C{item.name}({names})",
                      "    def __dealloc__(self):", "        del self.value",
                      "    def sum(self):", "        return self.value.sum()"]
    return "\n".join([*lines, ""])


SWIG_BINDING = '%module api_swig\n%include "stdint.i"\n%{\n#include "api.hpp"\n%}\n%include "api.hpp"\n'

POLYGLUE_TOML = """[library]
name = "api_polyglue"
version = "1.0.0"

[input]
headers = ["api.hpp"]
namespaces = ["api"]
include_paths = ["."]
flags = ["-std=c++20", "-Os"]

[output]
languages = ["python"]
"""


def write(folder: Path, kind: str, count: int) -> None:
    """Everything the generators read, in one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "api.hpp").write_text(header(kind, count))
    (folder / "nanobind.cpp").write_text(cpp_binding("nanobind", kind, count))
    (folder / "pybind11.cpp").write_text(cpp_binding("pybind11", kind, count))
    (folder / "api_cython.pyx").write_text(cython_binding(kind, count))
    (folder / "api_swig.i").write_text(SWIG_BINDING)
    (folder / "polyglue.toml").write_text(POLYGLUE_TOML)
