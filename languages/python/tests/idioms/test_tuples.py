"""Pairs and tuples."""

import pytest
import tuples


def test_tuples():
    assert tuples.divmod(7, 2) == (3, 1)
    assert tuples.swapped((1, "a")) == ("a", 1)
    assert tuples.swapped([1, "a"]) == ("a", 1)
    assert tuples.person() == ("Ada", 36, True)
    assert tuples.describe(("Ada", 36, True)) == "Ada (36) *"
    assert tuples.lengths(["a", "bc"]) == [("a", 1), ("bc", 2)]


def test_wrong():
    with pytest.raises(ValueError, match="expected 2 items, got 3"):
        tuples.swapped((1, "a", 2))
    with pytest.raises(TypeError, match=r"argument 'pair'\[0\]: expected int, got str"):
        tuples.swapped(("a", 1))
    with pytest.raises(TypeError):
        tuples.swapped(None)
