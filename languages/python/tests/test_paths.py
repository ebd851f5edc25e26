from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import paths
import pytest
from paths import Copy, Folder


def test_paths() -> None:
    joined = paths.join("a/b", Path("c.txt"))
    assert Path(joined) == Path("a/b/c.txt")
    assert os.fspath(joined) == "a/b/c.txt"
    assert paths.extension(PurePosixPath("café/🎵.mp3")) == ".mp3"


def test_in_containers() -> None:
    assert [Path(parent) for parent in paths.parents("a/b/c")] == [Path("a/b"), Path("a")]
    assert paths.absolute_only("a") is None
    absolute = paths.absolute_only(Path("/a"))
    assert absolute is not None and Path(absolute) == Path("/a")


def test_in_record() -> None:
    out = paths.reversed(Copy("a", "ä/b"))
    assert (Path(out.from_), Path(out.to)) == (Path("ä/b"), Path("a"))


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "größe"
    file.write_bytes(b"12345")
    assert paths.size(file) == 5
    assert paths.size(str(file)) == 5
    with pytest.raises(OSError, match="no such"):
        paths.size("there/is/no such/file")


def test_object() -> None:
    folder = Folder(Path("home/ada"))
    assert Path(folder.path()) == Path("home/ada")


def test_wrong_types() -> None:
    for bad in (1, None, b"bytes"):
        with pytest.raises(TypeError):
            paths.extension(bad)  # type: ignore[arg-type]
    with pytest.raises(UnicodeEncodeError):
        paths.extension("\udcff")
