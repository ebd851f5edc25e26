"""Python: builds, measures in one process, and says how far from the goals we are."""
from __future__ import annotations

import json
import math
import os
import subprocess

from ..harness.programs import ROOT, peers_python
from ..harness.report import Goal, Report, Table
from .extensions import build

PEERS = ("nanobind", "pybind11", "cython", "swig", "cffi", "ctypes")
#: Nobody is behind by less than two runs of the same code differ.
NOISE = 0.97


def _shapes() -> dict[str, tuple[str, float]]:
    """Titles and goals of the shapes; asked of the interpreter that has NumPy."""
    text = subprocess.run(
        [peers_python(), "-c", "import json; from benchmarks.python.shapes import SHAPES;"
         "print(json.dumps({s.key: (s.title, s.goal) for s in SHAPES}))"],
        cwd=ROOT, env=_environment(), check=True, text=True, capture_output=True).stdout
    return {key: (title, goal) for key, (title, goal) in json.loads(text).items()}


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


Row = dict[str, dict[str, float]]


def _nanoseconds(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def _ratio(row: Row, above: str, below: str, which: str = "min") -> float | None:
    if above not in row or below not in row:
        return None
    return row[above][which] / row[below][which]


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def goals(rows: dict[str, Row], shapes: dict[str, tuple[str, float]]) -> list[Goal]:
    found: list[Goal] = []
    for key, row in rows.items():
        title, limit = shapes[key]
        if limit == math.inf:
            continue
        if (ratio := _ratio(row, "polyglue", "hand")) is not None and key not in ("now", "stream"):  # these have no such goal
            found.append(Goal(f"{title}: against hand-written", ratio, limit, True))
        if (ratio := _ratio(row, "nanobind", "polyglue")) is not None:
            limit = 1.3 if key in ("add", "method", "error") else NOISE
            found.append(Goal(f"{title}: nanobind against ours", ratio, limit, False))
        if key == "fold" and (ratio := _ratio(row, "pybind11", "polyglue")) is not None:
            found.append(Goal(f"{title}: pybind11 against ours", ratio, 2, False))
        if key == "now" and "polyglue" in row:
            found.append(Goal(f"{title}, in nanoseconds", row["polyglue"]["min"], 300, True, "ns"))
        if key in ("records_out", "records_list", "records_read") and (ratio := _ratio(row, "pybind11", "polyglue")):
            found.append(Goal(f"{title}: pybind11 against ours", ratio, 5, False))
    return found


def tables(rows: dict[str, Row], shapes: dict[str, tuple[str, float]], empty: float) -> list[Table]:
    names = ["polyglue", "hand", *PEERS]
    times = Table("Python: nanoseconds per call, best of the rounds", ["shape", *names], [
        [shapes[key][0], *(_nanoseconds(row[name]["min"]) if name in row else "-" for name in names)]
        for key, row in rows.items()],
        [f"The loop around the call is included; empty, it takes {empty:.1f} ns."])
    ratios = Table("Python: ratios", ["shape", "ours/hand", "of medians", "without loop", "spread",
                                      *(f"{peer}/ours" for peer in PEERS)], [])
    for key, row in rows.items():
        if "polyglue" not in row or "hand" not in row:
            continue
        ours, hand = row["polyglue"], row["hand"]
        ratios.rows.append([
            shapes[key][0], _cell(_ratio(row, "polyglue", "hand")), _cell(_ratio(row, "polyglue", "hand", "median")),
            _cell((ours["min"] - empty) / (hand["min"] - empty)), f"{100 * (ours['median'] / ours['min'] - 1):.0f} %",
            *(_cell(_ratio(row, peer, "polyglue")) for peer in PEERS)])
    ratios.notes = ["Ratios of minima unless said otherwise; spread: how far our median is above our minimum."]
    return [times, ratios] if ratios.rows else [times]


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    modules = build(with_polyglue=with_polyglue)
    shapes = _shapes()
    bindings = ["hand", *PEERS] if not with_polyglue else ["polyglue", "hand", *PEERS]
    command = [str(peers_python()), "-m", "benchmarks.python.measure", str(modules), "--bindings", ",".join(bindings)]
    output = subprocess.run([*command, *(["--quick"] if quick else [])], cwd=ROOT, env=_environment(), text=True,
                            stdout=subprocess.PIPE)
    if output.returncode != 0:
        raise RuntimeError("the measurement failed")
    results = json.loads(output.stdout)
    empty = results.pop("empty loop")["min"]
    return Report("Python", tables(results, shapes, empty), goals(results, shapes), {"empty": empty, "rows": results})
