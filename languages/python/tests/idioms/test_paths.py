"""Paths: str or os.PathLike in, str out."""

import pathlib

import paths
import pytest


def test_in():
    assert paths.join("a", "b") == "a/b"
    assert paths.join(pathlib.Path("a"), file=pathlib.PurePosixPath("b")) == "a/b"
    assert paths.extension(pathlib.Path("x/y.txt")) == ".txt"
    assert paths.extension("caf\u00e9.\u97f3") == ".\u97f3"
    assert paths.parents("/a/b/c") == ["/a/b", "/a"]
    assert paths.absolute_only("x") is None
    assert paths.absolute_only(pathlib.Path("/x")) == "/x"
    assert paths.Folder(pathlib.Path("/tmp")).path() == "/tmp"


def test_records():
    copy = paths.Copy(pathlib.Path("a"), "b")
    assert paths.reversed(copy) == paths.Copy("b", "a")


def test_errors():
    with pytest.raises(OSError):
        paths.size("/no/such/file")
    for wrong in (5, None, b"bytes"):
        with pytest.raises(TypeError):
            paths.extension(wrong)
