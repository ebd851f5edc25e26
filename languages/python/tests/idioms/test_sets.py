"""Sets."""

import pytest
import sets


def test_sets():
    assert sets.unique([3, 1, 3]) == {1, 3}
    assert sets.common({"a", "b"}, frozenset({"b", "c"})) == {"b"}
    assert sets.sum({1, 2, 3}) == 6
    assert sets.sum([1, 1, 2]) == 3
    assert sets.single("x") == {"x"}
    assert isinstance(sets.single("x"), set)


def test_wrong():
    with pytest.raises(TypeError):
        sets.sum(5)
    with pytest.raises(TypeError):
        sets.sum({"a"})
