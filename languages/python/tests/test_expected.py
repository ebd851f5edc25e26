from __future__ import annotations

import expected
import pytest
from expected import ParseError, ParseErrorException, Refusal, RefusalError


def test_number() -> None:
    assert expected.parse("1204") == 1204
    with pytest.raises(ParseErrorException) as caught:
        expected.parse("12x")
    assert caught.value.value == ParseError(2, "not a digit")
    assert isinstance(caught.value, expected.Error)


def test_text() -> None:
    assert expected.quoted("a") == '"a"'
    with pytest.raises(ParseErrorException) as caught:
        expected.quoted("")
    assert caught.value.value.message == "empty"


def test_nothing_or_an_enum() -> None:
    expected.connect(8080)
    with pytest.raises(RefusalError) as caught:
        expected.connect(0)
    assert caught.value.value is Refusal.BUSY
    with pytest.raises(RefusalError) as again:
        expected.connect(80)
    assert again.value.value is Refusal.FORBIDDEN
