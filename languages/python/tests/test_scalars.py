from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import scalars

LIMITS: list[tuple[Callable[[int], int], int, int]] = [
    (scalars.echo_i8, -(2**7), 2**7 - 1),
    (scalars.echo_u8, 0, 2**8 - 1),
    (scalars.echo_i16, -(2**15), 2**15 - 1),
    (scalars.echo_u16, 0, 2**16 - 1),
    (scalars.echo_i32, -(2**31), 2**31 - 1),
    (scalars.echo_u32, 0, 2**32 - 1),
    (scalars.echo_i64, -(2**63), 2**63 - 1),
    (scalars.echo_u64, 0, 2**64 - 1),
    (scalars.echo_ulonglong, 0, 2**64 - 1),
]


@pytest.mark.parametrize("echo, low, high", LIMITS)
def test_integers(echo: Callable[[int], int], low: int, high: int) -> None:
    for value in (low, low + 1, 0, 1, 42, high - 1, high):
        assert echo(value) == value
        assert type(echo(value)) is int
    for value in (low - 1, high + 1, 2**64, 2**100, -(2**100)):
        if not low <= value <= high:
            with pytest.raises(OverflowError):
                echo(value)


def test_not_integers() -> None:
    for bad in (1.0, "1", None, [1], b"1"):
        with pytest.raises(TypeError):
            scalars.echo_i32(bad)  # type: ignore[arg-type]


def test_index_protocol() -> None:
    class Seven:
        def __index__(self) -> int:
            return 7

    assert scalars.echo_i32(Seven()) == 7  # type: ignore[arg-type]
    assert scalars.echo_i32(True) == 1


def test_long_and_size() -> None:
    assert scalars.echo_long(-(2**31)) == -(2**31)
    assert scalars.echo_size(2**32 - 1) == 2**32 - 1
    with pytest.raises(OverflowError):
        scalars.echo_size(-1)


def test_reals() -> None:
    for value in (0.0, 0.1, -1e308, 5e-324, math.inf):
        assert scalars.echo_f64(value) == value
    assert math.isnan(scalars.echo_f64(math.nan))
    assert math.copysign(1, scalars.echo_f64(-0.0)) == -1
    assert scalars.echo_f64(3) == 3.0 and type(scalars.echo_f64(3)) is float
    assert scalars.echo_f32(0.5) == 0.5
    assert scalars.echo_f32(0.1) == pytest.approx(0.1)
    assert scalars.echo_f32(-math.inf) == -math.inf
    with pytest.raises(OverflowError):
        scalars.echo_f32(1e39)
    with pytest.raises(TypeError):
        scalars.echo_f64("1")  # type: ignore[arg-type]


def test_truth() -> None:
    assert scalars.negate(True) is False
    assert scalars.negate(False) is True
    with pytest.raises(TypeError):
        scalars.negate("yes")  # type: ignore[arg-type]


def test_characters() -> None:
    assert scalars.echo_char("x") == "x"
    assert scalars.echo_char("\0") == "\0"
    for point in ("a", "é", "\uffff", "🎵", "\U0010ffff"):
        assert scalars.echo_codepoint(point) == point
    for bad in ("", "ab", "\ud800"):
        with pytest.raises(ValueError):
            scalars.echo_codepoint(bad)
    for bad in ("", "ab"):
        with pytest.raises(ValueError):
            scalars.echo_char(bad)
    with pytest.raises((ValueError, OverflowError)):  # one ASCII character
        scalars.echo_char("é")
    with pytest.raises(TypeError):
        scalars.echo_char(65)  # type: ignore[arg-type]


def test_calls() -> None:
    assert scalars.add(1.5, 2) == 3.5
    assert scalars.add(a=1, b=2) == 3.0
    assert scalars.add(1, b=2) == 3.0
    with pytest.raises(TypeError):
        scalars.add(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        scalars.add(1, 2, 3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        scalars.add(1, 2, c=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        scalars.add(1, a=1)  # type: ignore[call-arg,misc]
    scalars.nothing()


def test_errors() -> None:
    assert scalars.divide(-7, 2) == -3
    with pytest.raises(ValueError, match="division by zero"):
        scalars.divide(1, 0)


def test_documentation() -> None:
    doc = scalars.add.__doc__ or ""
    assert "sum of two numbers" in doc
    assert "the first number" in doc
    assert scalars.__version__ == "1.0.0"


def test_messages_say_where() -> None:
    with pytest.raises(OverflowError, match="value.*300"):
        scalars.echo_u8(300)
    with pytest.raises(TypeError, match="divisor.*str"):
        scalars.divide(1, "x")  # type: ignore[arg-type]
