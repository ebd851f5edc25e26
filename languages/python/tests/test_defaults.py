from __future__ import annotations

import inspect

import defaults
import pytest
from defaults import Mode, Options, Window


def test_numbers() -> None:
    assert defaults.add(1) == 10
    assert defaults.add(1, 2) == 2
    assert defaults.add(1, 2, 3) == 6
    assert defaults.add(1, c=5) == 16
    assert defaults.add(c=0, b=0, a=0) == 0
    assert defaults.scale(3) == 1.5
    assert defaults.scale(3, factor=2) == 6
    assert defaults.mark() == "*" and defaults.mark("x") == "x"
    assert defaults.note() == "♪" and defaults.note("x") == "x"


def test_text_truth_and_enums() -> None:
    assert defaults.greet() == "Hello, world."
    assert defaults.greet(loud=True) == "Hello, world!"
    assert defaults.greet("Ada", True) == "Hello, Ada!"
    assert defaults.is_fast() is True
    assert defaults.is_fast(Mode.SLOW) is False


def test_none_and_empty() -> None:
    assert defaults.or_seven() == 7
    assert defaults.or_seven(None) == 7
    assert defaults.or_seven(0) == 0
    assert defaults.count() == 0
    assert defaults.count([1, 2]) == 2


def test_records() -> None:
    options = Options()
    assert (options.level, options.verbose, options.name, options.mode) == (3, False, "default", Mode.FAST)
    assert options.ratio is None
    assert list(options.sizes) == []
    assert defaults.show() == "default 3"
    assert defaults.show(Options(verbose=True, name="x")) == "x 3 verbose"
    assert defaults.show(options=Options(9)) == "default 9"


def test_defaults_are_not_shared() -> None:
    first, second = Options(), Options()
    first.sizes = [1, 2]
    assert list(second.sizes) == []
    assert list(Options().sizes) == []


def test_computed_in_cpp() -> None:
    first = defaults.numbered()
    assert first > 0 and first % 100 == 0
    assert defaults.numbered() == first + 100  # at every call
    assert defaults.numbered(5) == 5
    assert defaults.numbered(number=0) == 0


def test_computed_in_the_middle() -> None:
    assert defaults.titled("x") == "***x"
    assert defaults.titled("x", times=2) == "******x"
    assert defaults.titled("x", "-", 3) == "---x"
    assert defaults.titled("x", title="") == "x"


def test_constructor() -> None:
    assert (Window().width(), Window().height()) == (640, 480)
    assert Window(height=1).height() == 1
    assert Window(3).width() == 3


def test_deprecated() -> None:
    with pytest.warns(DeprecationWarning):
        assert defaults.old_answer() == 42  # type: ignore[deprecated,unused-ignore]
    with pytest.warns(DeprecationWarning, match=r"use width\(\)"):
        assert Window().get_w() == 640  # type: ignore[deprecated,unused-ignore]


def test_signature() -> None:
    assert str(inspect.signature(defaults.add)) == "(a, b=10, c=-1)"
    assert inspect.signature(defaults.greet).parameters["name"].default == "world"
