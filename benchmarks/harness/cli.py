"""The command `./bench`."""
from __future__ import annotations

import argparse
import importlib
import sys

from . import machine, report
from .programs import WORK, Unavailable, say

SUITES = {"c": "the C ABI beside bare C++ calls", "python": "Python beside a hand-written extension and other generators",
          "node": "Node.js beside an addon written by hand and node-addon-api",
          "wasm": "WebAssembly beside glue written by hand and embind",
          "rust": "Rust beside extern \"C\" written by hand and cxx, without and with LTO",
          "build": "compile time and size of 720 functions and of 720 classes", "tool": "time of the compiler itself, 10 to 10,000 functions"}


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measures what Polyglue's bindings cost, as ratios in one run.",
        epilog="suites:\n" + "".join(f"  {name:8}{what}\n" for name, what in SUITES.items())
        + "\nFigures: build/bench/results, a JSON and a Markdown file for each suite.")
    parser.add_argument("suite", nargs="*", help="which suites to run (default: all)")
    parser.add_argument("--quick", action="store_true", help="prove that everything runs; the figures mean nothing")
    parser.add_argument("--write-docs", action="store_true", help="put the latest figures of all suites into docs/benchmarks.md")
    parser.add_argument("--strict", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--no-polyglue", action="store_true", help="measure only the others")
    options = parser.parse_args(arguments)
    for suite in options.suite:
        if suite not in SUITES:
            parser.error(f"no suite {suite!r}: there are {', '.join(SUITES)}")
    return options


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    environment = machine.describe()
    for name, value in environment.items():
        say(f"{name:12} {value}")
    reports: list[report.Report] = []
    failed: list[str] = []
    results = WORK / "results"
    for name in options.suite or SUITES:
        say(f"== {name}: {SUITES[name]}")
        try:
            suite = importlib.import_module(f"benchmarks.{name}.suite")
            reports.append(suite.measure(quick=options.quick, with_polyglue=not options.no_polyglue))
        except (Unavailable, RuntimeError) as error:
            failed.append(name)
            print(f"{name}: {error}", file=sys.stderr)
            continue
        print()
        for table in reports[-1].all_tables():
            print(table.text())
        if not options.quick:
            report.save(results, name, environment, reports[-1])
            say(f"written: {results / name}.json and .md")
    if options.write_docs:
        if missing := [name for name in SUITES if not (results / f"{name}.md").exists()]:
            print(f"docs/benchmarks.md needs figures of all suites; run ./bench {' '.join(missing)}", file=sys.stderr)
            return 1
        say(f"written: {report.write_docs(results, list(SUITES))}")
    if failed:
        return 1
    missed = sum(not goal.holds for each in reports for goal in each.goals)
    return 1 if options.strict and missed else 0
