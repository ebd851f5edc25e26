"""The other styles of C++, from Python."""

import asyncio

import pytest
import styles
from styles import (Answer, Card, Cook, DiskError, InternalError, Jam, Kind, Mood, NetError, Sheet, Spill, Torn, Visitor, ask, careless, cook,
                    count_later, counts, doubled, elsewhere, feed, find, follow, invert, is_same, jam_of, load, mood_of, name_of, note_count, pour, tear, visit)


def test_functions() -> None:
    assert note_count() == 7
    assert counts([1, 2, 1]) == {"1": 2, "2": 1}
    assert list(doubled([1, 2, 200])) == [2, 4, 144]
    assert not hasattr(styles, "not_in_the_interface")
    assert elsewhere().text == "text" and [one.a for one in elsewhere().inner] == [1, 2]


def test_enums() -> None:
    assert [(kind.name, kind.value) for kind in Kind] == [("FIRST", 0), ("SECOND", 1)]
    assert ask(Answer.NUMBER(1)) == Answer.NUMBER(2)
    assert ask(Answer.TEXT(text="a")) == Answer.TEXT("a")
    assert ask(Answer.NOTHING()).is_nothing()


def test_custom_types() -> None:
    assert styles.Link is str and styles.Stamp is int


def test_errors() -> None:
    assert follow("a") == "a/next"
    with pytest.raises(NetError.TimedOut) as slow:
        follow("slow")
    assert slow.value.seconds == 30 and str(slow.value) == "seconds=30"
    with pytest.raises(NetError.Refused):
        follow("closed")
    with pytest.raises(DiskError.Full):
        load("full")
    # Gone derives from Full in C++; callers know them side by side.
    with pytest.raises(DiskError.Gone) as gone:
        load("gone")
    assert not isinstance(gone.value, DiskError.Full)
    with pytest.raises(DiskError):
        Sheet.parse("")


def test_objects() -> None:
    assert Sheet().size() == 4
    assert Sheet.with_size(3, 5).size() == 15
    assert Sheet.with_size(rows=1, columns=1).cell(0) is None
    parsed = Sheet.parse("text")
    assert parsed.cell(0) == "text" and parsed.changed() == 1
    copy = Sheet.copy_of(parsed)
    copy.set_title("copy")
    assert (copy.title(), parsed.title()) == ("copy", "untitled")
    assert load("a").size() == 2 and load("a", Kind.FIRST).size() == 1
    assert not hasattr(copy, "internal")
    with pytest.raises(InternalError):
        parsed.cell(9, 9)


def test_optional_objects() -> None:
    assert find("nothing") is None
    found = find("untitled")
    assert found is not None and found.title() == "untitled"
    shared = load("a")
    assert is_same(shared, shared) and not is_same(shared, None) and is_same(None, None)


def test_objects_that_are_thrown() -> None:
    tear(1)
    with pytest.raises(Torn) as caught:
        tear(3)
    assert (caught.value.pieces(), caught.value.text(piece=1)) == (3, "piece 1")


def test_errors_that_are_values() -> None:
    feed(1)
    with pytest.raises(Jam.Paper, match="^paper in the roller$"):
        feed(2)
    assert isinstance(jam_of(3), Jam.Ink)
    with pytest.raises(Spill.Drop) as drop:
        pour(2)
    assert drop.value.at == 7
    with pytest.raises(Spill.Flood) as flood:
        pour(3)
    assert str(flood.value) == "cups=3, where='everywhere'"
    with pytest.raises(InternalError, match="^no ink$"):
        careless(3)


class Clumsy(Cook):
    def stir(self, cups: int) -> None:
        raise Spill.Flood(cups=cups, where="here")


def test_an_error_that_is_a_value_and_callers_raise() -> None:
    assert cook(4, Clumsy()) == 4


def test_bytes_that_are_changed() -> None:
    data = bytearray(b"\x00\x01\xfe")
    invert(data)
    assert data == b"\xff\xfe\x01"


def test_a_default_that_is_a_variant() -> None:
    assert (name_of(), name_of(Answer.TEXT("a"))) == ("nothing", "text")
    assert mood_of(Card(title="a")) == "a: glum, glum"
    assert mood_of(Card(title="a", mood=Mood.FINE(1), other=None)) == "a: fine, none"


def test_what_comes_later() -> None:
    assert asyncio.run(count_later("a")) == 2
    with pytest.raises(DiskError.Full):
        asyncio.run(count_later("full"))


class Counting(Visitor):
    def __init__(self) -> None:
        self.numbers: list[int] = []

    def cell(self, number: int, text: str | None) -> bool:
        self.numbers.append(number)
        return number < 4


class Last:
    """Has the method, and that is enough."""

    def cell(self, number: int, text: str | None) -> bool:
        return True


def test_what_callers_implement() -> None:
    counting = Counting()
    assert visit(Sheet.with_size(3, 5), counting) == 5
    assert counting.numbers == [0, 1, 2, 3, 4]
    assert visit(Sheet(), Last()) == 4


class Tearing(Visitor):
    def cell(self, number: int, text: str | None) -> bool:
        tear(3)
        return True


def test_an_object_that_callers_throw() -> None:
    assert visit(Sheet(), Tearing()) == 3
