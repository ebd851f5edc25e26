"""Every function of every package with wrong arguments: a typed error, nothing lost, nothing leaked."""

from __future__ import annotations

import gc
import math
import os
import random
from typing import Any

import pytest
from stub import Call, Stub
from values import Values

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
CASES = sorted(os.environ.get("POLYGLUE_CASES", "").split())
# Functions that allocate as much as they are asked for, and one that C++ leaves undefined for (1, 0).
NOT_WITH_ANY_NUMBER = {
    "repeat", "zeros", "range", "evens", "triangle", "squares", "by_last_digit", "binary_tree", "countdown", "shapes", "divmod",
}  # fmt: skip
ANYTHING: list[Any] = [
    None, True, -1, 0, 255, 256, 2**31, -(2**31) - 1, 2**53 + 1, 2**63, 2**64, -(2**100), 10**4300, 0.0, math.nan, math.inf,
    -math.inf, 1e300, "", "text", "\0", "\ud800", "x" * 10_000, b"", b"\xff", bytearray(8), memoryview(b"abcdefgh")[::2], (), (1,), [None],
    [1, "2"], [[1]], ["\udfff"], {}, {1: 2}, {"a": None}, set(), {1}, frozenset({"a"}), range(3), object(), object, 1j, iter([1]), len,
]  # fmt: skip


def refused(values: Values, call: Call, arguments: list[Any], expected: tuple[type[BaseException], ...]) -> str:
    """What is wrong with how this call fails; nothing if it is as it should be."""
    try:
        result = values.call(call, arguments)
    except expected:
        return ""
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    if result is NotImplemented and TypeError in expected:  # an operator
        return ""
    return f"gave {result!r}"


def one_wrong_argument(values: Values, call: Call) -> list[str]:
    problems = []
    for params in call.overloads:
        for i, param in enumerate(params):
            for wrong, expected in values.wrong(param.type):
                if len(call.overloads) > 1 and type(wrong) is not object:
                    continue  # another overload may take it
                arguments = values.arguments(params)
                arguments[i] = wrong
                if problem := refused(values, call, arguments, expected):
                    problems.append(f"{call}({param.name}={str(wrong)[:60]!r}): {problem}, expected {[e.__name__ for e in expected]}")
    return problems


def wrong_numbers_of_arguments(values: Values, call: Call) -> list[str]:
    problems = []
    fewest = min(sum(not param.has_default for param in params) for params in call.overloads)
    most = max(map(len, call.overloads))
    for count in {fewest - 1, most + 1, most + 100} - {-1}:
        arguments = [1] * count
        if call.kind in ("function", "static", "method") and (problem := refused(values, call, arguments, (TypeError,))):
            problems.append(f"{call} with {count} arguments: {problem}")
    return problems


@pytest.mark.parametrize("case", CASES)
def test_every_argument_of_every_function(case: str) -> None:
    stub = Stub(case)
    values = Values(stub)
    problems: list[str] = []
    for call in stub.every_call():
        if call.name in ("__eq__", "__replace__") or (call.owner and not stub.is_error(call.owner) and not values.can_make(call.owner)):
            continue
        if call.owner and stub.classes[call.owner].is_record and call.name == "__init__":
            continue  # see test_records
        for check in (one_wrong_argument, wrong_numbers_of_arguments):
            problems += check(values, call)
            before = stub.live()
            check(values, call)
            if stub.live() != before and (gc.collect(), stub.live())[1] != before:
                problems.append(f"{call} leaves {stub.live()} alive, before {before}")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("case", CASES)
def test_right_arguments(case: str) -> None:
    """What the stub promises to take is taken: any error but TypeError is the library's own."""
    stub = Stub(case)
    values = Values(stub)
    for call in stub.every_call():
        if call.owner and not values.can_make(call.owner):
            continue
        for params in call.overloads:
            try:
                values.call(call, values.arguments(params))
            except (TypeError, SystemError) as error:
                raise AssertionError(f"{call}: {error}") from error
            except Exception:
                pass


@pytest.mark.parametrize("case", CASES)
def test_records_with_wrong_fields(case: str) -> None:
    """A wrong field is refused when the record is made, or when it is passed."""
    stub = Stub(case)
    values = Values(stub)
    for name, entry in stub.classes.items():
        constructor = stub.constructor(name)
        if not entry.is_record or not constructor:
            continue
        takers = [call for call in stub.every_call() if len(call.overloads) == 1
                  and any(getattr(param.type, "id", "") == name for param in call.overloads[0]) and call.name not in ("__init__", "__eq__")]
        needed = {param.name: values.right(param.type) for param in constructor.overloads[0] if not param.has_default}
        for param in constructor.overloads[0]:
            for wrong, expected in values.wrong(param.type):
                try:
                    record = stub.runtime(name)(**{**needed, param.name: wrong})
                except expected:
                    continue
                for call in takers:
                    arguments = [record if getattr(p.type, "id", "") == name else values.right(p.type) for p in call.overloads[0]]
                    problem = refused(values, call, arguments, expected)
                    assert not problem, f"{call} of {name}({param.name}={str(wrong)[:60]!r}): {problem}"


@pytest.mark.parametrize("case", CASES)
def test_anything(case: str) -> None:
    """Any arguments at all, a number of them at random: no SystemError, no crash."""
    stub = Stub(case)
    values = Values(stub)
    dice = random.Random(int(os.environ.get("POLYGLUE_SEED", "1")))
    for call in stub.every_call():
        if call.name in NOT_WITH_ANY_NUMBER or (call.owner and not values.can_make(call.owner)):
            continue
        for _ in range(200):
            try:
                values.call(call, [dice.choice(ANYTHING) for _ in range(1 if call.kind == "setter" else dice.randrange(4))])
            except SystemError:
                raise
            except Exception:
                pass
