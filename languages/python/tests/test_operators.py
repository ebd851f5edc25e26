from __future__ import annotations

import math

import pytest
from operators import Fraction, Mask, Measure, Row, Version


def parts(fraction: Fraction) -> tuple[int, int]:
    return fraction.numerator(), fraction.denominator()


def test_arithmetic() -> None:
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert parts(half + third) == (5, 6)
    assert parts(half - third) == (1, 6)
    assert parts(half * 3) == (3, 2)
    assert parts(half / 3) == (1, 6)
    assert parts(-half) == (-1, 2)
    with pytest.raises(ValueError, match="a denominator of 0"):
        half / 0
    with pytest.raises(ValueError):
        Fraction(1, 0)


def test_operands_of_other_types() -> None:
    half = Fraction(1, 2)
    for bad in ("x", None, 1.5):
        with pytest.raises(TypeError):
            half + bad  # type: ignore[operator]
    with pytest.raises(TypeError):
        3 * half  # type: ignore[operator]  # C++ has no such operator
    with pytest.raises(TypeError):
        1 + half  # type: ignore[operator]

    class Adder:
        def __radd__(self, other: object) -> str:
            return "mine"

    assert half + Adder() == "mine"


def test_assignment() -> None:
    total = Fraction(1, 2)
    same = total
    total += Fraction(1, 3)
    assert parts(total) == (5, 6)
    assert parts(same) == (5, 6)
    assert total is same


def test_comparison() -> None:
    half, also, third = Fraction(1, 2), Fraction(2, 4), Fraction(1, 3)
    assert half == also and not half != also
    assert half != third
    assert third < half and half > third and half <= also and half >= also
    assert not half < also
    assert sorted([half, third])[0] == third
    assert half != "1/2" and not half == None  # noqa: E711
    with pytest.raises(TypeError):
        half < 1  # type: ignore[operator]


def test_others() -> None:
    value = Fraction(-3, 4)
    assert value and not Fraction(0, 1)
    assert value(100) == -75
    assert value(scale=4) == -3
    assert str(value) == "-3/4"
    assert hash(value) == hash(Fraction(-3, 4))
    assert len({value, Fraction(-3, 4), Fraction(1, 2)}) == 2


def test_partial_order() -> None:
    one, two, nan = Measure(1), Measure(2), Measure(math.nan)
    assert one < two and two > one and one == Measure(1)
    assert not nan == nan and nan != nan
    assert not one < nan and not one > nan and not one <= nan and not one >= nan
    with pytest.raises(TypeError):
        hash(one)  # equal by value, and C++ has no hash


def test_bits() -> None:
    a, b = Mask(12), Mask(10)
    assert (a & b).bits() == 8
    assert (a | b).bits() == 14
    assert (a ^ b).bits() == 6
    assert (~a).bits() == 2**32 - 13
    assert (a << 4).bits() == 192
    assert (a >> 2).bits() == 3
    assert a % 5 == 2
    assert a == Mask(12) and a != b
    assert (a + True).bits() == 25 and (a + False).bits() == 24
    assert str(a) == "mask 12"
    assert Mask().bits() == 0


def test_functions_called_as_operators() -> None:
    row = Row()
    row.add(7)
    twice = row + row
    assert twice[1] == 7
    assert twice.get(2, -1) == -1
    assert twice.to_text() == "a row"
    assert str(twice) == "2 values"


def test_record() -> None:
    assert Version(1, 2) == Version(major=1, minor=2)
    assert Version(1, 2) < Version(1, 3) < Version(2)
    assert max(Version(0, 9), Version(1, 0)) == Version(1)
    assert Version() == Version(0, 0)
