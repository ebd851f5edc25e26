from __future__ import annotations

import pytest
import variants
from variants import Circle, Option, Rectangle


def test_records() -> None:
    assert variants.area(Circle(2)) == 12
    assert variants.area(Rectangle(2, 3.5)) == 7
    assert variants.make_shape(3) == Circle(3)
    assert variants.make_shape(4) == Rectangle(4, 4)
    assert list(variants.shapes(2)) == [Circle(1), Rectangle(2, 2)]


@pytest.mark.parametrize(
    "value, kind",
    [(None, "nothing"), (True, "truth"), (False, "truth"), (7, "number"), (-(2**63), "number"), (0.5, "real"), ("tête", "text"), ("", "text")],
)
def test_every_alternative(value: bool | int | float | str | None, kind: str) -> None:
    out = variants.echo(value)
    assert out == value
    assert type(out) is type(value)
    assert variants.kind(value) == kind


def test_in_record() -> None:
    option = Option("size", 7)
    assert option.value == 7
    option.value = "large"
    assert Option("x") == Option("x", None)
    assert variants.by_name([option, Option("none"), Option("flag", True)]) == {"size": "large", "none": None, "flag": True}


def test_refusals() -> None:
    for bad in (1, "circle", None, (2.0,)):
        with pytest.raises(TypeError):
            variants.area(bad)  # type: ignore[arg-type]
    for wrong in (b"x", [1], Circle()):
        with pytest.raises(TypeError):
            variants.kind(wrong)  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        variants.kind(2**63)
    with pytest.raises(UnicodeEncodeError):
        variants.kind("\ud800")
