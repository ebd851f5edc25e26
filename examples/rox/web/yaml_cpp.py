"""Builds yaml-cpp for WebAssembly.

usage: yaml_cpp.py FOLDER    leaves FOLDER/lib/libyaml-cpp.a and FOLDER/pkgconfig/yaml-cpp.pc
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from wasm_library import Library, build  # noqa: E402

if __name__ == "__main__":
    build(Library("yaml-cpp", includes="include", flags=("-DYAML_CPP_STATIC_DEFINE",)), Path(sys.argv[1]).resolve())
