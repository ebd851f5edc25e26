"""C: the checked call over the ABI, beside the bare C++ call."""
from __future__ import annotations


from ..harness.programs import ROOT, WORK, Unavailable, copy_library, polyglue, run, say
from ..harness.report import Goal, Report, Table

LIBRARY = ROOT / "benchmarks" / "lib"
FLAGS = ["-std=c++23", "-O2", "-DNDEBUG", f"-I{LIBRARY}", f"-I{ROOT}/include"]
TITLES = {
    "noop": "noop()", "add": "add(i32, i32)", "add_noexcept": "add(i32, i32) noexcept", "method": "counter.inc(i64)",
    "lifecycle": "create and destroy", "text_in": "33 characters in", "text_out": "33 characters out",
    "vec3": "record by value, in and out", "person_out": "record with text, out", "person_in": "record with text, in",
    "array_in": "1,000 doubles in", "array_out": "1,000 doubles out", "records_in": "1,000 records in",
    "records_out": "1,000 records out", "fold": "1,000 callbacks", "stream": "1,000 elements of a generator", "error": "an exception, caught"}


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    if not with_polyglue:
        raise Unavailable("there is nothing to measure without Polyglue")
    folder = WORK / "c"
    copy_library(folder)
    say("  building")
    run([polyglue(), "build", "c"], cwd=folder)
    prefix = folder / "dist" / "c"
    library = next(path for path in (prefix / "lib").rglob("libbenchlib_c.so"))
    run(["g++", *FLAGS, "-fPIC", "-shared", LIBRARY / "benchlib.cpp", LIBRARY / "callbacks.cpp", LIBRARY / "streams.cpp", "-o", folder / "libbare.so"])
    run(["g++", *FLAGS, f"-I{prefix}/include", ROOT / "benchmarks" / "c" / "bench.cpp", "-o", folder / "bench",
         folder / "libbare.so", library, f"-Wl,-rpath,{folder}", f"-Wl,-rpath,{library.parent}"])
    say("  measuring")
    rows: list[list[str]] = []
    goals: list[Goal] = []
    data: dict[str, dict[str, float]] = {}
    for line in run([folder / "bench", "1" if quick else "101"]).splitlines():
        key, *figures = line.split()
        bare, checked, bare_median, checked_median = map(float, figures)
        rows.append([TITLES[key], f"{bare:,.1f}", f"{checked:,.1f}", f"{checked - bare:+,.1f}",
                     f"{checked_median - bare_median:+,.1f}"])
        data[key] = {"bare": bare, "checked": checked, "bare median": bare_median, "checked median": checked_median}
        if key == "method":
            goals.append(Goal("a checked method call over the bare one", checked - bare, 3, True, "ns"))
    table = Table("C: nanoseconds per call, both through a shared library", ["shape", "C++", "C ABI", "more", "of medians"],
                  rows, ["Best of the rounds. The record with text is made anew on the C++ side too, where it goes in."])
    return Report("C", [table], goals, data)
