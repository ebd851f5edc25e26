"""Variants: unions."""

import pytest
import variants
from variants import Circle, Option, Rectangle


def test_records():
    assert variants.area(Circle(2)) == 12
    assert variants.area(Rectangle(2, 3)) == 6
    assert variants.make_shape(1) == Circle(1)
    assert variants.make_shape(2) == Rectangle(2, 2)
    assert variants.shapes(2) == [Circle(1), Rectangle(2, 2)]


def test_values():
    for value in (None, True, False, 5, -(2**63), 1.5, "text", ""):
        result = variants.echo(value)
        assert result == value and type(result) is type(value)
    assert [variants.kind(v) for v in (None, True, 1, 1.5, "x")] == ["nothing", "truth", "number", "real", "text"]


def test_inside():
    options = [Option("a", 1), Option("b", "x"), Option("c", None)]
    assert variants.by_name(options) == {"a": 1, "b": "x", "c": None}


def test_wrong():
    with pytest.raises(TypeError, match="argument 'shape': expected Circle or Rectangle, got int"):
        variants.area(5)
    with pytest.raises(TypeError):
        variants.echo([])
