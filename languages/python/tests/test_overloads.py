from __future__ import annotations

import overloads
import pytest
from overloads import Box, Canvas, Circle


def test_functions() -> None:
    assert overloads.describe(5) == "number 5"
    assert overloads.describe("x") == "text x"
    assert overloads.describe([1, 2, 3]) == "3 numbers"
    assert overloads.describe([]) == "0 numbers"
    assert overloads.describe(5, "m") == "5 m"


def test_by_keyword() -> None:
    assert overloads.describe(number=5) == "number 5"
    assert overloads.describe(text="x") == "text x"
    assert overloads.describe(number=5, unit="m") == "5 m"


def test_no_match() -> None:
    for bad in (None, 1.5, object(), {"a": 1}):
        with pytest.raises(TypeError):
            overloads.describe(bad)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        overloads.describe("x", "m")  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        overloads.describe()  # type: ignore[call-overload]
    with pytest.raises(OverflowError):
        overloads.describe(2**31)


def test_constructors() -> None:
    assert (Canvas().width(), Canvas().height()) == (80, 25)
    assert (Canvas(3, 4).width(), Canvas(3, 4).height()) == (3, 4)
    assert Canvas(Box(7.5, 2)).width() == 7
    assert Canvas(width=3, height=4).height() == 4
    assert Canvas(box=Box(1, 1)).width() == 1
    with pytest.raises(TypeError):
        Canvas(3)  # type: ignore[call-overload]


def test_methods() -> None:
    canvas = Canvas()
    assert canvas.draw(Box()) == "box"
    assert canvas.draw_circle(Circle()) == "circle"
    assert canvas.pixels() == 80
    with pytest.raises(TypeError):
        canvas.draw(Circle())  # type: ignore[arg-type]
