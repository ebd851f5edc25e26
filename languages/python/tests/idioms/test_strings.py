"""Text."""

import pytest
import strings

TEXTS = ["", "a", "\0", "a\0b", "caf\u00e9", "\u97f3\u697d", "\U0001f3b5", "x" * 10000, "\u00e9" * 5000, "\ud7ff\ue000\uffff\U0010ffff"]


@pytest.mark.parametrize("text", TEXTS)
def test_round_trip(text):
    assert strings.greet(text) == f"Hello, {text}!"
    assert strings.join(text, b=text) == text + text
    assert strings.length(text) == len(text.encode())
    label = strings.Label(text)
    assert label.text() == text
    label.set_text(text + "!")
    assert label.text() == text + "!"


def test_results():
    assert strings.motto() == "caf\u00e9 \U0001f3b5"
    assert strings.c_motto() == "one text, many languages"
    assert strings.with_nul() == "a\0b"
    assert strings.upper("abc\u00e9") == "ABC\u00e9"
    assert strings.repeat(0) == "" and strings.repeat(33) == "x" * 33


def test_c_strings_have_no_nul():
    assert strings.c_length("abc") == 3
    with pytest.raises(ValueError):
        strings.c_length("a\0b")


def test_lone_surrogates():
    for text in ("\ud800", "a\udfff", "\udc80abc"):
        with pytest.raises(UnicodeEncodeError):
            strings.length(text)


def test_invalid_utf8_from_the_library():
    with pytest.raises(ValueError):
        strings.broken()


def test_derived_str():
    class Mine(str):
        pass

    assert strings.length(Mine("abc")) == 3


def test_wrong():
    for wrong in (None, 5, b"abc", ["a"]):
        with pytest.raises(TypeError, match="argument 'text': expected str"):
            strings.length(wrong)
