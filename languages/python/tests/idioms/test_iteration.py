"""Iteration, lengths, subscripts."""

import iteration
import pytest


def test_numbers():
    numbers = iteration.Numbers([1, 2, 3])
    assert len(numbers) == 3
    assert list(numbers) == [1, 2, 3]
    assert numbers[0] == 1 and numbers[-1] == 3
    numbers[1] = 20
    numbers[-1] = 30
    assert list(numbers) == [1, 20, 30]
    assert 20 in numbers and 2 not in numbers
    numbers.push_back(4)
    assert sum(numbers) == 55
    assert not numbers.empty()
    with pytest.raises(IndexError):
        numbers[-5]
    with pytest.raises(TypeError):
        numbers["x"]
    with pytest.raises(TypeError):
        del numbers[0]


def test_iteration_is_a_snapshot():
    numbers = iteration.Numbers([1, 2, 3])
    for number in numbers:
        numbers.push_back(number)
    assert len(numbers) == 6


def test_dictionary():
    words = iteration.Dictionary()
    words.set("a", "first")
    words.set("b", "second")
    assert len(words) == 2
    assert words["a"] == "first"
    assert "b" in words and "c" not in words
    assert dict(words) == {"a": "first", "b": "second"} or list(words) in ([("a", "first"), ("b", "second")], ["a", "b"])
    with pytest.raises(KeyError):
        words["c"]


def test_objects():
    shelf = iteration.Shelf()
    shelf.add(iteration.Item("cup"))
    shelf.add(iteration.Item("jar"))
    assert [item.name() for item in shelf] == ["cup", "jar"]
    assert [item.name() for item in shelf.items()] == ["cup", "jar"]
    assert len(shelf) == 2
