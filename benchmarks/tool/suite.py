"""How long the compiler takes, beside Clang parsing the same header."""
from __future__ import annotations

import shutil

from ..harness.programs import WORK, Cost, need, polyglue, say, timed
from ..harness.report import Goal, Report, Table
from .header import TOML, header

SIZES = (10, 100, 1_000, 10_000)


def _best(costs: list[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.cpu)


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    clang = need("clang++-22", "clang-22")
    sizes = SIZES[:2] if quick else SIZES
    rows: list[list[str]] = []
    data: dict[str, dict[str, float]] = {}
    for size in sizes:
        folder = WORK / "tool" / str(size)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "wide.hpp").write_text(header(size))
        (folder / "wide.cpp").write_text('#include "wide.hpp"\n')
        (folder / "polyglue.toml").write_text(TOML)
        parses: list[Cost] = []
        generates: list[Cost] = []
        for turn in range(1 if quick else 3 if size > 1000 else 5):
            say(f"  {size:,} functions, {turn + 1}")
            parses.append(timed([clang, "-std=c++20", "-fsyntax-only", "wide.cpp"], cwd=folder))
            if with_polyglue:
                shutil.rmtree(folder / "bindings", ignore_errors=True)
                generates.append(timed([polyglue(), "generate"], cwd=folder))
        parse = _best(parses)
        row = [f"{size:,}", f"{parse.cpu * 1e3:,.0f}"]
        data[str(size)] = {"parse": parse.cpu}
        if generates:
            generate = _best(generates)
            written = sum(path.stat().st_size for path in (folder / "bindings").rglob("*") if path.is_file())
            row += [f"{generate.cpu * 1e3:,.0f}", f"{generate.cpu / parse.cpu:.2f}",
                    f"{generate.cpu / size * 1e6:,.0f}", f"{written / 1024:,.0f}"]
            data[str(size)] |= {"generate": generate.cpu, "wall": generate.wall, "written": written}
        rows.append(row)
    header_row = ["functions", "clang++ -fsyntax-only, ms", "polyglue generate, ms", "ratio", "µs a function", "KB written"]
    table = Table("Tool: C, C++ and Python generated from one header", header_row[: len(rows[0])], rows,
                  ["Processor time, best of the runs; both start from nothing. Clang's own time is not quite linear either."])
    return Report("Tool", [table], _goals(data), data)


def _goals(data: dict[str, dict[str, float]]) -> list[Goal]:
    if "generate" not in data.get("10000", {}):
        return []
    small, large = data["1000"], data["10000"]
    return [Goal("generate against clang++ -fsyntax-only, 1,000 functions", small["generate"] / small["parse"], 2, True),
            Goal("the same, 10,000 functions", large["generate"] / large["parse"], 2, True),
            Goal("10,000 functions against ten times 1,000", large["generate"] / small["generate"] / 10, 1, True)]
