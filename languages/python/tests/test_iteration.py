from __future__ import annotations

import pytest
from iteration import Dictionary, Item, Numbers, Shelf, halves


def test_iteration() -> None:
    numbers = Numbers([1, 2, 3])
    assert list(numbers) == [1, 2, 3]
    assert [number * 2 for number in numbers] == [2, 4, 6]
    assert sum(numbers) == 6
    assert list(Numbers()) == []
    iterator = iter(numbers)
    numbers.push_back(4)
    assert list(iterator) == [1, 2, 3]  # as they were
    assert list(numbers) == [1, 2, 3, 4]


def test_iterator_outlives_the_object() -> None:
    numbers = Numbers([1, 2])
    iterator = iter(numbers)
    numbers.close()
    assert list(iterator) == [1, 2]
    with pytest.raises(ValueError):
        iter(numbers)


def test_index() -> None:
    numbers = Numbers([1, 2, 3])
    assert len(numbers) == 3
    assert (numbers[0], numbers[2], numbers[-1], numbers[-3]) == (1, 3, 3, 1)
    numbers[0] = 10
    numbers[-1] = 30
    assert list(numbers) == [10, 2, 30]
    for bad in (3, -4, 2**40, -(2**70), 2**70):
        with pytest.raises(IndexError):
            numbers[bad]
        with pytest.raises(IndexError):
            numbers[bad] = 0
    with pytest.raises(TypeError):
        numbers["0"]  # type: ignore[index]
    with pytest.raises(OverflowError):
        numbers[0] = 2**31
    with pytest.raises(TypeError):
        del numbers[0]  # type: ignore[attr-defined]


def test_contains_and_truth() -> None:
    numbers = Numbers([1, 2])
    assert 2 in numbers and 3 not in numbers
    assert numbers.empty() is False
    assert not Numbers() and numbers


def test_dictionary() -> None:
    words = Dictionary()
    words.set("eins", "one")
    words.set("drei", "three")
    assert len(words) == 2
    assert words["eins"] == "one"
    assert "drei" in words and "zwei" not in words
    with pytest.raises((KeyError, IndexError)):
        words["zwei"]
    assert list(words) == [("drei", "three"), ("eins", "one")]
    with pytest.raises(TypeError):
        words[0]  # type: ignore[index]


def test_objects() -> None:
    shelf = Shelf()
    book = Item("book")
    shelf.add(book)
    shelf.add(Item("vase"))
    assert [item.name() for item in shelf] == ["book", "vase"]
    assert all(isinstance(item, Item) for item in shelf)
    items = shelf.items()
    shelf.close()
    assert [item.name() for item in items] == ["book", "vase"]
    with pytest.raises(TypeError):
        Shelf().add("book")  # type: ignore[arg-type]


def test_gone_through_once() -> None:
    numbers = halves(4)
    assert list(numbers) == [4, 2, 1]
    assert list(numbers) == []
