"""Rust: builds the crate and its peers, measures them in one program, without and with LTO across the languages, and
says how far from the goals we are."""
from __future__ import annotations

import json
import re
import shutil
import tarfile
from pathlib import Path

from ..harness.programs import ROOT, WORK, Unavailable, need, polyglue, run, say
from ..harness.report import Goal, Report, Table

LIBRARY = ROOT / "benchmarks" / "lib"
HERE = ROOT / "benchmarks" / "rust"
BINDINGS = {"benchlib": "polyglue", "hand": "hand", "cxxed": "cxx"}
ROUNDS, MOST_RUNS, SLACK = 61, 3, 0.03

Times = dict[str, dict[str, list[float]]]  # of each shape and binding: the best round and the median


def llvm_of_rust() -> str:
    """The version of the LLVM that rustc stands on."""
    found = re.search(r"LLVM version: (\d+)", run([need("rustc", "cargo-web"), "-vV"]))
    if not found:
        raise Unavailable("rustc does not say which LLVM it stands on")
    return found[1]


def lto_environment() -> dict[str, str]:
    """Clang, LLD and llvm-ar of that LLVM, for our crate, which finds them itself, and for the others."""
    version = llvm_of_rust()
    clang = need(f"clang-{version}", f"clang-{version}")
    need(f"ld.lld-{version}", f"lld-{version}")
    return {"RUSTFLAGS": f"-Clinker-plugin-lto -Clinker={clang} -Clink-arg=-fuse-ld=lld-{version}",
            "CXX": need(f"clang++-{version}", f"clang-{version}"), "AR": need(f"llvm-ar-{version}", f"llvm-{version}"), "CXXFLAGS": "-flto=thin"}


def prepare(folder: Path) -> None:
    """The programs beside the crate, unpacked as it is published."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("hand", "cxxed", "measure"):
        shutil.copytree(HERE / name, folder / name, dirs_exist_ok=True)
    for name in ("lib", "benchlib", "packed"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(LIBRARY, folder / "lib")
    run([polyglue(), "build", "rust"], cwd=folder / "lib")
    with tarfile.open(next((folder / "lib" / "dist").glob("*.crate"))) as archive:
        archive.extractall(folder / "packed")
    next((folder / "packed").iterdir()).rename(folder / "benchlib")
    for path in (folder / "benchlib").rglob("*"):
        path.touch()  # all files of crates are of 2006, and Cargo goes by their time


def build(folder: Path, name: str, env: dict[str, str]) -> Path:
    target = folder / f"target-{name}"
    run(["cargo", "build", "--release", "--quiet"], cwd=folder / "measure",
        env={"BENCHLIB": str(folder / "lib"), "CARGO_TARGET_DIR": str(target), "CXX": "g++", **env})
    return target / "release" / "measure"


def agrees(times: dict[str, list[float]]) -> bool:
    """Whether minima and medians say the same of us and of what was written by hand."""
    (ours, our_median), (hand, hand_median) = times["benchlib"], times["hand"]
    return min(ours, hand) < 0.01 or abs(ours / hand - our_median / hand_median) <= SLACK


def times_of(program: Path, quick: bool) -> Times:
    """All shapes; those whose figures do not agree are measured again, and the best rounds count."""
    rounds = "2" if quick else str(ROUNDS)
    rows: Times = json.loads(run([program, rounds]))
    for _ in range(0 if quick else MOST_RUNS - 1):
        doubtful = [shape for shape, times in rows.items() if not agrees(times)]
        if not doubtful:
            break
        for shape, times in json.loads(run([program, rounds, *doubtful])).items():
            for binding, again in times.items():
                rows[shape][binding] = [min(old, new) for old, new in zip(rows[shape][binding], again)]
    return rows


def figure(value: float) -> str:
    return f"{value:,.2f}" if value < 10 else f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"


def tables(title: str, rows: Times) -> list[Table]:
    def ratio(times: dict[str, list[float]], over: str, under: str, of: int = 0) -> str:
        # A loop of calls that are nothing is left out, and takes no time.
        return f"{times[over][of] / times[under][of]:.2f}" if over in times and times[under][of] >= 0.01 else "-"

    names = list(BINDINGS)
    return [
        Table(f"{title}: nanoseconds per call, best of the rounds", ["shape", *BINDINGS.values()],
              [[shape, *(figure(times[name][0]) if name in times else "-" for name in names)] for shape, times in rows.items()]),
        Table(f"{title}: ratios", ["shape", "ours/hand", "of medians", "cxx/ours"],
              [[shape, ratio(times, "benchlib", "hand"), ratio(times, "benchlib", "hand", 1), ratio(times, "cxxed", "benchlib")]
               for shape, times in rows.items()])]


def goals(plain: Times, lto: Times) -> list[Goal]:
    found = []
    for shape, times in plain.items():
        ours, hand = times["benchlib"][0], times["hand"][0]
        found.append(Goal(f"{shape}: against hand-written", ours / hand, 1.10 if "callbacks" in shape else 1.02, True))
        if "cxxed" in times:
            found.append(Goal(f"{shape}: cxx against ours", times["cxxed"][0] / ours, 1 - SLACK, False))
    for shape in ("add(i32, i32)", "add(i32, i32) noexcept", "counter.inc(i64)"):
        found.append(Goal(f"{shape}, with LTO", lto[shape]["benchlib"][0], 0.3, True, "ns"))
    return found


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    if not with_polyglue:
        raise Unavailable("there is nothing to measure without Polyglue")
    need("cargo", "cargo-web")
    lto = lto_environment()
    folder = WORK / "rust"
    say("  building")
    prepare(folder)
    programs = build(folder, "plain", {}), build(folder, "lto", lto)
    say("  measuring")
    plain, inlined = (times_of(program, quick) for program in programs)
    return Report("Rust", tables("Rust", plain) + tables("Rust with LTO across the languages", inlined), goals(plain, inlined),
                  {"plain": plain, "lto": inlined})
