"""Fuzzes the reading of interface files: any text is read without a crash, in time and memory that grow with its length.

    src/input/udl/fuzz/run.py                  # a minute; ./check takes less
    src/input/udl/fuzz/run.py --seconds 3600   # by hand; what is found stays in build/fuzz/udl/
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
WORK = ROOT / "build" / "fuzz" / "udl"
sys.path.insert(0, str(ROOT / "tests"))

from harness import compiler_launcher  # noqa: E402

COMPILER = "clang++-22"
FLAGS = ["-std=c++20", "-O1", "-gline-tables-only", "-fsanitize=fuzzer-no-link,address,undefined", "-fno-sanitize-recover=all", "-DFMT_HEADER_ONLY", f"-I{ROOT / 'src'}", f"-I{ROOT}"]
# What reads, checks and writes; what binds to headers needs a compiler's model of them.
SOURCES = [*(HERE.parent / f"{name}.cpp" for name in ("attributes", "check_defaults", "check_names", "check_types", "cursor", "header_writer", "lexer",
                                                       "parse_members", "parse_types", "parser", "spelling")),
           ROOT / "src/emit/naming.cpp", ROOT / "src/diag/suggest.cpp", HERE / "parse_fuzz.cpp"]


def build() -> Path:
    (WORK / "objects").mkdir(parents=True, exist_ok=True)
    objects, running = [], []
    for source in SOURCES:
        objects.append(WORK / "objects" / (source.stem + ".o"))
        running.append(subprocess.Popen([*compiler_launcher(), COMPILER, *FLAGS, "-c", str(source), "-o", str(objects[-1])]))
        if len(running) == (os.cpu_count() or 2) and running.pop(0).wait():
            sys.exit(f"{source.name} does not compile")
    if any(one.wait() for one in running):
        sys.exit("does not compile")
    program = WORK / "parse_fuzz"
    subprocess.run([COMPILER, "-fsanitize=fuzzer,address,undefined", *map(str, objects), "-lfmt", "-o", str(program)], check=True)
    return program


def seed(corpus: Path) -> None:
    """The interface files of the repository, whole, and the small ones that are refused."""
    corpus.mkdir(exist_ok=True)
    for number, path in enumerate(sorted([*ROOT.glob("examples/**/*.udl"), *ROOT.glob("tests/**/*.udl")])):
        (corpus / f"file{number}").write_bytes(path.read_bytes())
    for number, text in enumerate(re.split(r"^=+.*$", (HERE.parent / "refused_test.txt").read_text(), flags=re.M)):
        (corpus / f"refused{number}").write_text(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    program = build()
    seed(WORK / "corpus")
    # A text of 8 KiB within five seconds, under sanitizers; the default limit of memory is 2 GiB.
    done = subprocess.run([str(program), "corpus", f"-dict={HERE / 'udl.dict'}", f"-max_total_time={options.seconds}", "-max_len=8192", "-timeout=5",
                           "-rss_limit_mb=1024", "-print_final_stats=1"], cwd=WORK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    executed = re.search(r"stat::number_of_executed_units:\s+(\d+)", done.stdout)
    if done.returncode or not executed or int(executed[1]) < 1000:
        print(done.stdout[-8000:])
        print("0 passed, 1 failed")
        return 1
    print(f"{executed[1]} texts in {options.seconds} s, no crash, none above five seconds or 1 GiB")
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
