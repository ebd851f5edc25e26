from __future__ import annotations

import pointers
import pytest
from pointers import Codec, Mode, Store


def test_a_pointer_and_its_length_are_one_argument() -> None:
    assert pointers.checksum(b"\x01\x02\xff") == 258
    assert pointers.checksum(b"") == 0
    assert pointers.total([1.5, 2.5]) == 4.0
    assert pointers.total([1.5, 2.5], start=1.0) == 5.0
    assert pointers.last_of([4, 5, 6]) == 6
    assert pointers.last_of([]) == -1
    assert pointers.count_nul("a\0b\0") == 2
    assert pointers.letter_at("abc", 2) == "c"


def test_classes_that_stand_for_text() -> None:
    assert pointers.first_word("two words") == "two"
    assert pointers.first_word("") == ""
    assert pointers.without_first(b"\xff\x00\x07") == b"\x00\x07"


def test_what_is_written_is_a_result() -> None:
    assert pointers.to_int("42") == (True, 42)
    assert pointers.to_int("4x") == (False, 4)
    assert pointers.divide(17, 5) == (3, 2)
    with pytest.raises(Exception, match="division by zero"):
        pointers.divide(1, 0)
    assert pointers.replace("a-b-c", "-", "+") == (1, "a+b-c")
    assert pointers.replace("abc", "-", "+") == (0, "abc")
    assert pointers.name_of(2) == (True, "two")
    assert pointers.name_of(3) == (False, None)


def test_objects_and_streams() -> None:
    before = Store.live()
    good, store = Store.open("file", Mode.WRITE)
    assert good and store is not None and store.name() == "file:w"
    assert Store.open("", Mode.READ) == (False, None)
    store.assign("set")
    assert store.measure() == 3
    assert store.write() == "set;"
    assert store.write(times=2) == "set;set;"
    assert store.read("a bc") == 2
    assert store.self().name() == "setabc"
    assert Store(b"raw").name() == "raw"
    assert Store("text").name() == "text"
    store.close()
    assert Store.live() == before


def test_names_do_not_repeat_their_enum() -> None:
    assert [mode.name for mode in Mode] == ["READ", "WRITE", "READ_WRITE"]
    assert [codec.name for codec in Codec] == ["NONE", "SNAPPY"]
