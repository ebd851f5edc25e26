"""Sequences: any iterable or buffer in, lists and Arrays out."""

import array
import collections.abc
import copy
import pickle

import numpy
import pytest
import sequences as lib
from sequences import Named, Point


def test_numbers_in():
    for values in ([1, 2.5], (1, 2.5), {1, 2.5}, iter([1, 2.5]), numpy.array([1, 2.5]), array.array("d", [1, 2.5]), numpy.array([1, 9, 2.5, 9])[::2]):
        assert lib.sum(values) == 3.5
    assert lib.sum([]) == 0
    assert lib.sum_span(numpy.array([1, 2], numpy.int32)) == 3
    assert lib.sum_span(numpy.array([1, 2], numpy.int64)) == 3
    assert lib.sum_span(range(5)) == 10
    assert lib.sum(lib.range(4)) == 6


def test_array():
    numbers = lib.range(5)
    assert numbers == [0, 1, 2, 3, 4] and numbers == (0, 1, 2, 3, 4) and numbers != [0] and numbers == lib.range(5)
    assert len(numbers) == 5 and list(numbers) == numbers.tolist() == [0, 1, 2, 3, 4]
    assert numbers[0] == 0 and numbers[-1] == 4 and numbers[1:3] == [1, 2] and numbers[::-2] == [4, 2, 0] and numbers[9:] == []
    assert 3 in numbers and 7 not in numbers and numbers.index(3) == 3 and numbers.count(3) == 1
    assert list(reversed(numbers)) == [4, 3, 2, 1, 0] and numbers + [9] == [0, 1, 2, 3, 4, 9]
    assert repr(numbers) == "Array([0, 1, 2, 3, 4])" and repr(lib.range(20)).endswith("...], len=20)")
    assert isinstance(numbers, collections.abc.Sequence) and not lib.range(0)
    assert pickle.loads(pickle.dumps(numbers)) == numbers.tolist() == copy.deepcopy(numbers)
    for index in (5, -6, 10**30):
        with pytest.raises(IndexError):
            numbers[index]
    with pytest.raises(TypeError):
        numbers["x"]
    with pytest.raises(TypeError):
        numbers[0] = 1
    with pytest.raises(TypeError):
        lib.Array()


def test_numpy_sees_the_memory():
    numbers = lib.range(1000)
    view = numpy.asarray(numbers)
    assert view.dtype == numpy.int32 and view.sum() == 499500 and not view.flags.owndata and not view.flags.writeable
    part = numpy.asarray(numbers[10:20])
    del numbers
    assert view[999] == 999 and part.tolist() == list(range(10, 20))
    assert memoryview(lib.range(3)).tolist() == [0, 1, 2]
    with pytest.raises(ValueError):
        numpy.asarray(lib.range(3)).setflags(write=True)


def test_records():
    points = lib.moved([Point(1, 2), Point(3, 4)], 10)
    assert points == [Point(11, 2), Point(13, 4)]
    view = numpy.asarray(points)
    assert view.dtype.names == ("x", "y") and view["x"].tolist() == [11, 13] and not view.flags.owndata
    assert lib.moved(points, 1)[1] == Point(14, 4)
    assert lib.moved(view, 1)[0] == Point(12, 2)
    other = numpy.zeros(1, numpy.dtype([("a", "f8"), ("b", "f8")]))
    with pytest.raises(TypeError):
        lib.moved(other, 1)
    assert repr(points[:1]) == "Array([Point(x=11.0, y=2.0)])"


def test_other_elements():
    assert list(lib.flip([True, False])) == [False, True]
    assert lib.reversed(["a", "\u00e9", ""]) == ["", "\u00e9", "a"]
    assert lib.doubled([Named("a", 1), Named("b", 2)]) == [Named("a", 2), Named("b", 4)]
    assert lib.triangle(3) == [[1], [1, 2], [1, 2, 3]]
    assert lib.total(((1, 2), [3], range(4))) == 12
    assert lib.to_deque([1, 2]) == [1, 2]


def test_fixed_length():
    assert lib.scale([1, 2, 3], 2) == [2, 4, 6]
    for wrong in ([1, 2], [1, 2, 3, 4]):
        with pytest.raises(ValueError):
            lib.scale(wrong, 2)


def test_getters_copy():
    series = lib.Series([1, 2])
    values, points = series.values(), series.points()
    series.append(3)
    assert values == [1, 2] and series.values() == [1, 2, 3]
    assert points == [Point(0, 1), Point(1, 2)]
    series.close()
    assert values == [1, 2]


def test_wrong_arguments():
    with pytest.raises(TypeError, match=r"sum\(\) argument 'values'\[1\]: expected float, got str"):
        lib.sum([1, "2"])
    with pytest.raises(OverflowError, match=r"argument 'values'\[0\]"):
        lib.sum_span([2**31])
    for wrong in (None, 5, "12", b"12", {1: 2}, object()):
        with pytest.raises(TypeError, match="argument 'values'"):
            lib.sum(wrong)


def test_a_list_that_changes_while_it_is_read():
    values = [1.0] * 10

    class Shrink:
        def __float__(self):
            del values[2:]
            return 1.0

    values[1] = Shrink()
    with pytest.raises(ValueError, match="changed its size"):
        lib.sum(values)
