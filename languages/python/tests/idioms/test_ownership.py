"""Who owns what, and that nobody dies too early."""

import gc

import ownership as lib
import pytest


@pytest.fixture(autouse=True)
def nothing_is_left():
    lib.house_style()
    before = lib.Book.alive()
    yield
    gc.collect()
    assert lib.Book.alive() == before
    assert lib._ownership._live()[1] == 0


def test_every_way_out():
    for make in (lib.make_book, lib.share_book, lib.unique_book, lib.make_raw_book):
        book = make("T")
        assert book.title() == "T"
        book.set_title("U")
        assert book.title() == "U"
        alive = lib.Book.alive()
        book.close()
        assert lib.Book.alive() == alive - 1


def test_unique_arguments_are_given_away():
    book = lib.unique_book("B")
    assert lib.burn(book) == "B"
    assert book.closed
    with pytest.raises(ValueError):
        book.title()
    with pytest.raises(ValueError):
        lib.burn(book)


def test_copies():
    book = lib.Book("C")
    assert lib.copy_title(book) == "C"
    assert not book.closed and book.title() == "C"


def test_static_references():
    assert lib.house_style().title() == "House Style"


def test_const_objects_cannot_be_changed():
    with pytest.raises(TypeError):
        lib.house_style().set_title("x")


def test_children_keep_parents():
    library = lib.Library("L")
    library.add(lib.Book("one"))
    library.donate(lib.Book("two"))
    first, last, found = library.first(), library.last(), library.find("two")
    assert library.find("three") is None
    first.set_title("uno")
    assert library.first().title() == "uno"
    library.close()
    del library
    gc.collect()
    assert (first.title(), last.title(), found.title()) == ("uno", "two", "two")


def test_donated_books_are_closed():
    library, book = lib.Library("L"), lib.Book("b")
    library.donate(book)
    assert book.closed and library.size() == 1


def test_shared():
    reader = lib.Reader()
    assert reader.current() is None
    book = lib.share_book("S")
    reader.read(book)
    book.close()
    current = reader.current()
    assert current.title() == "S"
    reader.stop()
    assert current.title() == "S"


def test_an_object_is_of_one_class_of_cpp():
    """Methods of another one must never meet it."""

    class Both(lib.Library, lib.Book):
        def __init__(self, base):
            base.__init__(self, "x")

    for base in (lib.Library, lib.Book):
        with pytest.raises(TypeError, match=r"__init__\(\) cannot make a Both"):
            Both(base)
