"""References and memory: what goes in comes out, also where an allocation fails."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import tracemalloc
from typing import Any

import pytest
from stub import Call, Stub
from values import Values

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
CASES = sorted(os.environ.get("POLYGLUE_CASES", "").split())
FREE_THREADED = not getattr(sys, "_is_gil_enabled", lambda: True)()


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
        with pytest.raises(OverflowError):
            sequences.range(number)
        records.middle(records.Line(point, point))
        records.Drawing(text).title = text
        with pytest.raises(TypeError):
            records.mirrored(text)
    gc.collect()
    assert [sys.getrefcount(value) for value in (text, number, point)] == counts


def failing_once(values: Values, call: Call, arguments: list[Any], target: Any, after: int) -> BaseException | None:
    """What the call raises when its allocation number `after` fails."""
    testcapi = importlib.import_module("_testcapi")
    testcapi.set_nomemory(after, after + 1)
    try:
        values.call(call, arguments, target)
    except BaseException as error:
        return error
    finally:
        testcapi.remove_mem_hooks()
    return None


@pytest.mark.parametrize("case", CASES)
def test_every_allocation_fails_once(case: str) -> None:
    """A result, MemoryError or the library's own error; nothing stays alive."""
    pytest.importorskip("_testcapi")
    stub = Stub(case)
    values = Values(stub)
    for call in stub.every_call():
        if call.name in ("__eq__", "__contains__") or (call.owner and not values.can_make(call.owner)):
            continue
        for params in call.overloads:
            before = stub.live()
            for after in range(20):
                target = values.instance(call.owner) if call.kind in ("method", "getter", "setter") and call.name != "__init__" else None
                error = failing_once(values, call, values.arguments(params), target, after)
                # "<function> returned NULL without an exception" is ours; the interpreter has a SystemError of its own.
                broken = isinstance(error, TypeError) or (isinstance(error, SystemError) and "returned" in str(error))
                assert not broken, f"{call} when allocation {after} fails: {error!r}"
                del error, target
            if stub.live() != before:
                gc.collect()
            # A static object of the library may have been seen for the first time.
            assert stub.live()[1] == before[1] and stub.live()[0] <= before[0] + 1, call
