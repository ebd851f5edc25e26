"""WebAssembly: builds the package and its peers, measures each in processes of its own, and says how far from the goals we are."""
from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
from pathlib import Path

from ..harness.programs import ROOT, WORK, Unavailable, copy_library, need, polyglue, run, say
from ..harness.report import Goal, Report, Table

LIBRARY = ROOT / "benchmarks" / "lib"
PEERS = ROOT / "benchmarks" / "wasm" / "peers"
MEASURE = ROOT / "benchmarks" / "node" / "measure.mjs"
MODE = ["-O3", "-std=c++20", "-fwasm-exceptions", "-sWASM_BIGINT", "-sALLOW_MEMORY_GROWTH"]
PASSES = 2
TITLES = {
    "noop": "noop()", "add": "add(i32, i32)", "method": "counter.inc(i64)", "lifecycle": "create and dispose",
    "text_in": "33 characters in", "text_out": "33 characters out", "vec3": "record of numbers, in and out",
    "array_in": "1,000 doubles in", "records_out": "1,000 records out", "fold": "1,000 callbacks", "error": "an exception, caught"}


def build_ours(folder: Path) -> Path:
    """The package, installed as a user does."""
    run([polyglue(), "build", "wasm"], cwd=folder)
    (folder / "package.json").write_text('{ "private": true }\n')
    run(["npm", "install", "--silent", "--no-audit", "--no-fund", next((folder / "dist").glob("*.tgz"))], cwd=folder)
    return folder / "node_modules" / "benchlib-wasm" / "index.js"


def build_hand(folder: Path) -> Path:
    """Exports and JavaScript by hand over the same shim and runtime."""
    package = folder / "bindings" / "wasm"
    native = package / "native"
    objects = [path for path in (package / "build" / "objects").glob("*.o") if not path.name.startswith(("pgw-", "benchlib_wasm-"))]
    hand = folder / "hand"
    hand.mkdir()
    run(["em++", *MODE, "-fvisibility=hidden", "-sSTANDALONE_WASM", "--no-entry", "-sERROR_ON_UNDEFINED_SYMBOLS=0", "-DPOLYGLUE_LIBRARY=benchlib", "-DBENCHLIB_C_STATIC=1", "-DPOLYGLUE_HOST_LOCK", "-DPOLYGLUE_TRUSTED_TEXT",
         f"-I{native}/include", f"-I{native}/shim", f"-I{folder}", PEERS / "hand.cpp", *objects, "-o", hand / "hand.wasm"])
    shutil.copy(PEERS / "hand.js", hand)
    return hand / "hand.js"


def build_embind(folder: Path) -> Path:
    """embind against the C++ library itself. Emscripten's optimizer of JavaScript takes acorn from npm."""
    embind = folder / "embind"
    embind.mkdir()
    (embind / "package.json").write_text('{ "private": true }\n')
    run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", "acorn@8"], cwd=embind)
    run(["em++", *MODE, "--bind", "-sENVIRONMENT=node", "-sWASM_ASYNC_COMPILATION=0", f"-I{folder}",
         PEERS / "embind.cpp", folder / "benchlib.cpp", folder / "callbacks.cpp", "-o", embind / "module.js"], env={**os.environ, "NODE_PATH": str(embind / "node_modules")})
    shutil.copy(PEERS / "embind.js", embind)
    return embind / "embind.js"


def measure_one(name: str, path: Path, shape: str, rounds: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(run(["node", MEASURE, str(rounds), json.dumps({name: str(path)}), shape]))[shape][name]
    return found


def measure_all(paths: dict[str, Path], rounds: int) -> dict[str, dict[str, dict[str, float]]]:
    """Each alone in its process, in turn: V8 inlines calls into one module only."""
    times: dict[str, dict[str, list[dict[str, float]]]] = {shape: {name: [] for name in paths} for shape in TITLES}
    for _ in range(PASSES):
        for name, path in paths.items():
            for shape in TITLES:
                times[shape][name].append(measure_one(name, path, shape, rounds))
    return {shape: {name: {"min": min(one["min"] for one in found), "median": statistics.median(one["median"] for one in found)}
                    for name, found in row.items()} for shape, row in times.items()}


def minified(folder: Path, paths: dict[str, Path]) -> dict[str, Path]:
    """Each binding's JavaScript as an application's bundler leaves it: in one file, without comments."""
    tools = folder / "minified"
    tools.mkdir()
    (tools / "package.json").write_text('{ "private": true }\n')
    run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", "esbuild@0.25"], cwd=tools)
    for name, path in paths.items():
        run([tools / "node_modules" / ".bin" / "esbuild", path, "--bundle", "--minify", "--format=esm", "--platform=node", "--external:node:*",
             f"--outfile={tools / name}.mjs"])
    return {name: tools / f"{name}.mjs" for name in paths}


def size_of(files: list[Path]) -> tuple[int, int]:
    """Bytes, and bytes as servers send them."""
    return sum(path.stat().st_size for path in files), sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    if not with_polyglue:
        raise Unavailable("there is nothing to measure without Polyglue")
    need("npm", "npm")
    need("em++", "emscripten")
    folder = WORK / "wasm"
    copy_library(folder, {
        "-std=c++23": "-std=c++20",  # what Emscripten there is need not know more; std::expected is left out then
        ', "later.hpp"': "", ', "later.cpp"': "", '"benchlib::give_now" = ["async", "leaf"]\n': "", '"benchlib::give_later" = ["async", "leaf"]\n': "",  # no threads
        ', "streams.hpp"': "", ', "streams.cpp"': ""})
    say("  building")
    paths = {"polyglue": build_ours(folder), "hand": build_hand(folder), "embind": build_embind(folder)}
    say("  measuring")
    rounds = 1 if quick else 60
    rows = measure_all(paths, rounds)
    loop = measure_one("polyglue", paths["polyglue"], "loop", rounds)["min"]

    def without_loop(row: dict[str, dict[str, float]]) -> float:
        return (row["embind"]["min"] - loop) / (row["polyglue"]["min"] - loop)

    names = list(paths)
    package = paths["polyglue"].parent
    scripts = minified(folder, {"polyglue": package / "index.mjs", "embind": folder / "embind" / "module.js"})
    modules = {"polyglue": package / "library.wasm", "embind": folder / "embind" / "module.wasm"}
    wasm = {name: size_of([path]) for name, path in modules.items()}
    both = {name: size_of([modules[name], scripts[name]]) for name in modules}
    ours, theirs = both["polyglue"], both["embind"]
    times = Table("WebAssembly: nanoseconds per call, best of the rounds", ["shape", *names], [
        [TITLES[shape], *(f"{row[name]['min']:,.1f}" for name in names)] for shape, row in rows.items()],
        ["By hand: exports and JavaScript over the same C ABI, which check types and whether calls fail. In Node.js. "
         f"The loop around the call is included; empty, it takes {loop:.2f} ns."])
    ratios = Table("WebAssembly: ratios", ["shape", "ours/hand", "of medians", "embind/ours", "without loop"], [
        [TITLES[shape], f"{row['polyglue']['min'] / row['hand']['min']:.2f}", f"{row['polyglue']['median'] / row['hand']['median']:.2f}",
         f"{row['embind']['min'] / row['polyglue']['min']:.2f}", f"{without_loop(row):.2f}"] for shape, row in rows.items()])
    sizes = Table("WebAssembly: bytes", ["", "polyglue", "embind"], [
        [what, *(f"{row[name][place]:,}" for name in modules)]
        for what, row, place in (("module", wasm, 0), ("compressed", wasm, 1), ("module and JavaScript", both, 0), ("compressed", both, 1))],
        ["All of the library in both; JavaScript as a bundler leaves it."])
    goals = [Goal(f"{TITLES[shape]}: against hand-written", row["polyglue"]["min"] / row["hand"]["min"],
                  1.10 if shape == "fold" else 1.05, True) for shape, row in rows.items()
             if shape != "error"]
    goals += [Goal(f"{TITLES[shape]}: embind against ours, without the loop", without_loop(rows[shape]), 2, False) for shape in ("noop", "add")]
    goals += [Goal(f"{TITLES[shape]}: embind against ours", rows[shape]["embind"]["min"] / rows[shape]["polyglue"]["min"], limit, False)
              for shape, limit in (("text_in", 4), ("vec3", 10), ("records_out", 10), ("lifecycle", 10), ("fold", 15))]
    goals.append(Goal("bytes, compressed: against embind", ours[1] / theirs[1], 0.6, True))
    return Report("WebAssembly", [times, ratios, sizes], goals, {"loop": loop, "rows": rows, "bytes": {"polyglue": ours, "embind": theirs}})
