"""What the run.py of every language shares: finds the cases, runs commands, counts, reports."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
JOBS = os.cpu_count() or 2
TAIL = 40


class Failure(Exception):
    """A step of a case that did not work; the text is the end of what it printed."""


@dataclass
class Count:
    """Tests that a case ran."""

    passed: int = 0
    failed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed)


@dataclass
class Case:
    """One of tests/cases, and where one language builds and logs it."""

    name: str
    language: str
    source: Path
    work: Path
    env: dict[str, str] = field(default_factory=dict)
    output: str = ""  # of the last command

    @property
    def log(self) -> Path:
        return self.work / "log.txt"

    @property
    def api(self) -> Path:
        """A copy of the case: `polyglue` writes its output beside polyglue.toml."""
        return self.work / "api"

    @property
    def config(self) -> dict[str, Any]:
        return tomllib.loads((self.source / "polyglue.toml").read_text())

    @property
    def prefix(self) -> str:
        """What C names begin with."""
        library = self.config["library"]
        return str(library.get("prefix") or library["name"])

    @property
    def flags(self) -> list[str]:
        """What the author's headers need of a C++ compiler."""
        return [str(flag) for flag in self.config["input"].get("flags", [])]

    def prepare(self) -> None:
        """Brings the copy up to date; files that did not change keep their time."""
        self.work.mkdir(parents=True, exist_ok=True)
        self.log.write_text("")
        for path in self.source.rglob("*"):
            target = self.api / path.relative_to(self.source)
            if path.is_file() and (not target.exists() or target.read_bytes() != path.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)

    def run(self, *command: str | Path, timeout: float = 120, cwd: Path | None = None,
            env: dict[str, str] | None = None, may_fail: bool = False) -> str:
        """Runs a command, logs it and returns what it printed."""
        words = [str(word) for word in command]
        try:
            done = subprocess.run(words, cwd=cwd or self.api, env={**os.environ, **self.env, **(env or {})},
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=timeout)
            text, code = done.stdout.decode(errors="replace"), done.returncode
        except subprocess.TimeoutExpired as late:
            text, code = (late.stdout or b"").decode(errors="replace") + f"\nstopped after {timeout:.0f} s\n", -1
        except OSError as error:
            text, code = f"{error}\n", -1
        self.output = text
        with self.log.open("a") as log:
            log.write(f"$ {' '.join(words)}\n{text}\n")
        if code != 0 and not may_fail:
            raise Failure(f"exit code {code}: {' '.join(words)}\n{text}")
        return text

    def generate(self, language: str) -> Path:
        """`polyglue generate <language>`; the folder it wrote."""
        self.run(tool(), "generate", language)
        return self.api / "bindings" / language


@dataclass
class Result:
    case: str
    count: Count
    seconds: float
    problem: str = ""

    @property
    def passed(self) -> bool:
        return not self.problem and self.count.failed == 0 and self.count.passed > 0


def tool() -> Path:
    """The `polyglue` to test."""
    return Path(os.environ.get("POLYGLUE") or ROOT / "build" / "check" / "bin" / "polyglue").resolve()


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """Changes when a file or one of `more` does: to do slow things once only."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fresh(stamp: Path, key: str) -> bool:
    """Whether `stamp` says that the work for `key` was done."""
    return stamp.exists() and stamp.read_text() == key


def count_line(text: str) -> Count:
    """The last "N passed, N failed" in what a test program printed."""
    for line in reversed(text.splitlines()):
        words = line.replace(",", "").split()
        if len(words) == 4 and words[1] == "passed" and words[3] == "failed" and words[0].isdigit() and words[2].isdigit():
            return Count(int(words[0]), int(words[2]))
    raise Failure("no \"N passed, N failed\" at the end of\n" + text)


def compile_runtime(case: Case, project: Path, folder: Path, flags: Iterable[str], extra: Iterable[Path] = (),
                    compiler: str = "g++") -> list[Path]:
    """The objects of the runtime that came with a generated C project, and of `extra` sources; compiled once."""
    sources = [*sorted((project / "src" / "runtime").rglob("*.cpp")), *extra]
    headers = (project / "src" / "runtime").rglob("*.hpp")
    flags = list(flags)
    key = fingerprint([*sources, *headers, project / "include" / "polyglue" / "abi.h"], compiler, *flags)
    objects = [folder / (source.stem + ".o") for source in sources]
    if fresh(folder / "stamp", key):
        return objects
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def compile_one(source: Path, target: Path) -> str:
        return case.run(*compiler_launcher(), compiler, "-std=c++20", *flags, "-I", project / "include",
                        "-I", project / "src" / "runtime" / "include", "-c", source, "-o", target, timeout=300)

    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(compile_one, sources, objects))
    (folder / "stamp").write_text(key)
    return objects


def first_project(cases: list[Case], language: str) -> tuple[Case, Path]:
    """What the first case that can be generated became."""
    problem = "there is no case"
    for case in cases:
        case.prepare()
        try:
            return case, case.generate(language)
        except Failure as failure:
            problem = str(failure)
    raise Failure(problem)


def compiler_launcher() -> list[str]:
    found = shutil.which("ccache")
    return [found] if found else []


def _run_case(case: Case, test: Callable[[Case], Count]) -> Result:
    start = time.monotonic()
    try:
        case.prepare()
        count, problem = test(case), ""
        if count.failed:
            problem = case.output
        elif not count.passed:
            problem = "ran no test"
    except Failure as failure:
        count, problem = Count(0, 1), str(failure)
    except Exception:  # a bug of the runner must not look like a passed case
        count, problem = Count(0, 1), traceback.format_exc()
    return Result(case.name, count, time.monotonic() - start, problem)


def expected_failures(language: str) -> dict[str, str]:
    """languages/<lang>/tests/expected_failures.json: {case: reason}; may be missing."""
    path = ROOT / "languages" / language / "tests" / "expected_failures.json"
    return json.loads(path.read_text()) if path.exists() else {}


def main(language: str, test: Callable[[Case], Count], setup: Callable[[list[Case]], None] | None = None) -> int:
    """Runs `test` for every case that is asked for. `setup` runs once before."""
    parser = argparse.ArgumentParser(description=f"Tests every feature in {language}.")
    parser.add_argument("cases", nargs="*", metavar="case", help="only these")
    parser.add_argument("--json", type=Path, help="write the results there")
    parser.add_argument("-j", "--jobs", type=int, default=JOBS, help="cases at a time")
    options = parser.parse_args()
    names = sorted(path.name for path in CASES.iterdir() if (path / "polyglue.toml").exists())
    if unknown := set(options.cases) - set(names):
        parser.error(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if not tool().exists():
        parser.error(f"{tool()} is missing; build it or set POLYGLUE")
    base = ROOT / "build" / "tests" / language
    cases = [Case(name, language, CASES / name, base / name) for name in names if not options.cases or name in options.cases]

    start = time.monotonic()
    results: list[Result] = []
    try:
        if setup:
            setup(cases)
        with ThreadPoolExecutor(max(1, options.jobs)) as pool:
            for result in pool.map(lambda case: _run_case(case, test), cases):
                results.append(result)
                print(f"[{len(results)}/{len(cases)}] {'ok  ' if result.passed else 'FAIL'} {result.case:12} "
                      f"{result.count.passed:3} passed  {result.seconds:5.1f} s", flush=True)
                if not result.passed:
                    print("\n".join("    | " + line for line in result.problem.splitlines()[-TAIL:]), flush=True)
    except Failure as failure:
        print(f"setting up failed: {failure}")
        results = [Result(case.name, Count(0, 1), 0, "setting up failed") for case in cases]

    expected = expected_failures(language)
    entries, total = [], Count()
    for result in results:
        count, status, reason = result.count, "passed" if result.passed else "failed", ""
        if result.case in expected:
            reason = expected[result.case]
            if result.passed:
                status, count = "failed", Count(count.passed, 1)
                print(f"{result.case} passes although it is expected to fail: {reason}")
            else:
                status, count = "expected-failure", Count(count.passed, 0)
        total += count
        entries.append({"case": result.case, "language": language, "status": status, "reason": reason})
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(entries, indent=2) + "\n")
    failed = [entry["case"] for entry in entries if entry["status"] == "failed"]
    print(f"\n{language}: {len(entries)} cases in {time.monotonic() - start:.0f} s; logs are in {base.relative_to(ROOT)}/<case>/log.txt")
    if failed:
        print("failed: " + ", ".join(failed))
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if failed or not entries else 0


if __name__ == "__main__":
    sys.exit("run languages/<lang>/tests/run.py instead")
