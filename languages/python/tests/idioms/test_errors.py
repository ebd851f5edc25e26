"""Typed exceptions with fields."""

import gc

import errors
import pytest


def test_hierarchy():
    assert issubclass(errors.InsufficientFunds, errors.BankError)
    assert issubclass(errors.BankError, errors.Error)
    assert issubclass(errors.Rejected, errors.Error)
    assert errors.BankError.__doc__ == "Base of what the bank throws on purpose."


def test_fields():
    account = errors.Account(10)
    with pytest.raises(errors.InsufficientFunds, match="balance 10 is less than 25") as caught:
        account.withdraw(25)
    assert (caught.value.balance, caught.value.needed) == (10, 25)
    assert account.balance() == 10
    with pytest.raises(errors.UnknownAccount) as caught:
        errors.open("bob")
    assert str(caught.value) == 'no account "bob"'
    assert (caught.value.name, caught.value.similar) == ("bob", ["ada", "eva"])
    with pytest.raises(errors.BankError):
        errors.close_bank()
    with pytest.raises(errors.Rejected) as caught:
        errors.reject(7)
    assert (caught.value.code, caught.value.reason) == (7, "rejected")


def test_standard_exceptions():
    errors.throw_foreign(0)
    for kind, expected in ((1, IndexError), (2, ValueError), (3, MemoryError), (4, errors.InternalError), (5, errors.InternalError), (6, errors.InternalError)):
        with pytest.raises(expected):
            errors.throw_foreign(kind)


def test_details_of_undeclared_ones():
    with pytest.raises(errors.InternalError, match="a bug") as caught:
        errors.throw_foreign(4)
    assert "logic_error" in caught.value.cpp_type
    assert isinstance(caught.value, errors.Error)
    with pytest.raises(errors.InternalError, match="bad \ufffd text"):
        errors.throw_foreign(6)


def test_many():
    account = errors.Account(0)
    for _ in range(1000):
        with pytest.raises(errors.InsufficientFunds):
            account.withdraw(1)
    del account
    gc.collect()
    assert errors._errors._live()[1] == 0


def test_raised_by_hand():
    with pytest.raises(errors.BankError, match="by hand"):
        raise errors.InsufficientFunds("by hand")
