from __future__ import annotations

import gc

import ownership
import pytest
from ownership import Book, Library, Reader


def alive() -> int:
    gc.collect()
    return Book.alive() - 1 if STYLE else Book.alive()


STYLE: list[bool] = []


@pytest.mark.parametrize("make", [ownership.make_book, ownership.share_book, ownership.unique_book, ownership.make_raw_book, Book])
def test_every_way_to_get_one(make: type[Book]) -> None:
    book = make("one")
    assert isinstance(book, Book)
    assert book.title() == "one"
    book.set_title("two")
    assert book.title() == "two"
    assert alive() == 1
    book.close()
    assert alive() == 0
    book.close()
    del book
    assert alive() == 0


@pytest.mark.parametrize("make", [Book, ownership.unique_book, ownership.make_raw_book, ownership.make_book])
def test_given_away(make: type[Book]) -> None:
    book = make("gone")
    assert ownership.burn(book) == "gone"
    assert alive() == 0
    with pytest.raises(ValueError):
        book.title()
    with pytest.raises(ValueError):
        ownership.burn(book)
    with pytest.raises(TypeError):
        ownership.burn(None)  # type: ignore[arg-type]


def test_not_ours_to_give() -> None:
    shared = ownership.share_book("shared")
    with pytest.raises(ValueError):
        ownership.burn(shared)
    assert shared.title() == "shared"
    library = Library("L")
    library.add(shared)
    first = library.first()
    with pytest.raises(ValueError):
        ownership.burn(first)
    assert first.title() == "shared"


def test_by_value() -> None:
    book = Book("mine")
    assert ownership.copy_title(book) == "mine"
    assert book.title() == "mine"


def test_borrowed() -> None:
    library = Library("L")
    with pytest.raises(IndexError):
        library.first()
    book = Book("one")
    library.add(book)
    library.donate(book)
    with pytest.raises(ValueError):
        library.donate(book)
    assert library.size() == 2
    assert alive() == 2
    first, last, found = library.first(), library.last(), library.find("one")
    assert found is not None
    assert library.find("none") is None
    found.set_title("two")
    assert first.title() == "two"
    library.close()
    del library, found
    assert alive() == 2
    assert (first.title(), last.title()) == ("two", "one")
    del first
    assert alive() == 2
    del last
    assert alive() == 0


def test_const() -> None:
    library = Library("L")
    library.add(Book("one"))
    last = library.last()
    with pytest.raises(TypeError):
        last.set_title("x")
    assert last.title() == "one"


def test_static() -> None:
    STYLE.append(True)
    style = ownership.house_style()
    assert style.title() == "House Style"
    with pytest.raises(TypeError):
        style.set_title("x")
    style.close()
    assert ownership.house_style().title() == "House Style"


def test_shared() -> None:
    reader = Reader()
    assert reader.current() is None
    reader.read(ownership.share_book("shared"))
    assert alive() == 1
    current = reader.current()
    assert current is not None and current.title() == "shared"
    reader.stop()
    assert current.title() == "shared"
    reader.read(Book("value"))  # an object held by value can be shared, too
    again = reader.current()
    assert again is not None and again.title() == "value"
