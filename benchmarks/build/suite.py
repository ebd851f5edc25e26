"""Compile time and size over nanobind's published workload."""
from __future__ import annotations

import os
import statistics

from ..harness.programs import WORK, python_build, say
from ..harness.report import Goal, Report, Table
from .generators import GENERATORS, Built, nanobind_library, polyglue_module, prove
from .workload import write

KINDS = {"functions": "720 functions of six parameters", "classes": "720 classes, each with a constructor and a method"}


def _median(runs: list[Built]) -> Built:
    """The run whose processor time is in the middle."""
    middle = statistics.median_low(run.cost.cpu for run in runs)
    return next(run for run in runs if run.cost.cpu == middle)


def _row(name: str, built: Built, base: Built | None) -> list[str]:
    parts = ", ".join(f"{part} {cost.cpu:.1f}" for part, cost in built.parts.items())
    return [name, f"{built.cost.cpu:.1f}", f"{built.cost.wall:.1f}", parts, f"{built.size / 1024:,.0f}",
            f"{built.cost.cpu / base.cost.cpu:.2f}" if base else "-", f"{built.size / base.size:.2f}" if base else "-"]


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    # Fewer repeats, or fewer generators, to look at one thing: POLYGLUE_BENCH_REPEATS=1 POLYGLUE_BENCH_ONLY=polyglue,nanobind
    count, repeats = (6, 1) if quick else (720, int(os.environ.get("POLYGLUE_BENCH_REPEATS", "3")))
    chosen = os.environ.get("POLYGLUE_BENCH_ONLY", ",".join(GENERATORS)).split(",")
    python = python_build()
    report = Report("Build", data={})
    say("  nanobind's library")
    (WORK / "compile").mkdir(parents=True, exist_ok=True)
    library = nanobind_library(WORK / "compile")
    runtime = None
    if with_polyglue:
        say("  polyglue's runtime")
        write(WORK / "compile" / "one", "functions", 1)
        runtime = polyglue_module(WORK / "compile" / "one", python)
    for kind, title in KINDS.items():
        folder = WORK / "compile" / kind
        write(folder, kind, count)
        names = [name for name in GENERATORS if name in chosen and (with_polyglue or name != "polyglue")]
        runs: dict[str, list[Built]] = {name: [] for name in names}
        for turn in range(repeats):
            for name in names:
                say(f"  {kind}, {name}, {turn + 1} of {repeats}")
                runs[name].append(GENERATORS[name](folder, python))
                if turn == 0:
                    prove(folder, name, kind)
        built = {name: _median(each) for name, each in runs.items()}
        ours = built.get("polyglue")
        rows = [_row(name, each, ours) for name, each in built.items()]
        rows.append(_row("nanobind's library", library, None))
        if runtime:
            rows.append(_row("polyglue's runtime: a module of one function", runtime, None))
        report.tables.append(Table(
            f"Build: {title if not quick else kind}, -Os, stripped",
            ["", "processor s", "wall s", "of which (processor s)", "KB", "time/ours", "size/ours"], rows,
            ["From the header and what the user writes to an importable module; median of "
             f"{repeats}. nanobind's own row leaves out its library; polyglue's has its runtime in it."]))
        if kind == "functions" and ours and runtime and "nanobind" in built:
            _goals(report, (ours, runtime), (built["nanobind"], library))
        report.data[kind] = {  # type: ignore[index]
            name: {"cpu": each.cost.cpu, "wall": each.cost.wall, "size": each.size,
                   "parts": {part: cost.cpu for part, cost in each.parts.items()}}
            for name, each in {**built, "nanobind library": library, **({"polyglue runtime": runtime} if runtime else {})}.items()}
    return report


def _goals(report: Report, ours: tuple[Built, Built], nanobind: tuple[Built, Built]) -> None:
    """Like with like: the module with what is the same for every library (the second of each pair), and without."""
    module, runtime = ours
    peer, library = nanobind
    report.goals += [
        Goal("nanobind's compile time with its library, against ours", (peer.cost.cpu + library.cost.cpu) / module.cost.cpu, 3, False),
        Goal("nanobind's compile time, against ours without the runtime", peer.cost.cpu / (module.cost.cpu - runtime.cost.cpu), 3, False),
        Goal("our size against nanobind's with its library", module.size / (peer.size + library.size), 0.75, True),
        Goal("our size against nanobind's without its library", module.size / peer.size, 0.75, True)]
