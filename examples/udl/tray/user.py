"""A program that uses two libraries, one of which takes and gives what the other exports."""

from __future__ import annotations

from typing import Any

import pytest
import styles
import tray
from styles import Answer, Card, DiskError, Kind, Mood, Sheet


def test_its_classes_are_the_other_packages() -> None:
    assert tray.Sheet is Sheet
    assert tray.Card is Card


def test_objects() -> None:
    sheet = Sheet.with_size(3, 5)
    mine = tray.Tray()
    assert mine.top() is None
    mine.put(sheet)
    top = mine.top()
    assert top is not None
    assert mine.has(sheet)
    assert mine.has(top)
    assert not mine.has(Sheet())
    del mine
    assert type(top) is Sheet
    assert top.size() == 15
    assert styles.is_same(top, sheet)
    first, second = tray.reversed([Sheet.parse("one"), None])
    assert first is None
    assert second is not None


def test_a_wrong_object() -> None:
    wrong: Any = tray.Tray()
    with pytest.raises(TypeError, match="Sheet"):
        wrong.put(wrong)


def test_values() -> None:
    assert tray.improved(Card(title="card")).mood == Mood.FINE(by=1)
    assert tray.ask(Answer.NUMBER(value=7)) == Answer.NUMBER(value=7)
    assert tray.ask(Answer.NUMBER(value=7), Kind.SECOND) == Answer.TEXT(text="second")


def test_errors() -> None:
    tray.fill(10)
    with pytest.raises(DiskError.Full):
        tray.fill(11)
