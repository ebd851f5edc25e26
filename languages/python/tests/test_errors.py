from __future__ import annotations

import errors
import pytest
from errors import Account, BankError, InsufficientFunds, InternalError, Rejected, UnknownAccount


def test_fields() -> None:
    account = Account(100)
    with pytest.raises(InsufficientFunds) as caught:
        account.withdraw(150)
    assert str(caught.value) == "balance 100 is less than 150"
    assert (caught.value.balance, caught.value.needed) == (100, 150)
    assert account.balance() == 100
    account.withdraw(100)
    assert account.balance() == 0


def test_text_and_sequence() -> None:
    with pytest.raises(UnknownAccount) as caught:
        errors.open("eve")
    assert caught.value.name == "eve"
    assert list(caught.value.similar) == ["ada", "eva"]
    assert errors.open("ada").balance() == 100


def test_hierarchy() -> None:
    assert issubclass(InsufficientFunds, BankError)
    assert issubclass(UnknownAccount, BankError)
    assert issubclass(BankError, errors.Error)
    assert issubclass(errors.Error, Exception)
    assert not issubclass(Rejected, BankError)
    with pytest.raises(BankError):
        errors.open("x")
    with pytest.raises(BankError, match="the bank never closes") as caught:
        errors.close_bank()
    assert type(caught.value) is BankError


def test_plain_struct() -> None:
    with pytest.raises(Rejected) as caught:
        errors.reject(-3)
    assert (caught.value.code, caught.value.reason) == (-3, "rejected")
    assert isinstance(caught.value, errors.Error)


def test_undeclared() -> None:
    errors.throw_foreign(0)
    with pytest.raises(IndexError, match="out of range"):
        errors.throw_foreign(1)
    with pytest.raises(ValueError, match="invalid argument"):
        errors.throw_foreign(2)
    with pytest.raises(MemoryError):
        errors.throw_foreign(3)
    with pytest.raises(InternalError, match="a bug") as caught:
        errors.throw_foreign(4)
    assert caught.value.cpp_type == "std::logic_error"
    assert isinstance(caught.value, errors.Error)
    with pytest.raises(InternalError) as number:
        errors.throw_foreign(5)
    assert number.value.cpp_type == "int"


def test_broken_message() -> None:
    with pytest.raises(InternalError) as caught:
        errors.throw_foreign(6)
    assert "bad \ufffd text" in str(caught.value)


def test_documentation() -> None:
    assert "not enough money" in (InsufficientFunds.__doc__ or "")
    assert InsufficientFunds.__module__ == "errors"
