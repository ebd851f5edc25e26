"""Runs named steps with progress lines, logs and a closing table. Used by ./check and ./demo."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Polyglue is compiled by the Clang whose libraries it links, in half of GCC's time.
CLANG = ("-DCMAKE_C_COMPILER=clang-22", "-DCMAKE_CXX_COMPILER=clang++-22")


@dataclass
class Result:
    """How one step ended. `passed` and `failed` count its tests; a step without any counts as one."""

    name: str
    ok: bool
    seconds: float
    passed: int
    failed: int
    note: str = ""


# The closing lines of the runners in use: ctest, pytest, and the plain one of our own runners.
COUNTS = (
    re.compile(r"^\[  PASSED  \] (?P<passed>\d+) tests?\.(?P<failed>)$", re.M),
    re.compile(r"^(?P<passed>\d+) passed, (?P<failed>\d+) failed", re.M),
    re.compile(r"tests passed, (?P<failed>\d+) tests? failed out of (?P<total>\d+)"),
)


def count(text: str) -> tuple[int, int] | None:
    """The numbers of passed and failed tests that a runner printed last, if it printed any."""
    for pattern in COUNTS:
        found = list(pattern.finditer(text))
        if found:
            groups = found[-1].groupdict()
            failed = int(groups["failed"] or 0)
            passed = int(groups["passed"]) if groups.get("passed") else int(groups["total"]) - failed
            return passed, failed
    return None


class Steps:
    """Runs commands one after the other; each one's output goes to a log below `logs`."""

    def __init__(self, logs: Path, verbose: bool = False) -> None:
        self.logs = logs
        self.verbose = verbose
        self.results: list[Result] = []
        logs.mkdir(parents=True, exist_ok=True)

    def run(self, name: str, command: list[str], *, env: dict[str, str] | None = None,
            needs_tests: bool = False, cwd: Path = ROOT) -> Result:
        """Runs `command`. With `needs_tests`, one that ran no test has failed."""
        log = self.logs / (re.sub(r"\W+", "-", name).strip("-") + ".log")
        print(f"  {name} ...", end="", flush=True)
        start = time.monotonic()
        with log.open("w") as out:
            code = subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=out,
                                  stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL).returncode
        seconds = time.monotonic() - start
        text = log.read_text(errors="replace")
        counted = count(text)
        ok = code == 0
        note = ""
        if ok and needs_tests and (counted is None or sum(counted) == 0):
            ok, note = False, "ran no test"
        passed, failed = counted or ((1, 0) if ok else (0, 1))
        if not ok and failed == 0:
            failed = 1
        result = Result(name, ok, seconds, passed, failed, note or ("" if ok else f"see {log.relative_to(ROOT)}"))
        self.results.append(result)
        print(f"\r  {'ok  ' if ok else 'FAIL'} {name}  {seconds:.0f} s" + (f"  {passed} tests" if counted else ""))
        if not ok or self.verbose:
            print("\n".join("      | " + line for line in text.splitlines()[-40:]))
        sys.stdout.flush()
        return result

    def table(self) -> bool:
        """Prints what ran; true if all of it passed."""
        width = max((len(r.name) for r in self.results), default=4)
        print(f"\n{'what'.ljust(width)}  passed  failed  seconds")
        for r in self.results:
            print(f"{r.name.ljust(width)}  {r.passed:6}  {r.failed:6}  {r.seconds:7.1f}" + (f"  {r.note}" if r.note else ""))
        print(f"\n{sum(r.passed for r in self.results)} passed, {sum(r.failed for r in self.results)} failed")
        return bool(self.results) and all(r.ok for r in self.results)
