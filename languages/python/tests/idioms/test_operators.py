"""Operators."""

import math

import operators
import pytest
from operators import Fraction, Mask, Measure, Version


def test_arithmetic():
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert half + third == Fraction(5, 6)
    assert half - third == Fraction(1, 6)
    assert half * 4 == Fraction(2, 1)
    assert half / 2 == Fraction(1, 4)
    assert -half == Fraction(-1, 2)
    with pytest.raises(ValueError):
        half / 0
    with pytest.raises(TypeError):
        half + 1
    with pytest.raises(TypeError):
        1 + half


def test_in_place():
    sum = Fraction(1, 2)
    same = sum
    sum += Fraction(1, 2)
    assert sum is same and same == Fraction(1, 1)
    with pytest.raises(TypeError):
        sum += "x"


def test_comparison():
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert half > third and third < half and half >= Fraction(2, 4) and half <= half
    assert half == Fraction(2, 4) and half != third
    assert (half == "half") is False
    assert sorted([half, third]) == [third, half]
    with pytest.raises(TypeError):
        half < 1


def test_the_rest():
    half = Fraction(1, 2)
    assert bool(half) and not Fraction(0, 1)
    assert half(10) == 5
    assert str(half) == "1/2"
    assert hash(half) == hash(Fraction(1, 2))
    assert {half: "half"}[Fraction(1, 2)] == "half"


def test_partial_order():
    assert Measure(1) < Measure(2) and Measure(1) == Measure(1)
    nan = Measure(math.nan)
    assert nan != nan
    with pytest.raises(TypeError):
        hash(Measure(1))


def test_bits():
    a, b = Mask(0b1100), Mask(0b1010)
    assert ((a & b).bits(), (a | b).bits(), (a ^ b).bits()) == (0b1000, 0b1110, 0b0110)
    assert (~Mask(0)).bits() == 2**32 - 1
    assert ((a << 1).bits(), (a >> 2).bits(), a % 5) == (0b11000, 0b11, 2)
    assert str(Mask(3)) == "mask 3"
    assert Mask() == Mask(0)


def test_records():
    assert Version(1, 2) < Version(1, 10) <= Version(2)
    assert max(Version(1, 2), Version(1, 1)) == Version(1, 2)
