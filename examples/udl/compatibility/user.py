"""Compatibility of profiles, from Python."""

import math

import compatibility
import numpy
import pytest
from compatibility import CompatibilityError, calculate_compatibility


def test_results() -> None:
    assert calculate_compatibility([0.0, 1.0], [0.0, 1.0]) == 1.0
    assert calculate_compatibility(profile_a=[0.0, 1.0], profile_b=[1.0, 0.0]) == 0.0
    assert math.isclose(calculate_compatibility([0.25, 0.5], [0.5, 0.5]), 0.875)
    assert calculate_compatibility(numpy.array([0.5]), numpy.array([1.0])) == 0.5


def test_typed_errors() -> None:
    with pytest.raises(CompatibilityError.Empty):
        calculate_compatibility([], [])
    with pytest.raises(CompatibilityError.DifferentLength) as different:
        calculate_compatibility([0.5], [0.5, 0.5])
    assert (different.value.length_a, different.value.length_b) == (1, 2)
    assert str(different.value) == "length_a=1, length_b=2"
    assert different.value.__notes__ == ["the profiles have 1 and 2 answers"]
    with pytest.raises(CompatibilityError.OutOfRange) as outside:
        calculate_compatibility([0.5, 0.5], [0.5, 1.5])
    assert (outside.value.index, outside.value.answer) == (1, 1.5)
    with pytest.raises(CompatibilityError):
        calculate_compatibility([math.nan], [0.0])


def test_wrong_types() -> None:
    with pytest.raises(TypeError):
        calculate_compatibility(["a"], [0.5])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        calculate_compatibility([0.5])  # type: ignore[call-arg]


def test_documentation() -> None:
    assert "How well two people fit" in (compatibility.__doc__ or "")
    assert "from 0 (nothing in common) to 1" in (calculate_compatibility.__doc__ or "")
    assert "different questions" in (CompatibilityError.DifferentLength.__doc__ or "")
