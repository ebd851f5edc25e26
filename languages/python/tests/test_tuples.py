from __future__ import annotations

import pytest
import tuples


def test_results() -> None:
    assert tuples.divmod(17, 5) == (3, 2)
    assert type(tuples.divmod(1, 1)) is tuple
    assert tuples.person() == ("Ada", 36, True)


def test_arguments() -> None:
    assert tuples.swapped((-1, "ä")) == ("ä", -1)
    assert tuples.describe(("Bob", 5, False)) == "Bob (5)"
    assert tuples.describe(person=("Bob", 5, True)) == "Bob (5) *"


def test_in_sequence() -> None:
    assert tuples.lengths(["a", "", "abc"]) == [("a", 1), ("", 0), ("abc", 3)]


def test_record_that_holds_itself_in_pairs() -> None:
    leaf = tuples.Outline("leaf", [])
    tree = tuples.below((1, tuples.below((2, leaf), "middle")), "root")
    assert tree.parts[0][0] == 1
    assert tree.parts[0][1].parts[0][1].title == "leaf"


def test_refusals() -> None:
    for bad in ((1,), (1, "x", 2), ()):
        with pytest.raises((TypeError, ValueError)):
            tuples.swapped(bad)  # type: ignore[arg-type]
    for wrong in (("x", 1), None, 1, "ab"):
        with pytest.raises(TypeError):
            tuples.swapped(wrong)  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        tuples.swapped((2**31, "x"))
