"""Optionals are values or None."""

import optionals
import pytest
from optionals import Person, Token


def test_values():
    assert optionals.exact_root(49) == 7
    assert optionals.exact_root(50) is None
    assert optionals.or_minus_one(3) == 3
    assert optionals.or_minus_one(None) == -1
    assert optionals.first_word("  hello world") == "hello"
    assert optionals.first_word("  ") is None
    assert optionals.length("caf\u00e9") == 5
    assert optionals.length(None) is None


def test_records():
    ada = Person("Ada", age=36)
    assert (ada.nickname, ada.age) == (None, 36)
    assert optionals.address(ada) == "Ada"
    ada.nickname = "A"
    assert optionals.address(ada) == "A"
    assert optionals.older(ada) == Person("Ada", "A", 37)
    assert optionals.older(None) is None
    assert optionals.older(Person("x")) is None


def test_in_sequences():
    assert optionals.present([1, None, 3]) == [1, 3]
    assert list(optionals.evens(3)) == [0, None, 2]


def test_objects():
    assert optionals.find_token(-1) is None
    token = optionals.find_token(4)
    assert isinstance(token, Token) and token.id() == 4
    assert optionals.token_id_or(token, 9) == 4
    assert optionals.token_id_or(None, 9) == 9
    token.close()
    with pytest.raises(ValueError):
        optionals.token_id_or(token, 9)


def test_wrong():
    with pytest.raises(TypeError, match="expected int, got str"):
        optionals.or_minus_one("x")
    with pytest.raises(TypeError):
        optionals.or_minus_one()
