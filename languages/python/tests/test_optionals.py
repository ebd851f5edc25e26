from __future__ import annotations

import optionals
import pytest
from optionals import Person, Token


def test_numbers() -> None:
    assert optionals.exact_root(49) == 7
    assert optionals.exact_root(0) == 0
    assert optionals.exact_root(50) is None
    assert optionals.or_minus_one(5) == 5
    assert optionals.or_minus_one(None) == -1
    with pytest.raises(TypeError):
        optionals.or_minus_one("5")  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        optionals.or_minus_one(2**31)
    with pytest.raises(TypeError):
        optionals.or_minus_one()  # type: ignore[call-arg]  # it has no default


def test_text() -> None:
    assert optionals.first_word("  one two") == "one"
    assert optionals.first_word("   ") is None
    assert optionals.length(None) is None
    assert optionals.length("") == 0
    assert optionals.length("é") == 2


def test_in_record() -> None:
    ada = Person("Ada")
    assert ada.nickname is None and ada.age is None
    assert optionals.address(ada) == "Ada"
    ada.nickname = "Countess"
    assert optionals.address(ada) == "Countess"
    assert optionals.older(ada) is None
    assert optionals.older(None) is None
    assert optionals.older(Person("Ada", age=36)) == Person("Ada", None, 37)
    assert repr(Person("Ada")) == "Person(name='Ada', nickname=None, age=None)"


def test_in_sequence() -> None:
    assert list(optionals.present([3, None, 0])) == [3, 0]
    assert list(optionals.evens(4)) == [0, None, 2, None]
    with pytest.raises(TypeError):
        optionals.present([1, "2"])  # type: ignore[list-item]


def test_text_behind_pointers() -> None:
    assert optionals.greet("Ada") == "Hello, Ada"
    assert optionals.greet() == optionals.greet(None) == "Hello"
    assert optionals.units("a\U0001f3b5") == 3
    assert optionals.units() == -1
    with pytest.raises(ValueError):
        optionals.greet("a\0b")
    with pytest.raises(TypeError):
        optionals.units(3)  # type: ignore[arg-type]


def test_objects() -> None:
    assert optionals.find_token(-1) is None
    token = optionals.find_token(5)
    assert isinstance(token, Token) and token.id() == 5
    assert optionals.token_id_or(token, 7) == 5
    assert optionals.token_id_or(None, 7) == 7
    token.close()
    with pytest.raises(ValueError):
        optionals.token_id_or(token, 7)
