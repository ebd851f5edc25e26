"""Maps are dicts."""

import types

import maps
import pytest


def test_results():
    assert maps.count_words("a b a") == {"a": 2, "b": 1}
    assert maps.count_words("") == {}
    assert maps.inverted({"one": 1, "two": 2}) == {1: "one", 2: "two"}
    assert maps.by_last_digit(12) == {0: [0, 10], 1: [1, 11]} | {i: [i] for i in range(2, 10)}
    assert maps.squares(3) == {0: 0, 1: 1, 2: 4}


def test_arguments():
    assert maps.sum_values({"a": 1, "b": 2}) == 3
    assert maps.sum_values(counts=types.MappingProxyType({"a": 1})) == 1
    assert maps.sum_values([("a", 1), ("b", 5)]) == 6
    assert maps.worth({"tea": maps.Stock(2, 1.5)}) == 3.0


def test_wrong_arguments():
    with pytest.raises(TypeError, match=r"argument 'counts'\['a'\]: expected int, got str"):
        maps.sum_values({"a": "1"})
    with pytest.raises(TypeError, match="argument 'counts'.key: expected str, got int"):
        maps.sum_values({1: 1})
    for wrong in (None, 5, "text", [1]):
        with pytest.raises(TypeError):
            maps.sum_values(wrong)
