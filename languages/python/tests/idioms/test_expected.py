"""std::expected: errors as exceptions."""

import expected
import pytest


def test_values():
    assert expected.parse("123") == 123
    assert expected.quoted("x") == '"x"'
    assert expected.connect(8080) is None


def test_errors():
    names = [name for name in expected.__all__ if isinstance(getattr(expected, name), type) and issubclass(getattr(expected, name), expected.Error)]
    assert {"Error", "InternalError"} < set(names)
    with pytest.raises(expected.Error) as caught:
        expected.parse("12x")
    error = caught.value
    payload = getattr(error, "value", error)
    assert (payload.position, payload.message) == (2, "not a digit")
    with pytest.raises(expected.Error):
        expected.quoted("")
    with pytest.raises(expected.Error) as caught:
        expected.connect(80)
    assert caught.value.value is expected.Refusal.FORBIDDEN
