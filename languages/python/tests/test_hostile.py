"""Misuse: every wrong argument to every function, closing during calls, races, leaks.

Runs against every case that is installed; what is called comes from the modules themselves.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import math
import os
import random
import subprocess
import sys
import threading
import tracemalloc
from types import ModuleType

import pytest

CASES = sorted(os.environ.get("POLYGLUE_CASES", "").split())
WRONG = [
    None, True, -1, 0, 255, 256, 2**31, -(2**31) - 1, 2**53 + 1, 2**63, 2**64, -(2**100), 10**4300, 0.0, math.nan, math.inf,
    -math.inf, 1e300, "", "text", "\0", "\ud800", "x" * 100_000, b"", b"\xff", bytearray(8), memoryview(b"abcdefgh")[::2], (), (1,), [None],
    [1, "2"], [[1]], ["\udfff"], {}, {1: 2}, {"a": None}, set(), {1}, frozenset({"a"}), range(3), object(), object, 1j, iter([1]), len,
]  # fmt: skip
# Functions that allocate as much as they are asked for.
AS_MUCH_AS_ASKED = {
    "repeat", "zeros", "range", "evens", "triangle", "squares", "by_last_digit", "binary_tree", "countdown", "shapes",
}  # fmt: skip


def callables(library: ModuleType) -> list[tuple[str, object]]:
    found = []
    for name in library.__all__:
        value = getattr(library, name)
        if name in {"throw_foreign"} or (inspect.isclass(value) and issubclass(value, BaseException)):
            continue
        if callable(value):
            found.append((name, value))
        if inspect.isclass(value):
            for inner in dir(value):
                if not inner.startswith("__") and inner != "mro" and callable(getattr(value, inner)):
                    found.append((f"{name}.{inner}", getattr(value, inner)))
    return found


def attempt(function: object, *args: object, **kwargs: object) -> None:
    """Any exception is fine but SystemError, which means a broken C function."""
    try:
        function(*args, **kwargs)  # type: ignore[operator]
    except SystemError:
        raise
    except Exception:
        pass


@pytest.mark.parametrize("case", CASES)
def test_wrong_arguments(case: str) -> None:
    library = importlib.import_module(case)
    seed = int(os.environ.get("POLYGLUE_SEED", "1"))
    dice = random.Random(seed)
    for name, function in callables(library):
        if name in AS_MUCH_AS_ASKED or name == "divmod":
            continue  # divmod(1, 0) is undefined in C++: the library's own business
        for value in WRONG:
            attempt(function, value)
        for _ in range(200):
            args = [dice.choice(WRONG) for _ in range(dice.randrange(4))]
            kwargs = {dice.choice(["value", "self", "name", "text", "a", ""]): dice.choice(WRONG)} if dice.random() < 0.2 else {}
            attempt(function, *args, **kwargs)
    gc.collect()


@pytest.mark.parametrize("case", CASES)
def test_uninitialised_and_closed(case: str) -> None:
    library = importlib.import_module(case)
    for name in library.__all__:
        cls = getattr(library, name)
        if not inspect.isclass(cls) or not hasattr(cls, "closed"):
            continue
        try:
            empty = cls.__new__(cls)
        except TypeError:
            continue
        for inner in dir(cls):
            if inner in {"close", "closed"} or inner.startswith("__"):
                continue
            kind = type(inspect.getattr_static(cls, inner)).__name__
            if kind == "method_descriptor":
                with pytest.raises((ValueError, TypeError)):
                    getattr(empty, inner)()
            elif kind == "getset_descriptor":
                with pytest.raises((ValueError, AttributeError)):
                    getattr(empty, inner)
        empty.close()
        empty.close()
        assert empty.closed


def test_close_during_calls() -> None:
    """Threads that call and one that closes: an answer or ValueError, never more."""
    lib = importlib.import_module("classes")
    for _ in range(200):
        counter = lib.Counter(0)
        stop = threading.Event()
        wrong: list[BaseException] = []

        def use() -> None:
            while not stop.is_set():
                try:
                    counter.increment()
                    counter.add(1)
                except ValueError:
                    return
                except BaseException as error:  # noqa: BLE001
                    wrong.append(error)
                    return

        threads = [threading.Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        counter.close()
        counter.close()
        stop.set()
        for thread in threads:
            thread.join()
        assert not wrong
    assert lib._classes._live() == (0, 0)


def test_no_leaks() -> None:
    strings, sequences, records, errors = (importlib.import_module(n) for n in ("strings", "sequences", "records", "errors"))

    def work() -> None:
        strings.greet("caf\u00e9")
        label = strings.Label("x")
        label.set_text("y")
        label.text()
        sequences.doubled([sequences.Named("a", 1)])
        sequences.moved([sequences.Point(1, 2)], 1)[0:1].tolist()
        sequences.reversed(["a", "b"])
        records.retitled(records.Drawing(lines=[records.Line()], tags=["t"]), "n")
        records.count_nodes(records.binary_tree(3))
        repr(records.Drawing())
        for bad in (lambda: sequences.sum([1, "x"]), lambda: records.Point("x"), lambda: records.Drawing(nothing=1),
                    lambda: errors.open("bob"), lambda: errors.throw_foreign(4), lambda: strings.length("\ud800")):
            try:
                bad()
            except Exception:
                pass

    for _ in range(50):
        work()
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.take_snapshot()
    for _ in range(300):
        work()
    gc.collect()
    after = tracemalloc.take_snapshot()
    tracemalloc.stop()
    growth = sum(difference.size_diff for difference in after.compare_to(before, "filename")
                 if "tracemalloc" not in difference.traceback[0].filename and "linecache" not in difference.traceback[0].filename)
    assert growth < 20_000, growth
    blocks = sys.getallocatedblocks()
    for _ in range(300):
        work()
    gc.collect()
    assert sys.getallocatedblocks() - blocks < 100


def test_references() -> None:
    """No function keeps or loses a reference to its arguments."""
    sequences, records = importlib.import_module("sequences"), importlib.import_module("records")
    text, number, point = "".join(["some", "text"]), 10**20 + 1, records.Point(1, 2)
    counts = [sys.getrefcount(value) for value in (text, number, point)]
    for _ in range(1000):
        sequences.reversed([text, text])
        attempt(sequences.range, number)
        records.middle(records.Line(point, point))
        records.Drawing(text).title = text
        attempt(records.mirrored, text)
    gc.collect()
    assert [sys.getrefcount(value) for value in (text, number, point)] == counts


def test_imported_again() -> None:
    code = "import sys, classes; a = classes.Counter; del sys.modules['classes'], sys.modules['classes._classes']; import classes; assert classes.Counter is a and classes.Counter(1).value() == 1"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_second_interpreter_is_refused() -> None:
    code = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import classes
other = interpreters.create()
run = getattr(interpreters, "run_string")
try:
    result = run(other, "import classes")
except Exception as error:
    result = error
assert result is not None and ("interpreter" in str(result) or "not support" in str(result)), result
interpreters.destroy(other)
assert classes.Counter(2).value() == 2
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_exit_with_objects_alive() -> None:
    code = "import classes, sequences, builtins; builtins.keep = [classes.Counter(1), sequences.range(5), iter(sequences.range(5))]"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_fork() -> None:
    code = "import os, classes\nc = classes.Counter(1)\npid = os.fork()\nassert c.increment() == 2\nc.close()\nif pid: assert os.waitpid(pid, 0)[1] == 0"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)
