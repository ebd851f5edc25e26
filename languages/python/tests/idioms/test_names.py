"""The library's own names win over Python's and over those of the package around it."""

import names
import pytest
from names import Any, Array, Buffer, Enum, InternalError, Iterator, NamesArray, NamesInternalError, SafeBuffer


def test_classes():
    assert Array(3).size() == 3
    assert isinstance(names.range(1, 2), NamesArray)
    assert names.make(Enum.MRO) == Any(2) and Any().list == []
    assert names.type(self="x") == "x" and names.len(["a", "b"]) == 2


def test_methods():
    one = Iterator()
    one.set(5)
    assert (one.list(), one.set(), one.dict(), one.words()) == ([1, 2], {5}, {"a": 1}, ["a"])
    assert (one.property(), one.str(), one.datetime(), one.bytes()) == (5, "s", None, b"\x01")


@pytest.mark.parametrize("cls", [Buffer, SafeBuffer])
def test_its_own_close(cls):
    buffer = cls()
    buffer.put(b"abc")
    assert not buffer.closed() and buffer.close() is True and buffer.close() is False and buffer.closed()
    assert buffer.size() == 3
    with buffer:
        assert buffer.size() == 3
    with pytest.raises(ValueError, match="is closed"):
        buffer.size()


def test_errors():
    with pytest.raises(names.ValueError):
        names.fail()
    with pytest.raises(InternalError, match="inside"):
        names.fail_inside()
    with pytest.raises(NamesInternalError, match="otherwise") as caught:
        names.fail_otherwise()
    assert issubclass(NamesInternalError, names.Error) and "logic_error" in caught.value.cpp_type


def test_everything_is_listed():
    scope = {}
    exec("from names import *", scope)
    assert scope["Array"] is Array and scope["NamesArray"] is NamesArray
