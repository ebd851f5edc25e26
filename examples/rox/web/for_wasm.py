"""What `polyglue build wasm` needs to know about rox beyond its polyglue.toml."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SURVEY = ', "rox/survey.hpp"'


def prepare(project: Path, yaml: Path) -> dict[str, str]:
    """Leaves the survey out of `project`, a copy of rox: WebAssembly has no folders. Returns what its build wants to have in the
    environment; `yaml` is the folder that yaml_cpp.py has made."""
    config = project / "polyglue.toml"
    text = config.read_text()
    if SURVEY not in text:
        sys.exit(f"{config} does not name the survey where {Path(__file__).name} looks for it")
    config.write_text(text.replace(SURVEY, ""))
    return {"EM_PKG_CONFIG_PATH": str(yaml / "pkgconfig"), "POLYGLUE_FLAGS": f"-include {HERE / 'older_libcxx.hpp'}"}
