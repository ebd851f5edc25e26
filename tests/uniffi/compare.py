"""Compares Polyglue with the real UniFFI: what is accepted, and what callers in Python see.

UniFFI's own tool comes from PyPI. It reads interface files made at random, and any others that are named; what it
accepts must be accepted, and the module it generates must have the names, arguments, defaults and values that the
package of Polyglue has. Run by hand: it takes a network and some minutes.

    tests/uniffi/compare.py [--files 20] [--mutations 500] [more.udl ...]
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from make_udl import Maker, mutated  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "uniffi"
VERSION = "0.31.0"


def run(*command: str | Path, cwd: Path) -> tuple[int, str]:
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300)
    return done.returncode, done.stdout


def uniffi_tool() -> Path:
    tool = WORK / "uniffi-bindgen"
    if not tool.exists():
        code, text = run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"uniffi-bindgen=={VERSION}", cwd=WORK)
        if code:
            sys.exit(text)
        with zipfile.ZipFile(next(WORK.glob("uniffi_bindgen-*.whl"))) as wheel:
            name = next(name for name in wheel.namelist() if name.endswith("scripts/uniffi-bindgen"))
            tool.write_bytes(wheel.read(name))
        tool.chmod(0o755)
    return tool


class UniFFI:
    """The module that UniFFI generates, or why there is none."""

    def __init__(self) -> None:
        self.tool, self.crate = uniffi_tool(), WORK / "crate"
        (self.crate / "src").mkdir(parents=True, exist_ok=True)
        (self.crate / "Cargo.toml").write_text('[package]\nname = "sample"\nversion = "0.0.0"\n[lib]\npath = "lib.rs"\n')

    def accepts(self, text: str) -> bool:
        # Its generator for Python refuses a little that the language has; Swift's does not.
        return any(self.module(text, language) is not None for language in ("python", "swift"))

    def module(self, text: str, language: str = "python") -> str | None:
        source, out = self.crate / "src" / "sample.udl", self.crate / "out"
        source.write_text(text)
        shutil.rmtree(out, ignore_errors=True)
        code, _ = run(self.tool, "generate", "--no-format", "--language", language, "--out-dir", out, source, cwd=self.crate)
        return "".join(path.read_text() for path in out.glob("*.py")) if code == 0 else None


class Polyglue:
    def __init__(self) -> None:
        self.tool, self.library = os.environ.get("POLYGLUE") or shutil.which("polyglue"), WORK / "library"
        if not self.tool:
            sys.exit("set POLYGLUE to the polyglue to use")

    def accepts(self, text: str) -> tuple[bool, str]:
        shutil.rmtree(self.library, ignore_errors=True)
        self.library.mkdir()
        (self.library / "sample.udl").write_text(text)
        code, said = run(self.tool, "init", "--udl", "sample.udl", cwd=self.library)
        return code == 0, said

    def module(self, text: str) -> tuple[str | None, str]:
        """What the package's Python and its stub say, for the header that `init --udl` writes."""
        good, said = self.accepts(text)
        if good:
            code, said = run(self.tool, "generate", "python", cwd=self.library)
            if code == 0:
                package = self.library / "bindings" / "python" / "sample"
                return (package / "__init__.py").read_text() + "\n" + next(package.glob("_*.pyi")).read_text(), said
        return None, said


Signature = tuple[str, ...]


def value(node: ast.expr | None) -> str:
    """A default; one that is made anew each time has no value of its own."""
    if node is None:
        return ""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "int":  # of an octal literal
        return value(node.args[0])
    try:
        one = ast.literal_eval(node)
    except ValueError:
        text = ast.unparse(node)
        return "=new" if "DEFAULT" in text else "=" + text
    return "=new" if one in ((), [], {}, ...) else f"={one!r}"


def signature(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Signature:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    out = [one.arg + value(default) for one, default in zip(positional, defaults) if one.arg not in ("self", "cls")]
    out += ["*" + one.arg + value(default) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults)]
    return ("async " if isinstance(node, ast.AsyncFunctionDef) else "", *out)


def public(name: str) -> bool:
    return not name.startswith("_uniffi") and not name.startswith("_Uniffi") and not name.lower().startswith("uniffi_")


def describe(text: str) -> dict[str, object]:
    """Everything callers can name: functions, classes and their members, variants, with their arguments."""
    out: dict[str, object] = {}
    others: dict[str, str] = {}  # second names of classes
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Name) and not node.targets[0].id.startswith("_"):
            others[node.targets[0].id] = node.value.id
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and public(node.name):
            if not node.name.startswith(("_lift_", "_lower_")):
                out[node.name] = signature(node)
        elif isinstance(node, ast.ClassDef) and public(node.name) and node.name != "_Object":
            decorators = [ast.unparse(one) for one in node.decorator_list]
            put = next((one for one in node.decorator_list if isinstance(one, ast.Call) and "inside" in ast.unparse(one.func)), None)
            if put:
                inside(out, ast.unparse(put.args[0]) + "." + ast.literal_eval(put.args[1]), node)
                continue
            bases = [ast.unparse(one) for one in node.bases]
            for one in node.body:
                if isinstance(one, ast.ClassDef) and public(one.name):
                    inside(out, f"{node.name}.{one.name}", one)
                elif isinstance(one, ast.FunctionDef) and (one.name.startswith("is_") or not one.name.startswith("_")):
                    out[f"{node.name}.{one.name}"] = signature(one)
                elif isinstance(one, ast.FunctionDef) and one.name == "__init__" and any("dataclass" in text for text in decorators):
                    out[f"{node.name}()"] = signature(one)
                elif isinstance(one, ast.FunctionDef) and one.name == "__init__" and signature(one) != ("",) and "*args" not in ast.unparse(one.args):
                    out[f"{node.name}()"] = signature(one)
                elif isinstance(one, ast.Assign) and any("Enum" in base for base in bases):
                    out[f"{node.name}.{ast.unparse(one.targets[0])}"] = ast.literal_eval(one.value)
                elif isinstance(one, ast.Assign) and isinstance(one.value, ast.Name) and ast.unparse(one.targets[0]).startswith("is_"):
                    out[f"{node.name}.{ast.unparse(one.targets[0])}"] = ("",)
            out.setdefault(node.name, "class")
    for other, name in others.items():
        for key in [key for key in out if key == name or key.startswith(name + ".")]:
            out[other + key[len(name):]] = out[key]
    return out


def inside(out: dict[str, object], path: str, node: ast.ClassDef) -> None:
    own = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
    fields = [argument.lstrip("*") for argument in signature(own[0])] if own else [""]
    out[path] = tuple(fields)


def same(theirs: object, ours: object) -> bool:
    """UniFFI has a mark for a default that it makes anew in the call, be it an empty list or None."""
    if isinstance(theirs, tuple) and isinstance(ours, tuple) and len(theirs) == len(ours):
        return all(a == b or (a.endswith("=new") and b == a.replace("=new", "=None")) for a, b in zip(theirs, ours))
    return theirs == ours


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20, help="made at random, for what callers see")
    parser.add_argument("--mutations", type=int, default=500, help="made at random, for what is accepted")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("more", nargs="*", type=Path)
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    uniffi, polyglue = UniFFI(), Polyglue()
    failed = accepted = names = files = 0
    texts = [path.read_text() for path in options.more]
    texts += [Maker(options.seed + number, everything=True).text() for number in range(options.files)]
    for number in range(options.mutations):
        random_ = random.Random(options.seed + number)
        texts.append(mutated(Maker(options.seed + number, everything=True).text(), random_))
    for text in texts:
        if not uniffi.accepts(text):
            continue
        accepted += 1
        good, said = polyglue.accepts(text)
        if not good:
            failed += 1
            print(f"UniFFI accepts this, Polyglue does not:\n{text}\n{said}")
    texts = [path.read_text() for path in options.more] + [Maker(options.seed + number, everything=False).text() for number in range(options.files)]
    for text in texts:
        theirs = uniffi.module(text)
        if theirs is None:
            continue
        ours, said = polyglue.module(text)
        if ours is None:
            failed += 1
            print(f"no package:\n{text}\n{said}")
            continue
        files += 1
        expected, found = describe(theirs), describe(ours)
        for name in sorted(expected):
            names += 1
            if not same(expected[name], found.get(name)):
                failed += 1
                print(f"{name}: UniFFI has {expected[name]!r}, Polyglue {found.get(name)!r}")
    print(f"UniFFI accepted {accepted} of {len(options.more) + options.files + options.mutations} files, and so did Polyglue unless it is said above")
    print(f"{names} names of {files} modules compared")
    print(f"{accepted + names - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
