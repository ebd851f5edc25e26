from __future__ import annotations

import pytest
import templates
from templates import IntStack, PointPair, TextStack


def test_numbers() -> None:
    stack = IntStack()
    with pytest.raises(IndexError):
        stack.pop()
    stack.push(1)
    stack.push(-2)
    assert stack.values() == [1, -2]
    assert stack.pop() == -2
    assert stack.size() == 1
    with pytest.raises(TypeError):
        stack.push("x")  # type: ignore[arg-type]


def test_text() -> None:
    stack = TextStack()
    stack.push("one")
    stack.push("twö")
    assert list(stack.values()) == ["one", "twö"]
    assert stack.pop() == "twö"


def test_in_signatures() -> None:
    stack = templates.countdown(3)
    assert type(stack) is IntStack
    assert stack.pop() == 3
    assert templates.sum(PointPair(1.5, 2)) == 3.5
    assert PointPair() == PointPair(first=0, second=0)
