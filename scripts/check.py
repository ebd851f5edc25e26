"""All tests of the project, in the order in which a failure tells most."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from steps import CLANG, ROOT, Steps

JOBS = str(os.cpu_count() or 2)
BUILD = ROOT / "build" / "check"
PYTHON = "/usr/bin/python3"
PARTS = ("lint", "unit", "sanitize", "diagnostics", "cli", "install", "rox", "c", "cpp", "python", "node", "wasm", "rust", "hostile", "third-party", "bench", "docs")
LANGUAGES = ("c", "cpp", "python", "node", "wasm", "rust")


def configure(build: Path, *options: str) -> list[str]:
    return ["cmake", "-S", str(ROOT), "-B", str(build), "-G", "Ninja", *options]


def run_parts(steps: Steps, parts: set[str], bless: bool) -> None:
    if "lint" in parts:
        steps.run("source rules", [PYTHON, "scripts/lint.py"])

    # Everything below needs the compiler; without it nothing else can be said.
    # Not optimised, which takes half the time, and with the standard library's own checks.
    steps.run("configure", configure(BUILD, *CLANG, "-DPOLYGLUE_WERROR=ON", "-DCMAKE_CXX_FLAGS_RELEASE=-O0 -D_GLIBCXX_ASSERTIONS"))
    if not steps.run("build polyglue", ["cmake", "--build", str(BUILD), "-j", JOBS]).ok:
        return
    tool = BUILD / "bin" / "polyglue"
    env = {"POLYGLUE": str(tool), "PYTHON": PYTHON}

    if "unit" in parts:
        steps.run("unit tests", ["ctest", "--test-dir", str(BUILD), "--output-on-failure", "-j", JOBS], needs_tests=True)
    if "sanitize" in parts:
        # By Clang, which compiles checked code in half the time, and by GCC.
        for name, folder, compilers in (("address,undefined", "asan", CLANG), ("thread", "tsan", ())):
            build = ROOT / "build" / folder
            steps.run(f"configure with {name}", configure(build, *compilers, f"-DPOLYGLUE_SANITIZE={name}", "-DPOLYGLUE_WERROR=ON", "-DPOLYGLUE_LANGUAGES="))
            if steps.run(f"build the runtime with {name}", ["cmake", "--build", str(build), "-j", JOBS, "--target", "polyglue_runtime_test"]).ok:
                steps.run(f"the runtime under {name}", [str(build / "runtime" / "polyglue_runtime_test")], needs_tests=True)
        steps.run("interface files, fuzzed under sanitizers", [PYTHON, "src/input/udl/fuzz/run.py", "--seconds", "15"], needs_tests=True)
    if "diagnostics" in parts:
        steps.run("bad input", [PYTHON, "tests/diagnostics/run.py", "--polyglue", str(tool), *(["--bless"] if bless else [])],
                  needs_tests=True)
    if "cli" in parts:
        steps.run("the command line, plug-ins, the model's schema", [PYTHON, "tests/cli/run.py", "--polyglue", str(tool)], needs_tests=True)
    if "install" in parts:
        steps.run("installed, found by CMake, bound and used", [PYTHON, "tests/install/run.py", str(BUILD)], env=env, needs_tests=True)
    if "rox" in parts:
        build = ROOT / "build" / "rox"
        steps.run("build examples/rox", ["cmake", "-S", "examples/rox", "-B", str(build), "-G", "Ninja",
                                         "-DCMAKE_BUILD_TYPE=Release"])
        if steps.run("compile examples/rox", ["cmake", "--build", str(build), "-j", JOBS]).ok:
            steps.run("examples/rox", ["ctest", "--test-dir", str(build), "--output-on-failure", "-j", JOBS], needs_tests=True)
    for language in LANGUAGES:
        if language in parts:
            results = ROOT / "build" / "results" / f"{language}.json"
            results.parent.mkdir(parents=True, exist_ok=True)
            steps.run(f"{language}: every case", [PYTHON, f"languages/{language}/tests/run.py", "--json", str(results)],
                      env=env, needs_tests=True)
            if (ROOT / "languages" / language / "tests" / "run_more.py").exists():
                steps.run(f"{language}: beyond the cases", [PYTHON, f"languages/{language}/tests/run_more.py"],
                          env=env, needs_tests=True)
    if "hostile" in parts:
        steps.run("hostile callers", [PYTHON, "tests/hostile/run.py"], env=env, needs_tests=True)
        steps.run("hostile callers find planted bugs", [PYTHON, "tests/hostile/planted.py"], env=env, needs_tests=True)
    if "third-party" in parts:
        steps.run("pugixml, bound and used", [PYTHON, "examples/pugixml/run.py"], env=env, needs_tests=True)
        steps.run("interface files, implemented and used", [PYTHON, "examples/udl/run.py"], env=env, needs_tests=True)
        steps.run("tinyxml2, RE2, LevelDB and JsonCpp, bound and used", [PYTHON, "examples/third-party/run.py"], env=env, needs_tests=True)
        steps.run("rox, from every language", [PYTHON, "scripts/demo.py", "--polyglue", str(tool)], env=env)
        steps.run("rox, in a browser", [PYTHON, "examples/rox/web/run.py"], env=env, needs_tests=True)
    if "bench" in parts:
        steps.run("benchmarks run", ["./bench", "--quick"], env=env)
    if "docs" in parts and set(LANGUAGES) <= parts:
        steps.run("capability table", [PYTHON, "scripts/capabilities.py", *(["--bless"] if bless else [])])


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs the tests of Polyglue.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"only these: {', '.join(PARTS)}; without any, all but bench")
    parser.add_argument("--bless", action="store_true", help="accept changed golden output; review it with git diff")
    parser.add_argument("--clean", action="store_true", help="remove build/ first")
    parser.add_argument("--verbose", action="store_true", help="show every step's last lines")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if options.clean:
        shutil.rmtree(ROOT / "build", ignore_errors=True)
    # What this machine's compiler cache has from a clone in another folder is the same here.
    os.environ.setdefault("CCACHE_BASEDIR", str(ROOT))
    os.environ.setdefault("CCACHE_NOHASHDIR", "1")
    # Benchmarks build seven peers and say nothing about correctness: they run when asked for.
    parts = set(options.parts) or set(PARTS) - {"bench"}
    steps = Steps(ROOT / "build" / "logs", options.verbose)
    print("Checking " + (", ".join(p for p in PARTS if p in parts)))
    run_parts(steps, parts, options.bless)
    return 0 if steps.table() else 1


if __name__ == "__main__":
    sys.exit(main())
