from __future__ import annotations

import copy
import math
import pickle

import pytest
import records
from records import Chain, Drawing, Grid, Keywords, Line, Padded, Point, Square, Tick, Tree


def test_construction() -> None:
    assert (Point().x, Point().y) == (0.0, 0.0)
    assert Point(1, 2) == Point(x=1, y=2) == Point(1, y=2)
    assert Padded() == Padded(1, 2, True, 3)
    with pytest.raises(TypeError):
        Point(1, 2, 3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(z=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, x=1)  # type: ignore[misc]
    with pytest.raises(TypeError):
        Point("1")  # type: ignore[arg-type]


def test_fields() -> None:
    point = Point(1, 2)
    setattr(point, "x", 5)  # not by assignment, after which mypy thinks it is an int
    assert point.x == 5.0 and type(point.x) is float
    with pytest.raises(TypeError):
        point.x = "far"  # type: ignore[assignment]
    with pytest.raises(AttributeError):
        point.z = 1  # type: ignore[attr-defined]
    assert point == Point(5, 2)


def test_ranges() -> None:
    padded = Padded(small=255, large=-(2**63), flag=False, medium=-(2**15))
    assert (padded.small, padded.large, padded.flag, padded.medium) == (255, -(2**63), False, -(2**15))
    for bad in ({"small": 256}, {"small": -1}, {"large": 2**63}, {"medium": 2**15}):
        with pytest.raises(OverflowError):
            Padded(**bad)  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        padded.small = 256
    assert padded.small == 255


def test_equality_and_repr() -> None:
    assert Point(1, 2) != Point(2, 1)
    assert Point(1, 2) != (1, 2) and not Point() == None  # noqa: E711
    assert repr(Point(1, 2.5)) == "Point(x=1.0, y=2.5)"
    assert repr(Line(Point(), Point(1, 1))) == "Line(from_=Point(x=0.0, y=0.0), to=Point(x=1.0, y=1.0))"
    assert eval(repr(Padded()), {"Padded": Padded}) == Padded()
    assert Point(math.nan) != Point(math.nan)
    with pytest.raises(TypeError):
        hash(Point())  # mutable


def test_a_name_that_another_begins_with() -> None:
    assert records.Pen().width() == 1 and records.PenType().kind == 7


def test_c_arrays() -> None:
    grid = Grid([[1, 2, 3], [4, 5, 6]], b"abcd", [Point(1, 2), Point(3, 4)])
    turned = records.turned(grid, 2)
    assert [list(row) for row in turned.cells] == [[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]]
    assert bytes(turned.key) == b"dcba" and turned.revision == 1
    assert list(turned.corners) == [Point(3, 4), Point(1, 2)]
    for key, cells, corners in (
        (b"abc", [[0.0] * 3] * 2, [Point()] * 2),
        (b"abcd", [[0.0] * 3], [Point()] * 2),
        (b"abcd", [[0.0] * 2] * 2, [Point()] * 2),
        (b"abcd", [[0.0] * 3] * 2, []),
    ):
        with pytest.raises(ValueError):
            records.turned(Grid(cells, key, corners), 1)


def test_order() -> None:
    assert Padded(1) < Padded(2) and Padded(1, 3) > Padded(1, 2) and Padded() <= Padded()
    with pytest.raises(TypeError):
        Point() < Point()  # type: ignore[operator]


def test_methods() -> None:
    assert Point(3, 4).length() == 5
    assert Point.at_angle(0) == Point(1, 0)
    assert Point(1, 2) + Point(3, 4) == Point(4, 6)
    with pytest.raises(TypeError):
        Point() + 1  # type: ignore[operator]


def test_functions() -> None:
    assert records.middle(Line(Point(0, 0), Point(2, 4))) == Point(1, 2)
    assert records.mirrored(Point(1, 2)) == Point(2, 1)
    assert records.next(Padded(255, -1, True, -5)) == Padded(0, 0, False, -4)
    assert records.sum_large([Padded(), Padded(large=40)]) == 42
    with pytest.raises(TypeError):
        records.mirrored((1, 2))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        records.mirrored(None)  # type: ignore[arg-type]


def test_nested_records_are_values() -> None:
    point = Point(1, 1)
    line = Line(point, Point())
    assert line.from_ == Point(1, 1)
    line.to = Point(9, 9)
    assert records.middle(line) == Point(5, 5)


def test_text_and_containers() -> None:
    drawing = records.untitled()
    assert drawing == Drawing()
    assert (drawing.title, drawing.revision, drawing.origin) == ("untitled", 1, None)
    assert list(drawing.lines) == [] and list(drawing.tags) == []
    lines = [Line(Point(), Point(1, 2))]
    out = records.retitled(Drawing("old", lines, ["a", "ä"], Point(5, 6), 41), "new")
    assert (out.title, out.revision, out.origin) == ("new", 42, Point(5, 6))
    assert list(out.lines) == lines
    assert list(out.tags) == ["a", "ä"]
    with pytest.raises(TypeError):
        records.retitled(Drawing(tags=[1]), "x")  # type: ignore[list-item]
    with pytest.raises(UnicodeEncodeError):
        records.retitled(Drawing(tags=["\ud800"]), "x")


def test_recursive() -> None:
    tree = records.binary_tree(2)
    assert tree.name == "level 2"
    assert [child.name for child in tree.children] == ["level 1", "level 1"]
    assert records.count_nodes(tree) == 7
    assert records.count_nodes(Tree("a", [Tree("b", []), Tree("c", [Tree("d")])])) == 4
    assert Tree("a", [Tree("b", []), Tree("c", [Tree("d")])]).last_leaf() == "d"


def test_recursion_without_end() -> None:
    tree = Tree("a", [])
    tree.children = [tree]
    with pytest.raises(RecursionError):
        records.count_nodes(tree)
    tree.children = []


def test_chain() -> None:
    chain = records.countdown(3)
    assert chain.value == 3
    assert chain.next is not None and chain.next.next is not None
    assert chain.next.next == Chain(1)
    assert records.chain_sum(chain) == 6
    assert records.chain_sum(Chain(1, Chain(10, Chain(100, None)))) == 111


def test_keywords() -> None:
    keywords = Keywords(1, 2, 3, "x")
    assert (keywords.def_, keywords.let, keywords.self, keywords.type) == (1, 2, 3, "x")
    assert Keywords(def_=5).def_ == 5
    assert records.sum_keywords(keywords) == 6


def test_base() -> None:
    square = Square("red", 3)
    assert (square.color, square.side) == ("red", 3)
    assert Square() == Square("black", 1)
    assert records.area(square) == 9


def test_copies() -> None:
    point = Point(1, 2)
    other = copy.copy(point)
    other.x = 5
    assert point.x == 1
    drawing = Drawing("t", [Line()], ["a"])
    assert copy.deepcopy(drawing) == drawing
    assert pickle.loads(pickle.dumps(point)) == point
    assert pickle.loads(pickle.dumps(drawing)) == drawing


def test_match() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1.0, 2.0)
        case _:
            pytest.fail("a record matches by position")


def test_without_fields() -> None:
    assert records.again(Tick()) == Tick()
    assert repr(Tick()) == "Tick()"


def test_documentation() -> None:
    assert "place in the plane" in (Point.__doc__ or "")
    assert "distance from the origin" in (Point.length.__doc__ or "")
