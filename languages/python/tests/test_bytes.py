from __future__ import annotations

import array

import bytes as library
import numpy
import pytest


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_arguments(kind: type) -> None:
    assert library.checksum(kind(b"\x01\x02\xff")) == 258
    assert library.checksum(kind(b"")) == 0


def test_buffers() -> None:
    assert library.checksum(numpy.array([1, 2, 255], dtype=numpy.uint8)) == 258  # type: ignore[arg-type,unused-ignore]
    assert library.checksum(array.array("B", [1, 2])) == 3
    with pytest.raises(BufferError):
        library.checksum(memoryview(b"abcdef")[::2])  # not contiguous


def test_results() -> None:
    out = library.reversed(b"\x01\x00\xff")
    assert out == b"\xff\x00\x01"
    assert type(out) is bytes
    assert library.reversed(b"") == b""
    assert library.zeros(3) == b"\0\0\0"
    assert library.zeros(100_000) == bytes(100_000)


def test_fixed_length() -> None:
    assert library.big_endian(0x01020304) == b"\x01\x02\x03\x04"
    assert library.from_big_endian(b"\x01\x02\x03\x04") == 0x01020304
    for bad in (b"", b"abc", b"abcde"):
        with pytest.raises(ValueError):
            library.from_big_endian(bad)


def test_wrong_types() -> None:
    for bad in ("text", 1, None, [1, 2]):
        with pytest.raises(TypeError):
            library.checksum(bad)  # type: ignore[arg-type]


def test_object() -> None:
    with library.Blob(b"ab") as blob:
        blob.append(b"\xff\0")
        blob.append(bytearray(b"!"))
        assert blob.data() == b"ab\xff\0!"
        assert blob.view() == b"ab\xff\0!"
        kept = blob.data()
        blob.append(b"more")
        assert kept == b"ab\xff\0!"  # as it was
