"""Default arguments."""

import inspect
import warnings

import defaults
import pytest


def test_literals():
    assert defaults.add(1) == 10
    assert defaults.add(1, 2) == 2
    assert defaults.add(1, c=5) == 16
    assert defaults.greet() == "Hello, world."
    assert defaults.greet(loud=True) == "Hello, world!"
    assert defaults.greet("you") == "Hello, you."
    assert defaults.scale(3) == 1.5
    assert defaults.is_fast() and not defaults.is_fast(defaults.Mode.SLOW)
    assert defaults.or_seven() == 7
    assert defaults.or_seven(None) == 7
    assert defaults.or_seven(3) == 3
    assert defaults.count() == 0
    assert defaults.count([1, 2]) == 2


def test_signature():
    assert str(inspect.signature(defaults.add)) == "(a, b=10, c=-1)"
    assert str(inspect.signature(defaults.greet)) == "(name='world', loud=False)"


def test_defaults_that_only_cpp_can_compute():
    first = defaults.numbered()
    assert defaults.numbered() == first + 100
    assert defaults.numbered(5) == 5
    assert defaults.titled("x") == "***x"
    assert defaults.titled("x", times=2) == "******x"
    assert defaults.titled("x", "-") == "-x"


def test_records():
    options = defaults.Options()
    assert (options.level, options.verbose, options.name, options.mode) == (3, False, "default", defaults.Mode.FAST)
    assert (options.ratio, options.sizes) == (None, [])
    assert defaults.Options().sizes is not options.sizes
    assert defaults.show() == "default 3"
    assert defaults.show(defaults.Options(name="x", verbose=True)) == "x 3 verbose"


def test_constructors():
    window = defaults.Window(height=7)
    assert (window.width(), window.height()) == (640, 7)


def test_deprecation():
    with pytest.warns(DeprecationWarning, match="use width"):
        assert defaults.Window().get_w() == 640
    with pytest.warns(DeprecationWarning):
        assert defaults.old_answer() == 42
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DeprecationWarning):
            defaults.old_answer()
