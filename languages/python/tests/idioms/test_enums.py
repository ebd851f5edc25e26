"""Enums, plain and of flags."""

import copy
import enum
import pickle

import enums
import numpy
import pytest
from enums import Big, Crossing, Level, Light, Permission


def test_kinds():
    assert issubclass(Light, enum.Enum) and not issubclass(Light, enum.IntEnum)
    assert issubclass(Level, enum.IntEnum)
    assert [member.name for member in Light] == ["RED", "YELLOW", "GREEN"]
    assert (Light.GREEN.value, Level.LOW.value, Big.HUGE.value) == (2, -10, 2**64 - 1)
    assert Light.RED.__doc__ == "stop"


def test_calls():
    assert enums.next(Light.RED) is Light.GREEN
    assert enums.name(light=Light.YELLOW) == "yellow"
    assert enums.raise_(Level.LOW) is Level.MID
    assert enums.bigger(Big.SMALL) is Big.HUGE
    assert enums.parse("green") is Light.GREEN
    assert enums.parse("blue") is None


def test_flags():
    both = enums.grant(Permission.READ, Permission.WRITE)
    assert both == Permission.READ | Permission.WRITE
    assert enums.may_write(both) and not enums.may_write(Permission.READ)
    assert enums.grant(both, Permission.EXECUTE) == Permission.READ | Permission.WRITE | Permission.EXECUTE


def test_records_and_sequences():
    crossing = Crossing(permission=Permission.WRITE)
    assert crossing.light is Light.YELLOW
    assert enums.go(crossing) == Crossing(Light.GREEN, Permission.WRITE | Permission.EXECUTE)
    crossing.light = Light.RED
    assert crossing.light is Light.RED
    assert enums.cycle([Light.RED, Light.GREEN]) == [Light.GREEN, Light.YELLOW]
    assert numpy.asarray(enums.cycle((Light.RED,))).tolist() == [2]


def test_pickle():
    assert pickle.loads(pickle.dumps(Light.RED)) is Light.RED
    assert copy.deepcopy(Crossing(Light.RED)) == Crossing(Light.RED)


def test_numbers_are_not_enums():
    for wrong in (0, 2, None, "RED", Level.LOW):
        with pytest.raises(TypeError, match="argument 'light': expected Light"):
            enums.next(wrong)
    with pytest.raises(ValueError):
        enums.cycle(numpy.array([0, 9], numpy.uint8))  # zero copy, checked by the library
