from __future__ import annotations

import collections
import types

import maps
import pytest
from maps import Stock


def test_result() -> None:
    words = maps.count_words("the cat  and the dog ")
    assert words == {"the": 2, "cat": 1, "and": 1, "dog": 1}
    assert type(words) is dict
    assert list(words) == ["and", "cat", "dog", "the"]  # std::map is sorted
    assert maps.count_words("") == {}


def test_argument() -> None:
    assert maps.sum_values({"a": 1, "b\0": -5}) == -4
    assert maps.sum_values({}) == 0
    assert maps.sum_values(counts=collections.OrderedDict(x=1)) == 1
    assert maps.sum_values(types.MappingProxyType({"x": 2})) == 2
    assert maps.sum_values(collections.Counter("aab")) == 3


def test_unordered() -> None:
    assert maps.inverted({"one": 1, "two": 2}) == {1: "one", 2: "two"}


def test_records_and_sequences() -> None:
    assert maps.worth({"pen": Stock(10, 1.5), "ink": Stock(2, 4.25)}) == 23.5
    digits = maps.by_last_digit(21)
    assert len(digits) == 10
    assert list(digits[0]) == [0, 10, 20]
    assert maps.squares(1000)[999] == 998001


def test_refusals() -> None:
    with pytest.raises(TypeError):
        maps.sum_values([1, 2])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        maps.sum_values(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        maps.sum_values({1: 1})  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        maps.sum_values({"a": "1"})  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        maps.sum_values({"a": 2**31})
    with pytest.raises(UnicodeEncodeError):
        maps.sum_values({"\ud800": 1})
    with pytest.raises(TypeError):
        maps.worth({"pen": (1, 2)})  # type: ignore[arg-type]
