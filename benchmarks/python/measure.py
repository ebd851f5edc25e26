"""Runs inside the interpreter that is measured: times every shape for every binding, prints JSON.

    python -m benchmarks.python.measure MODULES [--quick] [--only KEY,...] [--bindings NAME,...]
"""
from __future__ import annotations

import argparse
import json
import sys

from .shapes import BINDINGS, SHAPES, Shape
from .timing import Loop, Times, compile_loop, interleave


def _loops(shape: Shape, bindings: dict[str, object]) -> dict[str, Loop]:
    loops: dict[str, Loop] = {}
    for name, binding in bindings.items():
        try:
            names = shape.setup(binding)  # type: ignore[arg-type]
        except AttributeError:
            continue            # the binding has no such call
        if not shape.check(names):
            raise SystemExit(f"{name}: {shape.title}: wrong result")
        loops[name] = compile_loop(shape.statement, names)
    return loops


def _disagree(times: dict[str, Times]) -> bool:
    """Whether minima and medians tell different stories about us and one of those that goals are about."""
    if "polyglue" not in times:
        return False
    ours = times["polyglue"]
    return any(abs(ours.best / peer.best / (ours.median / peer.median) - 1) > 0.03
               for name, peer in times.items() if name in ("hand", "nanobind"))


def time_shape(shape: Shape, bindings: dict[str, object], quick: bool) -> dict[str, Times]:
    loops = _loops(shape, bindings)
    if quick:
        return interleave(loops, rounds=1, seconds=0.0002)
    rounds = 21 if shape.key.endswith("_1m") else 41     # a million elements take milliseconds
    times = interleave(loops, rounds=rounds, seconds=0.002)
    for _ in range(3):
        if not _disagree(times):
            break
        for name, more in interleave(loops, rounds=rounds, seconds=0.002).items():
            times[name].rounds += more.rounds
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("modules")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", type=lambda text: text.split(","))
    parser.add_argument("--bindings", type=lambda text: text.split(","), default=list(BINDINGS))
    options = parser.parse_args()
    sys.path.insert(0, options.modules)
    bindings: dict[str, object] = {name: BINDINGS[name]() for name in options.bindings}
    empty = interleave({"empty": compile_loop("pass", {})}, rounds=41, seconds=0.001)["empty"]
    results: dict[str, object] = {"empty loop": empty.json()}
    for shape in SHAPES:
        if options.only and shape.key not in options.only:
            continue
        print(f"  {shape.title}", file=sys.stderr, flush=True)
        results[shape.key] = {name: times.json() for name, times in time_shape(shape, bindings, options.quick).items()}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
