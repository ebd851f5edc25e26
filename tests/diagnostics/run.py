#!/usr/bin/env python3
"""Bad input, and the exact messages it gets.

Each folder beside this file is a case: a library as its author has it, a case.json that says what is run, and
expected.txt with the exit code and everything that was printed. Keys of case.json, all optional:

    args     arguments of polyglue (default ["check"])
    path     PATH of the run: "" for an empty one
    disk     [folder, size]: the folder is a file system of that size (needs the right to mount)
    needs    languages the tool must have
    make_dir folders to make before the run
    keeps    {path: text}: files that must exist after the run, unchanged
    absent   paths that must not exist after the run

    run.py --polyglue build/bin/polyglue            compare
    run.py --polyglue build/bin/polyglue --bless    write expected.txt anew; review the difference
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run_case(case, tool, work):
    """Runs one case in `work`; returns (what was printed, complaints) or the reason why it cannot run."""
    spec = json.loads((case / "case.json").read_text()) if (case / "case.json").exists() else {}
    lacking = [name for name in spec.get("needs", []) if name not in languages(tool)]
    if lacking:
        return f"this build has no {', '.join(lacking)}"
    shutil.copytree(case, work, ignore=shutil.ignore_patterns("expected.txt", "case.json"))
    for folder in spec.get("make_dir", []):
        (work / folder).mkdir(parents=True)
    mounted = None
    if "disk" in spec:
        folder, size = spec["disk"]
        mounted = work / folder
        keep = {p.relative_to(mounted): p.read_bytes() for p in mounted.rglob("*") if p.is_file()}
        mounted.mkdir(parents=True, exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", mounted], capture_output=True).returncode:
            return "a full disk needs the right to mount a tmpfs"
        for path, content in keep.items():
            (mounted / path).parent.mkdir(parents=True, exist_ok=True)
            (mounted / path).write_bytes(content)
    try:
        env = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        if "path" in spec:
            env["PATH"] = spec["path"]
        done = subprocess.run([tool, *spec.get("args", ["check"])], cwd=work, env=env, capture_output=True, text=True)
        text = f"exit {done.returncode}\n"
        for title, stream in (("stdout", done.stdout), ("stderr", done.stderr)):
            if stream:
                text += f"--- {title}\n{stream}"
        complaints = []
        for path, content in spec.get("keeps", {}).items():
            if not (work / path).is_file() or (work / path).read_text() != content:
                complaints.append(f"{path} did not stay as it was")
        for path in spec.get("absent", []):
            if (work / path).exists():
                complaints.append(f"{path} was left behind")
        return text.replace(str(work), "$DIR"), complaints
    finally:
        if mounted:
            subprocess.run(["umount", mounted], check=True)


def languages(tool):
    text = subprocess.run([tool, "generate", "--help"], capture_output=True, text=True).stdout
    found = re.search(r"Of ([a-z, ]*?) \(", text)
    return re.split(r",\s*", found.group(1)) if found else []


def main():
    parser = argparse.ArgumentParser(description="Bad input, and the exact messages it gets.")
    parser.add_argument("--polyglue", required=True, help="the tool")
    parser.add_argument("--bless", action="store_true", help="write expected.txt anew")
    parser.add_argument("cases", nargs="*", help="names of cases (default: all)")
    args = parser.parse_args()
    tool = str(pathlib.Path(args.polyglue).resolve())
    cases = sorted(path.parent for path in HERE.glob("*/polyglue.toml")) + sorted(path.parent for path in HERE.glob("*/case.json"))
    cases = sorted({case for case in cases if not args.cases or case.name in args.cases})
    failed, skipped = [], []
    for case in cases:
        with tempfile.TemporaryDirectory(prefix="polyglue-diag-") as folder:
            outcome = run_case(case, tool, pathlib.Path(folder).resolve() / case.name)
        if isinstance(outcome, str):
            print(f"SKIPPED {case.name}: {outcome}")
            skipped.append(case.name)
            continue
        text, complaints = outcome
        expected = case / "expected.txt"
        old = expected.read_text() if expected.exists() else ""
        if args.bless and not complaints:
            if text != old:
                expected.write_text(text)
                print(f"blessed {case.name}")
            continue
        if text == old and not complaints:
            print(f"ok      {case.name}")
            continue
        failed.append(case.name)
        print(f"FAILED  {case.name}")
        for complaint in complaints:
            print("    " + complaint)
        sys.stdout.writelines("    " + line + "\n" for line in
                              difflib.unified_diff(old.splitlines(), text.splitlines(), "expected.txt", "printed", lineterm=""))
    print(f"{len(cases) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
