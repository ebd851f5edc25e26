"""Every class of every package: used before it is made, after it is closed, and while another thread closes it."""

from __future__ import annotations

import gc
import os
import sys
import threading

import pytest
from stub import Call, Stub
from values import Values

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
CASES = sorted(os.environ.get("POLYGLUE_CASES", "").split())
# Numbers that a 2-core machine gets through in seconds, many times over.
ROUNDS = 20


def objects(stub: Stub, values: Values) -> list[str]:
    """Classes that can be made; not those whose close() does something else."""
    return [name for name in stub.classes if stub.is_object(name) and values.can_make(name)
            and not any(call.name == "close" for call in stub.methods(name))]


def uses(stub: Stub, name: str) -> list[Call]:
    """What reads or changes an object. Comparing may answer without looking at it, an iterator's own iterator is itself,
    and closing again is harmless."""
    harmless = {"__eq__", "__contains__", "__aiter__", "aclose"}
    if any(call.name == "__next__" for call in stub.methods(name)):
        harmless.add("__iter__")
    return [call for call in stub.methods(name) if call.kind != "static" and not call.is_abstract and call.name not in harmless]


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_closed(case: str) -> None:
    stub = Stub(case)
    values = Values(stub)
    for name in objects(stub, values):
        one = values.instance(name)
        assert not one.closed
        before = stub.live()[0]
        one.close()
        assert one.closed and stub.live()[0] <= before
        for _ in range(3):
            one.close()
        with pytest.raises(ValueError), one:
            pass
        assert "closed" in repr(one)
        for call in uses(stub, name):
            with pytest.raises(ValueError) as caught:
                values.call(call, values.arguments(call.overloads[0]), one)
            assert "closed" in str(caught.value), call


def test_never_made(case: str) -> None:
    stub = Stub(case)
    values = Values(stub)
    for name in objects(stub, values):
        cls = values.concrete(name)
        if stub.abstract_methods(name):
            with pytest.raises(TypeError, match="abstract"):
                stub.runtime(name).__new__(stub.runtime(name))
        if not stub.constructor(name):
            for make in (cls, lambda: cls.__new__(cls)):
                with pytest.raises(TypeError):
                    make()
            continue
        for call in uses(stub, name):
            with pytest.raises(ValueError, match="__init__|closed"):
                values.call(call, values.arguments(call.overloads[0]), cls.__new__(cls))
        empty = cls.__new__(cls)
        empty.close()
        empty.close()
        assert empty.closed


def test_made_twice(case: str) -> None:
    """__init__ again, on an object that lives and on a closed one: the first is freed, never lost."""
    stub = Stub(case)
    values = Values(stub)
    for name in objects(stub, values):
        constructor = stub.constructor(name)
        if not constructor:
            continue
        before = stub.live()
        one = values.instance(name)
        again = values.arguments([p for p in constructor.overloads[0] if not p.has_default])
        for _ in range(3):
            try:
                one.__init__(*again)
            except (TypeError, ValueError, RuntimeError):
                pass
        one.close()
        try:
            one.__init__(*again)
        except (TypeError, ValueError, RuntimeError):
            pass
        del one, again
        gc.collect()
        assert stub.live() == before, name


def test_closed_during_calls(case: str) -> None:
    """An answer, the library's own error or ValueError; and nothing is left when all have ended."""
    stub = Stub(case)
    values = Values(stub)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for name in objects(stub, values):
            for call in uses(stub, name):
                race(stub, values, name, call)
    finally:
        sys.setswitchinterval(interval)
    gc.collect()


def race(stub: Stub, values: Values, name: str, call: Call) -> None:
    unexpected: list[BaseException] = []
    for _ in range(ROUNDS):
        one = values.instance(name)
        arguments = [values.arguments(call.overloads[0]) for _ in range(20)]
        ready = threading.Barrier(3)

        def use() -> None:
            ready.wait(10)
            for one_call in arguments:
                try:
                    values.call(call, one_call, one)
                except (SystemError, TypeError) as error:
                    unexpected.append(error)
                except Exception:
                    pass

        threads = [threading.Thread(target=use) for _ in range(2)]
        for thread in threads:
            thread.start()
        ready.wait(10)
        one.close()
        one.close()
        for thread in threads:
            thread.join(20)
            assert not thread.is_alive(), f"{call} hangs"
        assert one.closed and not unexpected, (call, unexpected)
