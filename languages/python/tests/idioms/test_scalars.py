"""Numbers, truth values, characters, and their limits."""

import math

import numpy
import pytest
import scalars

INTEGERS = {
    "i8": (-(2**7), 2**7 - 1),
    "u8": (0, 2**8 - 1),
    "i16": (-(2**15), 2**15 - 1),
    "u16": (0, 2**16 - 1),
    "i32": (-(2**31), 2**31 - 1),
    "u32": (0, 2**32 - 1),
    "i64": (-(2**63), 2**63 - 1),
    "u64": (0, 2**64 - 1),
    "size": (0, 2**64 - 1),
    "long": (-(2**63), 2**63 - 1),
    "ulonglong": (0, 2**64 - 1),
}


@pytest.mark.parametrize("name", INTEGERS)
def test_integers(name):
    echo = getattr(scalars, f"echo_{name}")
    low, high = INTEGERS[name]
    for value in {low, low + 1, -1, 0, 1, 2**15, 2**30 - 1, 2**30, 2**60 - 1, 2**60, 2**60 + 1, 2**53 + 1, high - 1, high}:
        for signed in (value, -value):
            if low <= signed <= high:
                assert echo(signed) == signed
            else:
                with pytest.raises(OverflowError, match="argument 'value'"):
                    echo(signed)
    for value in (low - 1, high + 1, 10**30, -(10**30), 10**5000):
        with pytest.raises(OverflowError):
            echo(value)
    assert echo(True) == 1
    assert echo(numpy.int8(5)) == 5
    for wrong in (1.0, "1", None, b"1", [], math.nan):
        with pytest.raises(TypeError, match="argument 'value': expected int"):
            echo(wrong)


def test_floats():
    for value in (0.0, -0.0, 1.5, 1e308, math.inf, -math.inf):
        assert scalars.echo_f64(value) == value
    assert math.isnan(scalars.echo_f64(math.nan)) and math.isnan(scalars.echo_f32(math.nan))
    assert scalars.echo_f32(0.5) == 0.5 and scalars.echo_f32(math.inf) == math.inf
    assert scalars.echo_f64(3) == 3.0 and scalars.echo_f64(numpy.float32(0.5)) == 0.5
    assert scalars.add(1, 2.5) == 3.5
    with pytest.raises(OverflowError):
        scalars.echo_f32(1e39)
    with pytest.raises(OverflowError):
        scalars.echo_f64(10**400)
    for wrong in ("1", None, 1j):
        with pytest.raises(TypeError):
            scalars.echo_f64(wrong)


def test_bool_is_strict():
    assert scalars.negate(True) is False and scalars.negate(value=False) is True
    for wrong in (0, 1, None, "", 2):
        with pytest.raises(TypeError, match="expected bool"):
            scalars.negate(wrong)


def test_characters():
    assert scalars.echo_char("a") == "a" and scalars.echo_char("\0") == "\0"
    assert scalars.echo_codepoint("\u00e9") == "\u00e9" and scalars.echo_codepoint("\U0001f3b5") == "\U0001f3b5"
    for wrong in ("", "ab", "\u00e9"):
        with pytest.raises(ValueError):
            scalars.echo_char(wrong)
    with pytest.raises(ValueError):
        scalars.echo_codepoint("\ud800")
    with pytest.raises(TypeError):
        scalars.echo_char(97)


def test_errors_and_nothing():
    assert scalars.divide(7, 2) == 3
    with pytest.raises(ValueError, match="division by zero"):
        scalars.divide(1, 0)
    assert scalars.nothing() is None
