"""What the figures were measured on."""
from __future__ import annotations

import os
import platform
from pathlib import Path

from .programs import PEER_PACKAGES, run, system_python


def _first_line(command: list[str]) -> str:
    try:
        return next((line for line in run(command).splitlines() if line.strip()), "").strip()
    except (OSError, RuntimeError):
        return "missing"


def describe() -> dict[str, str]:
    """Names and versions, in the order they are printed."""
    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())
    return {
        "CPU": f"{cpu}, {os.cpu_count()} cores",
        "system": f"{platform.freedesktop_os_release().get('PRETTY_NAME', platform.system())}, {platform.machine()}",
        "load before": f"{os.getloadavg()[0]:.2f}",
        "g++": _first_line(["g++", "--version"]),
        "clang++": _first_line(["clang++-22", "--version"]),
        "python": _first_line([str(system_python()), "--version"]),
        "peers": ", ".join(PEER_PACKAGES[:5]).replace("==", " ") + ", "
                 + _first_line(["swig", "-version"]).removesuffix(","),
    }
