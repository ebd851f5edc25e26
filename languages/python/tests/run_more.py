"""Python beyond the cases, against the wheels that run.py built: idioms, misuse, names, type checkers, sanitizers.

    languages/python/tests/run.py && languages/python/tests/run_more.py
    languages/python/tests/run_more.py --python ~/.pyenv/versions/3.13.0/bin/python3   # builds the wheels anew
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from run import CACHED, FAST, HERE, VENV, build, passed_and_failed

from harness import CASES, JOBS, Case, Count, Failure, expected_failures

BUILT = VENV.parent
VERSION = "import sys, sysconfig; print('.'.join(map(str, sys.version_info[:2])) + 't' * bool(sysconfig.get_config_var('Py_GIL_DISABLED')))"
# Those whose memory is shared with the library, or moved, or thrown.
SANITIZED = ["callbacks", "classes", "errors", "interfaces", "maps", "ownership", "records", "sequences", "strings"]
EXPECTED = expected_failures("python")  # what Python can only use a part of is not misused as a whole
SANITIZE = "-O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined"


@dataclass
class Build:
    """Packages of one interpreter, built in one way."""

    name: str
    python: Path
    sites: dict[str, Path]
    env: dict[str, str] = field(default_factory=dict)
    is_new: bool = True  # run.py has not run the cases' own tests with it
    has_all: bool = True  # misuse needs several of the cases

    def tests(self) -> list[Path]:
        paths = sorted((HERE / "misuse").glob("test_*.py")) if self.has_all else []
        for name in self.sites:
            own = [HERE / f"test_{name}.py"] if self.is_new else []
            paths += [path for path in (HERE / "idioms" / f"test_{name}.py", *own) if path.exists()]
            paths += sorted((HERE / "uniffi" / name).glob("test_*.py"))
        return paths

    def test(self, path: Path) -> tuple[str, Count, str]:
        """One file of tests: its name, what passed, what pytest said."""
        env = {"PYTHONPATH": os.pathsep.join(map(str, self.sites.values())), "PYTHONDONTWRITEBYTECODE": "1",
               "POLYGLUE_CASES": " ".join(name for name in self.sites if name not in EXPECTED)}
        code, text = run(self.python, "-X", "dev", "-m", "pytest", "-q", "--tb=short", "--noconftest", "-p", "no:cacheprovider", path,
                         **env, **self.env)
        name = f"{self.name} {path.relative_to(HERE).with_suffix('')}"
        try:
            count = passed_and_failed(text)
            return name, count if code == 0 or count.failed else Count(0, 1), text
        except Failure:  # all of it skipped, which the last line says, or no test ran
            return name, Count(0, 1 if code else 0), text


def run(*command: str | Path, **env: str) -> tuple[int, str]:
    done = subprocess.run([str(word) for word in command], env={**os.environ, **env}, text=True, timeout=900, errors="replace",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout


def must_run(*command: str | Path, **env: str) -> str:
    code, text = run(*command, **env)
    if code:
        raise Failure(f"exit code {code}: {' '.join(map(str, command))}\n{text}")
    return text


def built_anew(name: str, python: Path, flags: str, cases: list[str]) -> dict[str, Path]:
    """The sources that run.py left, built for this interpreter and with these flags."""

    def build_one(case: str) -> Path:
        source = BUILT / case / "api" / "bindings" / "python"
        copy, site = source.parent / f"python-{name}", BUILT / f"with-{name}" / "site" / case
        shutil.rmtree(copy, ignore_errors=True)  # beside the original: its paths are relative
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("build", "*.egg-info"))
        shutil.rmtree(site, ignore_errors=True)
        must_run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-build-isolation", "--no-deps", "--no-index",
                 "--target", site, copy, **{**FAST, **CACHED, "POLYGLUE_FLAGS": flags})
        shutil.rmtree(copy, ignore_errors=True)
        return site

    with ThreadPoolExecutor(JOBS) as pool:
        return dict(zip(cases, pool.map(build_one, cases)))


def other_python(interpreter: str, cases: list[str]) -> Build:
    """Cases for another interpreter."""
    version = must_run(interpreter, "-c", VERSION).strip()
    venv = BUILT / f"with-{version}" / "venv"
    python = venv / "bin" / "python"
    if not (venv / "done").exists():
        must_run(interpreter, "-m", "venv", venv)
        must_run(python, "-m", "pip", "install", "-q", "pytest", "numpy", "setuptools", "wheel")
        (venv / "done").touch()
    return Build(version, python, built_anew(version, python, FAST["POLYGLUE_FLAGS"], cases), has_all=cases == sorted(built_cases()))


def sanitized() -> Build:
    """Some cases under sanitizers. Python allocates with malloc there, so that its own objects are watched too;
    what leaks is for the counts of the tests to say, because Python itself frees little when it ends."""
    cases = [case for case in SANITIZED if case in built_cases()]
    libraries = [must_run("g++", f"-print-file-name={library}.so").strip() for library in ("libasan", "libubsan")]
    env = {"LD_PRELOAD": " ".join(libraries), "PYTHONMALLOC": "malloc", "UBSAN_OPTIONS": "print_stacktrace=1",
           "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=1"}
    return Build("sanitized", VENV / "bin" / "python3", built_anew("sanitizers", VENV / "bin" / "python3", SANITIZE, cases), env)


def built_cases() -> dict[str, Path]:
    return {path.parent.name: path for path in sorted(BUILT.glob("*/site")) if (BUILT / path.parent.name / "api").exists()}


def own_apis(folder: str) -> dict[str, Path]:
    """APIs that only Python has to fear; `uniffi`: those whose callers come from UniFFI."""
    sites = {}
    for source in sorted((HERE / folder).iterdir()):
        case = Case(source.name, "python", source, BUILT / source.name)
        case.prepare()
        sites[source.name] = build(case)
    return sites


def overlooked(builds: list[Build]) -> tuple[str, Count, str]:
    """No file of tests may lie where nothing runs it."""
    known = {path for each in builds for path in each.tests()}
    known.update(folder / f"test_{case.name}.py" for folder in (HERE, HERE / "idioms") for case in CASES.iterdir())
    left = [path for path in sorted(HERE.rglob("test_*.py")) if path not in known]
    return "every file of tests is run", Count(0, 1) if left else Count(1, 0), "".join(f"nothing runs {path.relative_to(HERE)}\n" for path in left)


def checked(sites: dict[str, Path]) -> Iterator[tuple[str, Count, str]]:
    """Type checkers and linters on what is generated, and on how the tests use it."""
    packages = [site / name for name, site in sites.items()]
    stubs = [package / "__init__.pyi" for package in packages]
    tests = [HERE / f"test_{name}.py" for name in sites if (HERE / f"test_{name}.py").exists()]

    def result(name: str, files: list[Path], command: list[str | Path]) -> tuple[str, Count, str]:
        code, text = run(*command, PYRIGHT_PYTHON_IGNORE_WARNINGS="1")
        return name, Count(0, 1) if code else Count(len(files), 0), text

    for mode, version, files in (("strict", "3.9", stubs), ("standard", "3.11", tests)):
        config = BUILT / f"pyright-{mode}.json"
        config.write_text(json.dumps({
            "include": [os.path.relpath(path, BUILT) for path in files], "extraPaths": [os.path.relpath(site, BUILT) for site in sites.values()],
            "typeCheckingMode": mode, "pythonVersion": version, "venvPath": str(BUILT), "venv": "venv"}))
        yield result(f"pyright {mode}", files, [VENV / "bin" / "pyright", "-p", config])
    yield result("mypy own apis", [], [VENV / "bin" / "mypy", "--strict", "--no-error-summary", f"--cache-dir={BUILT / 'mypy'}",
                                       *(stub for stub in stubs if (HERE / "apis" / stub.parent.name).exists())])
    ruff = [VENV / "bin" / "ruff"]
    # Not asked for, because editors show what stubs have: no docstrings, no defaults but simple ones, no long
    # numbers, no __str__, no int beside float.
    ignored = "--ignore=PYI011,PYI021,PYI029,PYI041,PYI054"
    yield result("ruff check", packages, [*ruff, "check", "--isolated", "--no-cache", "--target-version=py39",
                                          "--select=E,F,W,I,UP,RUF,PYI", ignored, *packages])
    yield result("ruff format", packages, [*ruff, "format", "--isolated", "--no-cache", "--check", *packages])


def formatted(sites: dict[str, Path]) -> Iterator[tuple[str, Count, str]]:
    """Packages with Python of their own: it is laid out and checked like what people write."""
    packages = [site / name for name, site in sites.items()]
    ruff = [VENV / "bin" / "ruff"]
    for name, command in (("format", ["format", "--check"]), ("check", ["check", "--target-version=py39", "--select=E,F,W,I,UP,RUF", "--ignore=E501,UP045,RUF023"])):
        code, text = run(*ruff, *command, "--isolated", "--no-cache", *packages)
        yield f"ruff {name}, callers of UniFFI", Count(0, 1) if code else Count(len(packages), 0), text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", help="another interpreter")
    parser.add_argument("cases", nargs="*", metavar="case", help="only these, without misuse; with --python")
    options = parser.parse_args()
    if not built_cases():
        sys.exit("nothing is built: run languages/python/tests/run.py first")
    start, total, number = time.monotonic(), Count(), 0

    def report(name: str, count: Count, text: str) -> None:
        nonlocal total, number
        total += count
        number += 1
        print(f"{'FAIL' if count.failed else 'ok  '} {name:36} {text.strip().splitlines()[-1] if text.strip() else ''}", flush=True)
        if count.failed:
            print(text)

    try:
        if options.python:
            builds = [other_python(options.python, options.cases or sorted(built_cases()))]
        else:
            uniffi = own_apis("uniffi")
            sites = {name: site for name, site in {**built_cases(), **own_apis("apis")}.items() if name not in uniffi}
            for one in (*checked(sites), *formatted(uniffi)):
                report(*one)
            builds = [Build("plain", VENV / "bin" / "python3", sites, is_new=False), sanitized(),
                      Build("callers of UniFFI", VENV / "bin" / "python3", uniffi, has_all=False)]
            report(*overlooked(builds))
        with ThreadPoolExecutor(JOBS) as pool:
            for one in pool.map(lambda job: job[0].test(job[1]), [(each, path) for each in builds for path in each.tests()]):
                report(*one)
    except Failure as failure:
        report("building", Count(0, 1), str(failure))
    print(f"{number} files and checks in {time.monotonic() - start:.0f} s")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
