from __future__ import annotations

import array
import copy
import pickle

import numpy
import pytest
import sequences
from sequences import Array, Named, Path, Point, Series


def test_arguments() -> None:
    assert sequences.sum([1.5, 2, -0.5]) == 3
    assert sequences.sum((1, 2)) == 3
    assert sequences.sum([]) == 0
    assert sequences.sum(range(4)) == 6
    assert sequences.sum(x / 2 for x in (1, 2)) == 1.5
    assert sequences.sum_span([2**31 - 1] * 3) == 3 * (2**31 - 1)


def test_buffers() -> None:
    assert sequences.sum(array.array("d", [1, 2])) == 3
    assert sequences.sum(numpy.array([1.0, 2.0, 3.0])) == 6
    assert sequences.sum(numpy.arange(4.0)[::2]) == 2  # with steps
    assert sequences.sum(numpy.array([1, 2], dtype=numpy.int64)) == 3  # of another type
    assert sequences.sum_span(numpy.array([1, 2], dtype=numpy.int32)) == 3
    large = numpy.ones(1_000_000)
    assert sequences.sum(large) == 1_000_000


def test_refusals() -> None:
    for bad in (None, 1, object(), ["x"], [1, None]):
        with pytest.raises(TypeError):
            sequences.sum(bad)  # type: ignore[arg-type]
    with pytest.raises(OverflowError, match=r"\[1\]"):
        sequences.sum_span([1, 2**31])


def test_array() -> None:
    numbers = sequences.range(5)
    assert isinstance(numbers, Array)
    assert numbers == [0, 1, 2, 3, 4] and numbers == (0, 1, 2, 3, 4)
    assert numbers != [0, 1] and numbers != [0, 1, 2, 3, 5]
    assert len(numbers) == 5
    assert (numbers[0], numbers[-1]) == (0, 4)
    assert numbers[1:3] == [1, 2] and numbers[::-2] == [4, 2, 0]
    assert numbers.tolist() == [0, 1, 2, 3, 4] and type(numbers.tolist()) is list
    assert list(reversed(numbers)) == [4, 3, 2, 1, 0]
    assert 3 in numbers and 9 not in numbers
    assert numbers.index(3) == 3 and numbers.count(3) == 1
    with pytest.raises(IndexError):
        numbers[5]
    with pytest.raises(ValueError):
        numbers.index(9)
    assert not sequences.range(0) and sequences.range(0) == []
    assert numbers == sequences.range(5)


def test_array_keeps_its_memory() -> None:
    view = memoryview(sequences.range(1000))  # type: ignore[arg-type,unused-ignore]
    assert view.readonly and view.format in ("i", "=i") and len(view) == 1000
    assert view[999] == 999
    part = sequences.range(100)[10:20]
    assert part == list(range(10, 20))


def test_numpy() -> None:
    numbers = sequences.range(1000)
    seen = numpy.asarray(numbers)
    assert seen.dtype == numpy.int32 and seen.sum() == 499500
    assert not seen.flags.owndata and not seen.flags.writeable
    assert sequences.sum_span(seen) == 499500
    del numbers
    assert seen[999] == 999


def test_numpy_records() -> None:
    points = sequences.moved([Point(1, 2), Point(3, 4)], 10)
    seen = numpy.asarray(points)
    assert seen.dtype.names == ("x", "y")
    assert seen["x"].tolist() == [11, 13]
    assert not seen.flags.owndata
    again = sequences.moved(seen, 1)
    assert again == [Point(12, 2), Point(14, 4)]


def test_array_copies() -> None:
    numbers = sequences.range(3)
    assert pickle.loads(pickle.dumps(numbers)) == [0, 1, 2]
    assert copy.copy(numbers) == [0, 1, 2]
    assert "0, 1, 2" in repr(numbers)


def test_a_result_is_an_argument() -> None:
    assert sequences.sum_span(sequences.range(1000)) == 499500
    points = sequences.moved([Point(1, 1)], 1)
    assert sequences.moved(points, dx=1) == [Point(3, 1)]


def test_truth() -> None:
    assert list(sequences.flip([True, False])) == [False, True]
    with pytest.raises(TypeError):
        sequences.flip(["x"])  # type: ignore[list-item]


def test_text() -> None:
    assert sequences.reversed(["a", "", "ä\0z"]) == ["ä\0z", "", "a"]
    with pytest.raises(UnicodeEncodeError):
        sequences.reversed(["\ud800"])
    with pytest.raises(TypeError):
        sequences.reversed([b"a"])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        sequences.reversed("abc")  # a str is no list of texts


def test_records() -> None:
    assert sequences.moved([], 1) == []
    assert sequences.doubled([Named("one", 1), Named(name="two", value=2)]) == [Named("one", 2), Named("two", 4)]
    with pytest.raises(TypeError):
        sequences.moved([Point(), (1, 2)], 1)  # type: ignore[list-item]


def test_nested() -> None:
    rows = sequences.triangle(3)
    assert [list(row) for row in rows] == [[1], [1, 2], [1, 2, 3]]
    assert sequences.total(rows) == 10
    assert sequences.total([[1, 2], [], (3,)]) == 6
    with pytest.raises(TypeError):
        sequences.total([1, 2])  # type: ignore[list-item]


def test_fixed_length() -> None:
    assert list(sequences.scale([1, 2, 3], 0.5)) == [0.5, 1, 1.5]
    for bad in ([], [1, 2], [1, 2, 3, 4]):
        with pytest.raises(ValueError):
            sequences.scale(bad, 1)


def test_other_containers() -> None:
    assert list(sequences.to_deque([-(2**63), 0, 2**63 - 1])) == [-(2**63), 0, 2**63 - 1]


def test_lists_in_braces() -> None:
    assert sequences.largest() == sequences.largest([]) == 0
    assert sequences.largest(range(1000)) == 999
    assert sequences.largest(numpy.array([3, 7, 5], dtype=numpy.int32)) == 7
    assert sequences.joined(["a", "", "ä\0z"], "-") == "a--ä\0z"
    assert sequences.product() == 3
    assert sequences.product([[1, 2], (4,)]) == 12 and sequences.product([]) == 1
    path = Path([Point(1, 2)])
    path.append([Point(3, 4), Point(5, 6)])
    assert path.points() == [Point(1, 2), Point(3, 4), Point(5, 6)]
    assert Path([]).points() == []
    with pytest.raises(OverflowError, match=r"\[1\]"):
        sequences.largest([1, 2**31])
    with pytest.raises(TypeError):
        Path([(1, 2)])  # type: ignore[list-item]


def test_object() -> None:
    series = Series([5, 6])
    kept = series.values()
    series.append(7)
    assert kept == [5, 6]  # as it was
    assert series.values() == [5, 6, 7]
    assert series.points()[2] == Point(2, 7)
    assert Series().values() == []
    series.close()
    assert kept == [5, 6]


def test_list_that_changes_meanwhile() -> None:
    class Shrinks:
        def __float__(self) -> float:
            values.clear()
            return 1.0

    values: list[object] = [Shrinks(), 2.0, 3.0]
    try:
        sequences.sum(values)  # type: ignore[arg-type]
    except (RuntimeError, ValueError, TypeError, IndexError):
        pass
