"""Bytes go in from any buffer and come out as bytes."""

import array
import bytes as lib
import numpy
import pytest


def test_any_buffer_goes_in():
    for data in (b"abc", bytearray(b"abc"), memoryview(b"abc"), numpy.frombuffer(b"abc", numpy.uint8), array.array("B", b"abc")):
        assert lib.checksum(data) == sum(b"abc")
    assert lib.checksum(b"") == 0
    assert lib.checksum(b"\0\xff\0") == 255


def test_results_are_bytes():
    assert lib.reversed(b"a\0b") == b"b\0a"
    assert lib.zeros(3) == b"\0\0\0"
    assert lib.zeros(0) == b""


def test_arrays_have_a_length():
    assert lib.big_endian(0x01020304) == b"\x01\x02\x03\x04"
    assert lib.from_big_endian(b"\x01\x02\x03\x04") == 0x01020304
    with pytest.raises(ValueError):
        lib.from_big_endian(b"\x01\x02\x03")


def test_methods():
    blob = lib.Blob(b"ab")
    blob.append(bytearray(b"c"))
    assert blob.data() == blob.view() == b"abc"


def test_no_buffer():
    for wrong in ("text", 5, None, [1, 2]):
        with pytest.raises(TypeError, match="argument 'data'"):
            lib.checksum(wrong)
    with pytest.raises((BufferError, TypeError)):
        lib.checksum(memoryview(b"abcdef")[::2])
