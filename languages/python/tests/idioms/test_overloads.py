"""Overloads: one name, chosen by the arguments."""

import overloads
import pytest
from overloads import Box, Canvas, Circle


def test_functions():
    assert overloads.describe(5) == "number 5"
    assert overloads.describe("x") == "text x"
    assert overloads.describe([1, 2]) == "2 numbers"
    assert overloads.describe(()) == "0 numbers"
    assert overloads.describe(5, "m") == "5 m"
    assert overloads.describe(number=5, unit="m") == "5 m"
    assert overloads.describe(numbers=range(3)) == "3 numbers"
    assert overloads.describe(text="y") == "text y"


def test_none_fits():
    with pytest.raises(TypeError, match=r"describe\(\) does not take \(float\); it takes describe\(number\) or describe\(text\)"):
        overloads.describe(1.5)
    with pytest.raises(TypeError):
        overloads.describe()
    with pytest.raises(TypeError):
        overloads.describe(1, 2)
    with pytest.raises(OverflowError):
        overloads.describe(2**40)


def test_constructors():
    assert (Canvas().width(), Canvas().height()) == (80, 25)
    assert (Canvas(3, 4).width(), Canvas(width=3, height=4).height()) == (3, 4)
    assert Canvas(Box(7, 8)).width() == 7
    with pytest.raises(TypeError):
        Canvas("x")


def test_methods():
    canvas = Canvas()
    assert canvas.draw(Box()) == "box"
    assert canvas.draw_circle(Circle()) == "circle"
    assert canvas.pixels() == 80
