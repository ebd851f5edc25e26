"""What the command line promises beyond messages: JSON that is JSON, help that teaches, output that is the same every
time and written only when it changed, plug-ins, and `polyglue model` as its schema describes it."""

from __future__ import annotations

import argparse
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = sorted(path.parent for path in (ROOT / "tests" / "cases").glob("*/polyglue.toml"))
HEADER = "namespace lib { /// Adds.\ninline int add(int a, int b) { return a + b; } }\n"
CONFIG = '[library]\nname = "lib"\n[input]\nheaders = ["lib.hpp"]\ninclude_paths = ["."]\n'
COMMANDS = ("init", "check", "generate", "build", "model", "doctor", "explain")
TOOL = ""
TESTS: list[Callable[[Path], None]] = []


def test(function: Callable[[Path], None]) -> Callable[[Path], None]:
    TESTS.append(function)
    return function


def polyglue(work: Path, *args: str, code: int = 0, env: dict[str, str] | None = None) -> str:
    """Runs the tool, expects an exit code and returns standard output."""
    done = subprocess.run([TOOL, *args], cwd=work, env={**os.environ, "NO_COLOR": "1", **(env or {})}, capture_output=True,
                          text=True, stdin=subprocess.DEVNULL, timeout=120)
    assert done.returncode == code, f"polyglue {' '.join(args)}: exit code {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    return done.stdout if code == 0 or done.stdout else done.stderr


def library(work: Path) -> Path:
    (work / "lib.hpp").write_text(HEADER)
    (work / "polyglue.toml").write_text(CONFIG)
    return work


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@test
def help_of_every_command(work: Path) -> None:
    everything = polyglue(work, "--help")
    for command in COMMANDS:
        assert command in everything
        text = polyglue(work, command, "--help")
        assert "Usage" in text and "Exit codes" in text, text
        assert len(text.splitlines()) > 5, text
    assert polyglue(work, "--version").startswith("polyglue ")


@test
def wrong_command_lines(work: Path) -> None:
    for args in ((), ("fly",), ("check", "--wings"), ("explain", "PG9999"), ("--color", "green", "check")):
        polyglue(work, *args, code=2)


@test
def json_of_every_command(work: Path) -> None:
    library(work)
    check = json.loads(polyglue(work, "--json", "check"))
    assert check["exported"][0]["name"] == "lib::add(int, int)" and check["summary"]["exported"] == 1 and check["diagnostics"] == []
    generated = json.loads(polyglue(work, "--json", "generate", "c"))
    assert generated["languages"][0]["name"] == "c" and generated["written"]["created"] > 0
    assert str(work / "lib.hpp") in generated["inputs"] and str(work / "polyglue.toml") in generated["inputs"]
    assert isinstance(json.loads(polyglue(work, "--json", "explain", "PG0202"))["explanation"], str)
    tools = json.loads(subprocess.run([TOOL, "--json", "doctor"], capture_output=True, text=True).stdout)
    assert all(isinstance(tool["present"], bool) and tool["debian"] for tool in tools)
    # Errors come as JSON too, with their place.
    (work / "lib.hpp").write_text("namespace lib { missing f(); }\n")
    for command in (("check",), ("generate", "c"), ("build", "c")):
        answer = json.loads(polyglue(work, "--json", *command, code=1))
        found = answer if isinstance(answer, list) else answer["diagnostics"]
        assert found[0]["code"] == "PG0101" and found[0]["line"] == 1, answer
    (work / "polyglue.toml").unlink()
    assert json.loads(polyglue(work, "--json", "init"))["headers"] == ["lib.hpp"]


@test
def generation_is_the_same_everywhere(work: Path) -> None:
    trees = []
    for place in ("one", "two/deeper"):
        folder = work / place
        shutil.copytree(ROOT / "examples" / "rox", folder / "rox", ignore=shutil.ignore_patterns("build", "bindings", "dist"))
        polyglue(folder / "rox", "generate")
        trees.append(tree(folder / "rox" / "bindings"))
    assert len(trees[0]) > 50
    different = [name for name in trees[0].keys() | trees[1].keys() if trees[0].get(name) != trees[1].get(name)]
    assert not different, different


@test
def a_second_run_touches_no_file(work: Path) -> None:
    library(work)
    polyglue(work, "generate", "c", "python")
    times = {path: path.stat().st_mtime_ns for path in (work / "bindings").rglob("*")}
    time.sleep(0.05)
    said = polyglue(work, "generate", "c", "python")
    assert "0 created, 0 changed" in said and "0 removed" in said, said
    assert times == {path: path.stat().st_mtime_ns for path in (work / "bindings").rglob("*")}
    # A changed header changes what depends on it and nothing else.
    (work / "lib.hpp").write_text(HEADER.replace("add", "sum"))
    polyglue(work, "generate", "c", "python")
    changed = [path for path in times if path.is_file() and path.stat().st_mtime_ns != times[path]]
    assert any(path.name == "lib_c.h" for path in changed) and not any(path.name == "abi.h" for path in changed), changed


@test
def a_failed_run_leaves_the_old_output(work: Path) -> None:
    library(work)
    polyglue(work, "generate", "c", "python")
    before = tree(work / "bindings")
    (work / "lib.hpp").write_text(HEADER.replace("add", "sum") + "#error broken\n")
    polyglue(work, "generate", "c", "python", code=1)
    assert tree(work / "bindings") == before
    # Of several languages, one that cannot be written leaves the others as they were.
    (work / "lib.hpp").write_text(HEADER.replace("add", "sum"))
    blocked = next((work / "bindings" / "python").rglob("*.pyi"))
    text = blocked.read_bytes()
    blocked.unlink()
    blocked.mkdir()
    (blocked / "in the way").write_text("")
    polyglue(work, "generate", "c", "python", code=3)
    shutil.rmtree(blocked)
    blocked.write_bytes(text)
    assert tree(work / "bindings") == before


@test
def output_and_includes_from_the_command_line(work: Path) -> None:
    (work / "include").mkdir()
    (work / "include" / "lib.hpp").write_text(HEADER)
    (work / "polyglue.toml").write_text(CONFIG.replace('include_paths = ["."]\n', ""))
    polyglue(work, "generate", "c", code=1)
    polyglue(work, "--include", "include", "--output", "elsewhere", "generate", "c")
    assert (work / "elsewhere" / "c" / "include" / "lib_c.h").exists() and not (work / "bindings").exists()


@test
def a_header_named_like_the_library(work: Path) -> None:
    """Its name, its guard and its macros are the author's: what is generated for C has others."""
    library(work)
    (work / "lib.h").write_text(f"#ifndef LIB_H\n#define LIB_H\n#define LIB_VERSION 7\n#define LIB_API\n#define LIB_STATIC\n{HEADER}#endif\n")
    (work / "polyglue.toml").write_text(CONFIG.replace("lib.hpp", "lib.h"))
    polyglue(work, "generate", "c")
    project = work / "bindings" / "c"
    generated = [project / "include", project / "src" / "runtime" / "include"]
    for folders in ([work, *generated], [*generated, work]):
        done = subprocess.run(["g++", "-std=c++20", "-Wall", "-Werror", "-fsyntax-only", *(f"-I{folder}" for folder in folders),
                               project / "src" / "lib_shim.cpp"], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr


@test
def init_looks_around(work: Path) -> None:
    (work / "include" / "zoo" / "detail").mkdir(parents=True)
    (work / "include" / "zoo" / "zoo.hpp").write_text("#pragma once\nnamespace zoo { inline int animals() { return 3; } }\n")
    (work / "include" / "zoo" / "detail" / "cage.hpp").write_text("namespace zoo::detail { int cage(); }\n")
    (work / "src").mkdir()
    (work / "src" / "zoo.cpp").write_text('#include "zoo/zoo.hpp"\n')
    said = polyglue(work, "init")
    assert "library zoo, 1 header, namespaces zoo" in said, said
    text = (work / "polyglue.toml").read_text()
    assert 'headers = ["zoo/zoo.hpp"]' in text and 'sources = ["src/**/*.cpp"]' in text, text
    # What it wrote works as it is.
    assert "exported 1 of 1" in polyglue(work, "check")
    polyglue(work, "init", code=3)
    assert "no header nowhere.hpp" in polyglue(work, "init", "--force", "nowhere.hpp", code=3).replace("there is ", "")


@test
def init_finds_installed_headers(work: Path) -> None:
    said = polyglue(work, "init", "pugixml.hpp")
    assert "library pugi, 1 header, namespaces pugi" in said, said
    assert 'pkg_config = ["pugixml"]' in (work / "polyglue.toml").read_text()
    assert "exported" in polyglue(work, "check")


@test
def doctor_without_tools(work: Path) -> None:
    done = subprocess.run([TOOL, "doctor"], env={"PATH": "", "NO_COLOR": "1"}, capture_output=True, text=True)
    assert done.returncode == 3
    assert "lacks" in done.stdout and "apt install" in done.stdout, done.stdout


def plugin(work: Path, text: str) -> dict[str, str]:
    folder = work / "plugins"
    folder.mkdir(exist_ok=True)
    program = folder / "polyglue-gen-symbols"
    program.write_text(text)
    program.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


@test
def a_plugin_is_a_backend(work: Path) -> None:
    library(work)
    # The whole plug-in of the documentation.
    page = (ROOT / "docs" / "adding" / "plugin.md").read_text()
    env = plugin(work, page.split("```python\n")[1].split("```")[0])
    polyglue(work, "generate", "symbols", "c", env=env)
    written = (work / "bindings" / "symbols" / "symbols.md").read_text()
    assert "- `lib_add`" in written, written
    assert (work / "bindings" / "c" / "include" / "lib_c.h").exists()
    assert "0 created, 0 changed" in polyglue(work, "generate", "symbols", env=env)
    (work / "polyglue.toml").write_text(CONFIG + '[output]\nlanguages = ["symbols"]\n')
    polyglue(work, "generate", env=env)
    polyglue(work, "generate", code=1)  # it is not on PATH any more


@test
def a_plugin_that_fails(work: Path) -> None:
    library(work)
    print_it = "#!/usr/bin/env python3\nimport json, sys\njson.load(sys.stdin)\nprint("
    for text, wanted in (
        ("#!/bin/sh\necho nothing works >&2\nexit 4\n", "failed with exit code 4"),
        (print_it + "'hello')\n", "did not answer with files"),
        (print_it + "json.dumps({'files': {'a.txt': 1}}))\n", 'gave no text for "a.txt"'),
        (print_it + "json.dumps({'files': {'../a.txt': ''}}))\n", 'wants to write "../a.txt"'),
        (print_it + "json.dumps({'files': {'/tmp/a.txt': ''}}))\n", 'wants to write "/tmp/a.txt"'),
    ):
        said = polyglue(work, "generate", "symbols", "c", code=3, env=plugin(work, text))
        assert "PG0407" in said and wanted in said, said
        assert not (work / "bindings").exists()


SCHEMA = json.loads((ROOT / "docs" / "reference" / "model.schema.json").read_text())


def case_model(case: Path) -> Callable[[Path], None]:
    def run(work: Path) -> None:
        model = json.loads(polyglue(case, "model"))
        jsonschema.validate(model, SCHEMA)

    run.__name__ = f"model of {case.name}"
    return run


TESTS.extend(case_model(case) for case in CASES)


@test
def the_schema_is_strict(work: Path) -> None:
    """What is missing, unknown or of another kind does not pass."""
    model = json.loads(polyglue(library(work), "model"))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    function = next(decl for decl in model["decls"] if decl["kind"] == "function")

    def spoiled(change: Callable[[dict[str, object]], object]) -> dict[str, object]:
        other = copy.deepcopy(model)
        change(next(decl for decl in other["decls"] if decl["kind"] == "function"))
        return other

    assert function["params"]
    for change in (lambda f: f.pop("role"), lambda f: f.update(role="ruler"), lambda f: f.update(extra=1), lambda f: f["result"].update(kind="i33")):
        try:
            jsonschema.validate(spoiled(change), SCHEMA)
        except jsonschema.ValidationError:
            continue
        raise AssertionError("a spoiled model passed")


def main() -> int:
    global TOOL
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polyglue", required=True, help="the tool")
    parser.add_argument("tests", nargs="*", help="parts of test names (default: all)")
    options = parser.parse_args()
    TOOL = str(Path(options.polyglue).resolve())
    failed = passed = 0
    for function in TESTS:
        name = function.__name__.replace("_", " ")
        if options.tests and not any(word in name for word in options.tests):
            continue
        with tempfile.TemporaryDirectory(prefix="polyglue-cli-") as folder:
            try:
                function(Path(folder).resolve())
            except (AssertionError, subprocess.TimeoutExpired, ValueError, OSError, jsonschema.ValidationError) as problem:
                failed += 1
                print(f"FAILED {name}\n    " + "\n    ".join(str(problem).splitlines()[:30]), flush=True)
                continue
        passed += 1
        print(f"ok     {name}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
