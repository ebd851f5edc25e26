from __future__ import annotations

import pytest
import strings


def test_text() -> None:
    assert strings.greet("Ada") == "Hello, Ada!"
    assert strings.greet(name="") == "Hello, !"
    assert strings.join("café ", "🎵") == "café 🎵"
    assert strings.upper("straße") == "STRAßE"
    assert strings.motto() == "café 🎵"
    assert strings.c_motto() == "one text, many languages"
    assert strings.fixed() == "text that is too long to be held in the object itself"


def test_lengths_are_bytes() -> None:
    assert strings.length("") == 0
    assert strings.length("é") == 2
    assert strings.c_length("🎵") == 4


def test_nul() -> None:
    assert strings.with_nul() == "a\0b"
    assert strings.length("a\0b") == 3
    assert strings.join("\0", "\0") == "\0\0"
    with pytest.raises(ValueError):
        strings.c_length("a\0b")


@pytest.mark.parametrize("count", [0, 1, 15, 16, 1000, 1_000_000])
def test_long_text(count: int) -> None:
    assert strings.repeat(count) == "x" * count


def test_other_encodings() -> None:
    for text in ("", "plain", "café", "語", "🎵", "a\0b", "\ufffd\ufeff\uffff\U0010ffff\u0800\u07ff\x7f\x80"):
        for twice in (strings.twice_u8, strings.twice_u16, strings.twice_u32, strings.twice_wide):
            assert twice(text) == text + text
        for same in (strings.same_u8, strings.same_u16, strings.same_u32):
            assert same(text) == text
        assert strings.units_u8(text) == len(text.encode())
        assert strings.units_u16(text) == len(text.encode("utf-16-le")) // 2
        assert strings.units_u32(text) == len(text)
    assert strings.wide_motto() == "café"
    assert strings.wide_length("語語") == 2
    with pytest.raises(ValueError):
        strings.wide_length("a\0b")
    assert strings.words("ein 🎵 語") == ["ein", "🎵", "語"]
    assert strings.word_with(["ein", "🎵"], "🎵") == "🎵"
    assert strings.word_with(["ein"], "x") is None
    with pytest.raises(ValueError):
        strings.half_pair()


def test_lone_surrogates() -> None:
    for bad in ("\ud800", "a\udfffb"):
        with pytest.raises(UnicodeEncodeError):
            strings.greet(bad)


def test_wrong_types() -> None:
    for bad in (b"bytes", 1, None, ["a"]):
        with pytest.raises(TypeError):
            strings.greet(bad)  # type: ignore[arg-type]


def test_str_subclass() -> None:
    class Name(str):
        pass

    assert strings.greet(Name("Ada")) == "Hello, Ada!"


def test_text_of_arguments() -> None:
    assert strings.longer("a text too long for its object", "b") == "a text too long for its object"
    assert strings.after_colon("key: a text too long for its object") == " a text too long for its object"


def test_broken_result() -> None:
    with pytest.raises(ValueError):
        strings.broken()


def test_too_long() -> None:
    with pytest.raises((ValueError, MemoryError)):
        strings.repeat(2**63 - 1)


def test_object() -> None:
    with strings.Label("first") as label:
        assert label.text() == "first"
        label.set_text("zwölf")
        assert label.text() == "zwölf"
        with pytest.raises(UnicodeEncodeError):
            label.set_text("\ud800")
        assert label.text() == "zwölf"
