"""Rust: builds the crate and its peers, measures them in one program, without and with LTO across the languages, and
says how far from the goals we are."""
from __future__ import annotations

import json
import re
import shutil
import statistics
import tarfile
from pathlib import Path

from ..harness.programs import ROOT, WORK, Unavailable, need, polyglue, run, say
from ..harness.report import Goal, Report, Table

LIBRARY = ROOT / "benchmarks" / "lib"
HERE = ROOT / "benchmarks" / "rust"
BINDINGS = {"benchlib": "polyglue", "hand": "hand", "cxxed": "cxx"}
ROUNDS, MOST_RUNS, SLACK = 61, 3, 0.03
ORDERS = (1, 2, 3, 4, 5)  # in which the linker puts the functions: one program for each

Times = dict[str, dict[str, list[float]]]  # of each shape and binding: the best round and the median


def llvm_of_rust() -> str:
    """The version of the LLVM that rustc stands on."""
    found = re.search(r"LLVM version: (\d+)", run([need("rustc", "cargo-web"), "-vV"]))
    if not found:
        raise Unavailable("rustc does not say which LLVM it stands on")
    return found[1]


def plain_environment() -> dict[str, str]:
    """LLD, which can change the order of functions, and g++."""
    version = llvm_of_rust()
    clang = need(f"clang-{version}", f"clang-{version}")
    need(f"ld.lld-{version}", f"lld-{version}")
    return {"RUSTFLAGS": f"-Clinker={clang} -Clink-arg=-fuse-ld=lld-{version}", "CXX": "g++"}


def lto_environment() -> dict[str, str]:
    """Clang and llvm-ar of rustc's LLVM, too, for our crate, which finds them itself, and for the others."""
    version = llvm_of_rust()
    return {"RUSTFLAGS": "-Clinker-plugin-lto " + plain_environment()["RUSTFLAGS"],
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


def build(folder: Path, name: str, env: dict[str, str], orders: tuple[int, ...]) -> list[Path]:
    """The same program in several orders: how fast a small loop is depends on where it happens to lie."""
    target = folder / f"target-{name}"
    programs = []
    for order in orders:
        run(["cargo", "rustc", "--release", "--quiet", "--", f"-Clink-arg=-Wl,--shuffle-sections=.text*={order}"], cwd=folder / "measure",
            env={"BENCHLIB": str(folder / "lib"), "CARGO_TARGET_DIR": str(target), **env})
        programs.append(target / f"measure-{order}")
        shutil.copy(target / "release" / "measure", programs[-1])
    return programs


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


def times_of_all(programs: list[Path], quick: bool) -> Times:
    """The median over the programs of the best rounds, and that of the medians."""
    found = [times_of(program, quick) for program in programs]
    return {shape: {binding: [statistics.median(rows[shape][binding][which] for rows in found) for which in (0, 1)] for binding in times}
            for shape, times in found[0].items()}


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
    plain_env, lto_env = plain_environment(), lto_environment()
    orders = ORDERS[:1] if quick else ORDERS
    folder = WORK / "rust"
    say("  building")
    prepare(folder)
    programs = build(folder, "plain", plain_env, orders), build(folder, "lto", lto_env, orders)
    say("  measuring")
    plain, inlined = (times_of_all(same, quick) for same in programs)
    return Report("Rust", tables("Rust", plain) + tables("Rust with LTO across the languages", inlined), goals(plain, inlined),
                  {"plain": plain, "lto": inlined})
