"""Node.js: builds the package and its peers, measures them in one process, and says how far from the goals we are."""
from __future__ import annotations

import json
from pathlib import Path

from ..harness.programs import ROOT, WORK, Unavailable, copy_library, need, polyglue, run, say
from ..harness.report import Goal, Report, Table

LIBRARY = ROOT / "benchmarks" / "lib"
PEERS = ROOT / "benchmarks" / "node" / "peers"
FLAGS = ["-O2", "-fPIC", "-shared", "-fvisibility=hidden"]
TITLES = {
    "noop": "noop()", "add": "add(i32, i32)", "method": "counter.inc(i64)", "text_in": "33 characters in",
    "text_out": "33 characters out", "vec3": "record of numbers, in and out", "array_in": "1,000 doubles in",
    "records_out": "1,000 records out", "fold": "1,000 callbacks", "error": "an exception, caught"}


def build_ours(folder: Path) -> Path:
    """The package, installed as a user does."""
    run([polyglue(), "build", "node"], cwd=folder)
    (folder / "package.json").write_text('{ "private": true }\n')
    run(["npm", "install", "--silent", "--no-audit", "--no-fund", next((folder / "dist").glob("*.tgz"))], cwd=folder)
    return folder / "node_modules" / "benchlib" / "index.js"


def build_hand(folder: Path) -> Path:
    """C by hand over the same shim and runtime."""
    package = folder / "bindings" / "node"
    objects = [path for path in (package / "build" / "objects").glob("*.o") if not path.name.startswith(("pgn-", "benchlib_node-"))]
    native = package / "native"
    made = folder / "hand.o"
    run(["gcc", "-std=c11", "-O2", "-fPIC", "-flto=auto", "-DBENCHLIB_STATIC=1", f"-I{native}/include", f"-I{native}/glue", "-c",
         PEERS / "hand.c", "-o", made])
    run(["g++", *FLAGS, "-flto=auto", made, *objects, "-o", folder / "hand.node"])
    return folder / "hand.node"


def build_addon_api(folder: Path) -> Path:
    """node-addon-api against the C++ library itself."""
    headers = Path(run(["node", "-p", "process.execPath"]).strip()).resolve().parents[1] / "include" / "node"
    if not (headers / "node_api.h").exists():
        raise Unavailable(f"{headers}/node_api.h is missing: apt-get install libnode-dev")
    run(["npm", "install", "--silent", "--no-audit", "--no-fund", "node-addon-api@8"], cwd=folder)
    run(["g++", "-std=c++23", *FLAGS, "-DNAPI_CPP_EXCEPTIONS", f"-I{headers}", f"-I{folder}/node_modules/node-addon-api", f"-I{LIBRARY}",
         PEERS / "addon_api.cpp", LIBRARY / "benchlib.cpp", LIBRARY / "callbacks.cpp", "-o", folder / "addon_api.node"])
    return folder / "addon_api.node"


def measure(*, quick: bool, with_polyglue: bool) -> Report:
    if not with_polyglue:
        raise Unavailable("there is nothing to measure without Polyglue")
    need("npm", "npm")
    folder = WORK / "node"
    copy_library(folder)
    say("  building")
    paths = {"polyglue": build_ours(folder), "hand": build_hand(folder), "node-addon-api": build_addon_api(folder)}
    say("  measuring")
    output = run(["node", ROOT / "benchmarks" / "node" / "measure.mjs", "1" if quick else "60",
                  json.dumps({name: str(path) for name, path in paths.items()})])
    rows: dict[str, dict[str, dict[str, float]]] = json.loads(output)
    names = list(paths)
    times = Table("Node.js: nanoseconds per call, best of the rounds", ["shape", *names], [
        [TITLES[shape], *(f"{row[name]['min']:,.1f}" for name in names)] for shape, row in rows.items()],
        ["By hand: C against Node-API over the same C ABI, objects wrapped, records as objects with named properties."])
    ratios = Table("Node.js: ratios", ["shape", "ours/hand", "of medians", "node-addon-api/ours"], [
        [TITLES[shape], f"{row['polyglue']['min'] / row['hand']['min']:.2f}", f"{row['polyglue']['median'] / row['hand']['median']:.2f}",
         f"{row['node-addon-api']['min'] / row['polyglue']['min']:.2f}"] for shape, row in rows.items()])
    goals = [Goal(f"{TITLES[shape]}: against hand-written", rows[shape]["polyglue"]["min"] / rows[shape]["hand"]["min"], 1.05, True)
             for shape in ("noop", "add", "text_in", "text_out", "array_in")]
    goals.append(Goal(f"{TITLES['fold']}: against hand-written", rows["fold"]["polyglue"]["min"] / rows["fold"]["hand"]["min"], 1.10, True))
    goals += [Goal(f"{TITLES[shape]}: node-addon-api against ours", rows[shape]["node-addon-api"]["min"] / rows[shape]["polyglue"]["min"],
                   limit, False) for shape, limit in (("method", 2), ("vec3", 10), ("records_out", 10))]
    return Report("Node", [times, ratios], goals, {"rows": rows})
