from __future__ import annotations

import copy
import enum
import pickle

import enums
import pytest
from enums import Big, Crossing, Level, Light, Permission


def test_scoped() -> None:
    assert issubclass(Light, enum.Enum) and not issubclass(Light, int)
    assert [(one.name, one.value) for one in Light] == [("RED", 0), ("YELLOW", 1), ("GREEN", 2)]
    assert enums.next(Light.RED) is Light.GREEN
    assert enums.next(light=Light.GREEN) is Light.YELLOW
    assert enums.name(Light.YELLOW) == "yellow"
    assert Light(2) is Light.GREEN
    assert Light["RED"] is Light.RED
    assert Light.__module__ == "enums"


def test_unscoped_is_a_number() -> None:
    assert issubclass(Level, enum.IntEnum)
    assert enums.raise_(Level.LOW) is Level.MID
    number: int = Level.HIGH + 0
    assert number == 10 and [10].index(Level.HIGH) == 0
    assert int(Level.LOW) == -10


def test_flags() -> None:
    assert issubclass(Permission, enum.Flag)
    both = enums.grant(Permission.READ, Permission.WRITE)
    assert both == Permission.READ | Permission.WRITE
    assert isinstance(both, Permission)
    assert Permission.READ in both and Permission.EXECUTE not in both
    assert enums.may_write(both) is True
    assert enums.may_write(Permission.READ) is False
    assert enums.may_write(Permission.NONE) is False
    assert enums.grant(Permission.NONE, Permission.NONE) == Permission(0)


def test_wide() -> None:
    assert Big.HUGE.value == 2**64 - 1
    assert enums.bigger(Big.SMALL) is Big.HUGE


def test_in_record() -> None:
    crossing = Crossing()
    assert (crossing.light, crossing.permission) == (Light.YELLOW, Permission.READ)
    out = enums.go(Crossing(Light.RED, Permission.WRITE))
    assert out == Crossing(Light.GREEN, Permission.WRITE | Permission.EXECUTE)
    crossing.light = Light.GREEN
    assert crossing.light is Light.GREEN
    with pytest.raises(TypeError):
        crossing.light = 2  # type: ignore[assignment]


def test_in_sequence() -> None:
    assert list(enums.cycle([Light.RED, Light.GREEN])) == [Light.GREEN, Light.YELLOW]
    assert list(enums.cycle(Light)) == [Light.GREEN, Light.RED, Light.YELLOW]
    assert list(enums.cycle([])) == []
    with pytest.raises(TypeError):
        enums.cycle([Light.RED, 1])  # type: ignore[list-item]


def test_optional() -> None:
    assert enums.parse("green") is Light.GREEN
    assert enums.parse("blue") is None


def test_wrong_values() -> None:
    for bad in (0, "RED", None, Level.MID, Permission.READ):
        with pytest.raises(TypeError):
            enums.next(bad)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        Light(3)
    with pytest.raises((TypeError, ValueError)):
        enums.raise_(1)  # type: ignore[arg-type]


def test_copies() -> None:
    assert pickle.loads(pickle.dumps(Light.RED)) is Light.RED
    assert copy.deepcopy(Light.GREEN) is Light.GREEN
    assert "traffic light" in (Light.__doc__ or "")
