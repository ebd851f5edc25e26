#!/usr/bin/env python3
"""Runs the C tests: for each case, generate the C project, build it and the test, run it.

    languages/c/tests/run.py --polyglue build/bin/polyglue [case ...]

Each test is compiled as C99 with all warnings and runs under AddressSanitizer and
UndefinedBehaviorSanitizer.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g"]
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wstrict-prototypes", "-Werror"]


class Failed(Exception):
    pass


def run(command, **options):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", **options)
    if done.returncode != 0:
        raise Failed(f"$ {' '.join(str(c) for c in command)}\n{done.stdout}")
    return done.stdout


def cached(compiler):
    ccache = shutil.which("ccache")
    return [ccache, compiler] if ccache else [compiler]


def setting(case, key):
    """A value of polyglue.toml; all cases write theirs on one line."""
    for line in (case / "polyglue.toml").read_text().splitlines():
        if line.startswith(key + " ="):
            return line.split("=", 1)[1].split("#")[0].strip()
    return None


def flags_of(case):
    return [word.strip().strip('"') for word in (setting(case, "flags") or "[]").strip("[]").split(",")]


def prefix_of(case):
    return (setting(case, "prefix") or setting(case, "name")).strip('"')


def compile_objects(jobs, pool):
    return list(pool.map(lambda job: run(job), jobs))


def test(case, polyglue, work, pool):
    name = case.name
    prefix = prefix_of(case)
    project = work / name
    run([polyglue, "generate", "c", "--config", case / "polyglue.toml", "--output", project])
    project = project / "c"
    source = project / "src"
    objects, jobs = [], []
    common = ["-O1", *SANITIZE, "-fPIC", f"-DPOLYGLUE_LIBRARY={prefix}", f"-D{prefix.upper()}_STATIC",
              "-I", project / "include", "-I", source / "runtime" / "include"]
    flags = flags_of(case)
    for file in sorted(source.glob("*.cpp")) + sorted((source / "runtime" / "src").glob("*.cpp")):
        target = work / name / (file.stem + ".o")
        objects.append(target)
        strict = ["-Wall", "-Wextra", "-Werror"] if file.parent == source else []
        jobs.append([*cached("c++"), *common, *flags, *strict, "-I", case, "-c", file, "-o", target])
    target = work / name / "test.o"
    objects.append(target)
    jobs.append([*cached("cc"), "-std=c99", *WARNINGS, *common, "-I", HERE, "-c", HERE / f"{name}.c", "-o", target])
    compile_objects(jobs, pool)
    program = work / name / "test"
    run(["c++", *SANITIZE, *objects, "-lpthread", "-o", program])
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:detect_stack_use_after_return=1", UBSAN_OPTIONS="print_stacktrace=1")
    return run([program], env=env, timeout=120, cwd=case).strip().splitlines()[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--polyglue", default=str(ROOT / "build" / "bin" / "polyglue"))
    parser.add_argument("--json", help="write results here, for the capability table")
    parser.add_argument("--work", help="folder for intermediate files, kept")
    parser.add_argument("-j", type=int, default=min(4, os.cpu_count() or 1))
    args = parser.parse_args()

    names = args.cases or sorted(p.name for p in (ROOT / "tests" / "cases").iterdir() if (p / "polyglue.toml").exists())
    work = pathlib.Path(args.work or tempfile.mkdtemp(prefix="polyglue-c-"))
    results, passed = [], 0
    with concurrent.futures.ThreadPoolExecutor(args.j) as pool:
        for name in names:
            result = {"case": name, "language": "c", "status": "pass"}
            try:
                if not (HERE / f"{name}.c").exists():
                    raise Failed("there is no test for this case")
                summary = test(ROOT / "tests" / "cases" / name, args.polyglue, work, pool)
                passed += 1
                print(f"pass  {name:<14} {summary}", flush=True)
            except (Failed, subprocess.TimeoutExpired) as failure:
                result.update(status="fail", reason=str(failure).strip().splitlines()[-1] if str(failure).strip() else "")
                print(f"FAIL  {name}\n{failure}", flush=True)
            results.append(result)
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(results, indent=1) + "\n")
    if not args.work:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {len(names) - passed} failed")
    return 0 if passed == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
