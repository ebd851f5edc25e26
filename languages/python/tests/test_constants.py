from __future__ import annotations

import constants
import pytest
from constants import Color, Limits, Unit


def test_values() -> None:
    assert constants.ANSWER == 42
    assert constants.PI == 3.141592653589793
    assert constants.ENABLED is True
    assert constants.GREETING == 'Hello, "world"\n'
    assert constants.SITE == "https://example.org"
    assert constants.LARGEST == 2**64 - 1
    assert constants.SMALLEST == -(2**63)
    assert constants.ALL_BITS == 2**64 - 1
    assert constants.THREE == 3 and type(constants.THREE) is int
    assert constants.FEW == 7
    assert constants.HUGE == 2**64 - 2
    assert constants.FAVOURITE is Color.GREEN


def test_of_classes() -> None:
    assert Limits.MAX == 100
    assert Limits.RATIO == 0.25
    assert Limits().current() == 50
    assert Limits().MAX == 100


def test_objects() -> None:
    mile = Unit.get_mile()
    assert constants.convert(2, mile, Unit.get_meter()) == 3218.688
    mile.close()
    assert Unit.get_mile().meters() == 1609.344


def test_cannot_be_changed() -> None:
    with pytest.raises((AttributeError, TypeError)):
        Limits.MAX = 5
    assert Limits.MAX == 100


def test_listed() -> None:
    assert {"ANSWER", "PI", "GREETING", "Color", "Limits"} <= set(constants.__all__)
