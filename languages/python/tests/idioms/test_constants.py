"""Constants of the library and of its classes."""

import constants


def test_values():
    assert constants.ANSWER == 42
    assert constants.PI == 3.141592653589793
    assert constants.ENABLED is True
    assert constants.GREETING == 'Hello, "world"\n'
    assert constants.SITE == "https://example.org"
    assert constants.LARGEST == 2**64 - 1
    assert constants.SMALLEST == -(2**63)
    assert constants.FAVOURITE is constants.Color.GREEN


def test_class_constants():
    assert constants.Limits.MAX == 100
    assert constants.Limits.RATIO == 0.25
    assert constants.limits().current() == 50
