"""Hostile callers: every case and examples/rox are built with sanitizers, and a C program generated from their
model calls them in every wrong way there is, at random, without memory, and while other threads close."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from generate import program  # noqa: E402
from interface import WAITS  # noqa: E402
from harness import (CASES, JOBS, ROOT, TAIL, Case, Count, Failure, compile_runtime, compiler_launcher,  # noqa: E402
                     count_line, tool)

WORK = ROOT / "build" / "tests" / "hostile"
# The runtime's namespace. Every library has its own; the tests share one, so that it is compiled once.
LIBRARY = "-DPOLYGLUE_LIBRARY=cases"
COMMON = ["-g1", "-O1", "-fno-omit-frame-pointer", "-fvisibility=hidden", LIBRARY]
RANDOM_CALLS = "20000"
ENVIRONMENT = {
    "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1:allocator_may_return_null=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": "halt_on_error=1",
}


@dataclass(frozen=True)
class Sanitizer:
    name: str
    compilers: tuple[str, str]  # of C and of C++
    flags: tuple[str, ...]
    programs: tuple[tuple[str, ...], ...]  # what the caller is told to do


# Clang compiles checked code in half of GCC's time; both are users' compilers, so both have their part.
ASAN = Sanitizer("asan", ("clang-22", "clang++-22"), ("-fsanitize=address,undefined", "-fno-sanitize-recover=all"),
                 (("wrong",), ("random", RANDOM_CALLS), ("faults",), ("races", "300")))
TSAN = Sanitizer("tsan", ("gcc", "g++"), ("-fsanitize=thread",), (("races", "300"),))


@dataclass
class Library:
    """A case, generated, and the callers that were built against it."""

    case: Case
    project: Path = Path()
    model: dict[str, object] = field(default_factory=dict)

    def generate(self) -> None:
        self.case.prepare()
        self.project = self.case.generate("c")
        self.model = json.loads(self.case.run(tool(), "model"))
        (self.case.work / "hostile.c").write_text(program(self.model))

    def not_called(self) -> int:
        """How many functions wait for another call."""
        return sum(function["symbol"] in WAITS for function in self.model["abi"]["functions"])  # type: ignore[index]

    def suits(self, sanitizer: Sanitizer) -> bool:
        """ThreadSanitizer is for objects, and reports what is not so where it does not see all of the code."""
        return sanitizer is ASAN or (bool(self.model["abi"]["classes"]) and not self.own_sources)  # type: ignore[index]

    @property
    def packages(self) -> list[str]:
        return [str(name) for name in self.case.config["input"].get("pkg_config", [])]

    def pkg_config(self, what: str) -> list[str]:
        return shlex.split(self.case.run("pkg-config", what, *self.packages)) if self.packages else []

    def includes(self) -> list[str]:
        paths = [self.project / "include", self.project / "src" / "runtime" / "include",
                 *(self.case.api / path for path in self.case.config["input"].get("include_paths", []))]
        return [word for path in paths for word in ("-I", str(path))]

    @property
    def own_sources(self) -> list[Path]:
        """What the author's library consists of beside headers."""
        patterns = self.case.config.get("build", {}).get("sources", [])
        return [path for pattern in patterns for path in sorted(self.case.api.glob(pattern))]

    def compile(self, source: Path, target: Path, sanitizer: Sanitizer, first: tuple[Path, ...] = ()) -> None:
        """Compiles C++. Headers in the folders `first` come before those of the project."""
        # The author's own code is not what is tested.
        instrumented = [] if source in self.own_sources else sanitizer.flags
        before = [word for folder in first for word in ("-I", str(folder))]
        self.case.run(*compiler_launcher(), sanitizer.compilers[1], *self.case.flags, *self.pkg_config("--cflags"), *COMMON, *before, *self.includes(), *instrumented,
                      "-c", source, "-o", target, timeout=300)

    def objects(self, sanitizer: Sanitizer) -> dict[Path, Path]:
        """What the shim and the author's sources are compiled to."""
        sources = [*sorted((self.project / "src").glob("*.cpp")), *self.own_sources]
        return {source: self.case.work / sanitizer.name / (str(source.relative_to(self.case.api)).replace("/", "_") + ".o") for source in sources}

    def link(self, binary: Path, sanitizer: Sanitizer, objects: list[Path]) -> None:
        caller = self.case.work / sanitizer.name / "hostile.o"
        self.case.run(sanitizer.compilers[1], *sanitizer.flags, caller, *objects, "-o", binary, "-pthread", *self.pkg_config("--libs"))

    def build(self, sanitizer: Sanitizer, runtime: list[Path]) -> Path:
        work = self.case.work / sanitizer.name
        work.mkdir(exist_ok=True)
        for source, target in self.objects(sanitizer).items():
            self.compile(source, target, sanitizer)
        self.case.run(*compiler_launcher(), sanitizer.compilers[0], "-std=c99", "-O0", "-g1", *sanitizer.flags, "-Wall", "-Wextra", "-Werror", "-Wno-unused-function",
                      f"-D{self.case.prefix.upper()}_C_STATIC", *self.includes(), "-I", HERE, "-c", self.case.work / "hostile.c",
                      "-o", work / "hostile.o", timeout=300)
        self.link(work / "hostile", sanitizer, [*self.objects(sanitizer).values(), *runtime])
        return work / "hostile"


def runtime_of(library: Library, sanitizer: Sanitizer, work: Path) -> list[Path]:
    """The runtime as it came with one of the projects, and the operator new that fails."""
    return compile_runtime(library.case, library.project, work, [*COMMON, *sanitizer.flags], [HERE / "faults.cpp"], sanitizer.compilers[1])


def attack(library: Library, sanitizer: Sanitizer, binary: Path, seed: str) -> Count:
    count = Count()
    for words in sanitizer.programs:
        text = library.case.run(binary, *words, *([seed] if words[0] == "random" else []), timeout=300, may_fail=True,
                                cwd=library.case.work, env=ENVIRONMENT)
        try:
            found = count_line(text)
        except Failure as failure:
            raise Failure(f"{sanitizer.name} {' '.join(words)}: {failure}") from failure
        if found.failed:
            raise Failure(f"{sanitizer.name} {' '.join(words)}:\n{text}")
        if "ERROR: LeakSanitizer" in text or "WARNING: ThreadSanitizer" in text:
            raise Failure(f"{sanitizer.name} {' '.join(words)}:\n{text}")
        count += found
    return count


def libraries(names: list[str]) -> list[Library]:
    found = {path.name: path for path in sorted(CASES.iterdir()) if (path / "polyglue.toml").exists()}
    found["rox"] = ROOT / "examples" / "rox"
    if unknown := set(names) - set(found):
        raise SystemExit(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(found)}")
    return [Library(Case(name, "hostile", path, WORK / name)) for name, path in found.items() if not names or name in names]


def main() -> int:
    parser = argparse.ArgumentParser(description="Calls every library in every wrong way, under sanitizers.")
    parser.add_argument("cases", nargs="*", metavar="case", help="only these")
    parser.add_argument("--seed", default="88172645463325252", help="of the random calls")
    options = parser.parse_args()
    start = time.monotonic()
    chosen = libraries(options.cases)
    total = Count()

    def report(library: Library, what: str, count: Count, problem: str, seconds: float) -> None:
        nonlocal total
        total += count
        print(f"{'FAIL' if problem else 'ok  '} {what} {library.case.name:12} {count.passed:6} passed  {seconds:5.1f} s", flush=True)
        if problem:
            print("\n".join("    | " + line for line in problem.splitlines()[-TAIL:]), flush=True)

    def generated(library: Library) -> str:
        try:
            library.generate()
        except Failure as failure:
            return str(failure)
        return ""

    def attacked(library: Library, sanitizer: Sanitizer, runtime: list[Path]) -> tuple[Count, str, float]:
        began = time.monotonic()
        try:
            count, problem = attack(library, sanitizer, library.build(sanitizer, runtime), options.seed), ""
        except Failure as failure:
            count, problem = Count(0, 1), str(failure)
        return count, problem, time.monotonic() - began

    with ThreadPoolExecutor(JOBS) as pool:
        good = []
        for library, problem in zip(chosen, pool.map(generated, chosen)):
            if problem:
                report(library, "generating", Count(0, 1), problem, 0)
            else:
                good.append(library)
                if count := library.not_called():
                    print(f"     {library.case.name}: {count} functions that wait for another call are not called", flush=True)
        jobs = [(library, sanitizer) for sanitizer in (ASAN, TSAN) for library in good if library.suits(sanitizer)]
        # The longest first, so that nobody waits for it alone.
        jobs.sort(key=lambda job: -len(job[0].own_sources))
        runtimes = dict(zip((ASAN, TSAN), pool.map(lambda s: runtime_of(good[0], s, WORK / f"runtime-{s.name}"), (ASAN, TSAN)))) if good else {}
        running = {pool.submit(attacked, *job, runtimes[job[1]]): job for job in jobs}
        for done in as_completed(running):
            library, sanitizer = running[done]
            report(library, sanitizer.name, *done.result())
    print(f"\nhostile callers of {len(chosen)} libraries in {time.monotonic() - start:.0f} s; random calls with --seed {options.seed}")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
