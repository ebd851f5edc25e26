"""docs/capabilities.md, made from what the language tests of this run reported.

Each languages/<lang>/tests/run.py writes build/results/<lang>.json: a list of
{"case": ..., "language": ..., "status": "passed" | "failed" | "expected-failure", "reason": ...}.
A case without a result, a failure, or a table that differs from the committed one fails the run;
--bless writes the table.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "capabilities.md"
MARKS = {"passed": "yes", "expected-failure": "no"}


def load() -> tuple[list[str], dict[tuple[str, str], dict[str, str]]]:
    languages, results = [], {}
    for path in sorted((ROOT / "build" / "results").glob("*.json")):
        languages.append(path.stem)
        for entry in json.loads(path.read_text()):
            results[entry["case"], path.stem] = entry
    return languages, results


def main() -> int:
    cases = sorted(p.name for p in (ROOT / "tests" / "cases").iterdir() if p.is_dir())
    languages, results = load()
    problems, reasons = [], []
    lines = ["# What works in which language", "",
             "Made by `./check` from the results of `tests/cases`: one tiny API per feature, used in every language",
             "by a test of the same name. Do not edit; run `./check --bless`.", "",
             "| feature | " + " | ".join(languages) + " |", "|---" * (len(languages) + 1) + "|"]
    for case in cases:
        row = []
        for language in languages:
            entry = results.get((case, language), {"status": "no result"})
            status = entry["status"]
            if status not in MARKS:
                problems.append(f"{language}: {case}: {status}")
            if status == "expected-failure":
                reasons.append(f"- {language}, {case}: {entry.get('reason') or 'no reason given'}")
            row.append(MARKS.get(status, status))
        lines.append(f"| {case} | " + " | ".join(row) + " |")
    if reasons:
        lines += ["", "Known gaps:", "", *reasons]
    text = "\n".join(lines) + "\n"
    print(text)
    if problems:
        print("\n".join(problems))
        return 1
    if "--bless" in sys.argv:
        TABLE.write_text(text)
    elif not TABLE.exists() or TABLE.read_text() != text:
        print("docs/capabilities.md does not say this; run ./check --bless and review the difference")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
