from __future__ import annotations

import pytest
import sets


def test_results() -> None:
    out = sets.unique([3, 1, 3, -2])
    assert out == {-2, 1, 3}
    assert type(out) is set
    assert sets.unique([]) == set()
    assert sets.single("only") == {"only"}


def test_arguments() -> None:
    assert sets.common({"x", "y"}, {"y", "z"}) == {"y"}
    assert sets.common(frozenset("ab"), b={"b": 1}.keys()) == {"b"}
    assert sets.sum({1, 2, 4}) == 7
    assert sets.sum([1, 2, 2]) == 3  # what is given twice counts once
    assert sets.sum(set()) == 0


def test_refusals() -> None:
    with pytest.raises(TypeError):
        sets.sum({"1"})  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        sets.sum(None)  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        sets.sum({2**31})
    with pytest.raises(UnicodeEncodeError):
        sets.common({"\ud800"}, set())
