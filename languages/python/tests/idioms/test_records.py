"""Records are like dataclasses."""

import copy
import pickle
import sys

import numpy
import pytest
import records
from records import Chain, Drawing, Keywords, Line, Padded, Point, Square, Tree


def test_construction():
    assert (Point().x, Point(1).x, Point(1, 2).y, Point(y=3).y) == (0.0, 1.0, 2.0, 3.0)
    padded = Padded()
    assert (padded.small, padded.large, padded.flag, padded.medium) == (1, 2, True, 3)
    with pytest.raises(TypeError, match="takes at most 2 arguments but 3 were given"):
        Point(1, 2, 3)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(z=1)
    with pytest.raises(TypeError, match="multiple values for argument 'x'"):
        Point(1, x=1)
    with pytest.raises(OverflowError, match=r"Padded\(\) argument 'small': 256 is out of range \(0 to 255\)"):
        Padded(small=256)


def test_fields():
    point = Point(1, 2)
    point.x = 5
    assert point == Point(5, 2)
    with pytest.raises(TypeError, match="x: expected float, got str"):
        point.x = "5"
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 1
    assert Point.x.__doc__ == "to the right"


def test_equality_and_repr():
    assert Point(1, 2) == Point(1.0, 2.0)
    assert Point(1, 2) != Point(1, 3)
    assert (Point() == 5) is False
    assert repr(Point(1, 2.5)) == "Point(x=1.0, y=2.5)"
    assert repr(Line(Point(), Point(1))) == "Line(from_=Point(x=0.0, y=0.0), to=Point(x=1.0, y=0.0))"
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point())
    assert Padded(1) < Padded(2) and Padded(1, 5) > Padded(1, 4) and Padded() <= Padded()
    with pytest.raises(TypeError):
        Point() < Point(1)


def test_copying():
    point = Point(1, 2)
    assert copy.copy(point) == point and copy.copy(point) is not point
    assert pickle.loads(pickle.dumps(point)) == point
    assert point.__replace__(y=7) == Point(1, 7)
    drawing = Drawing("d", [Line()], ["t"])
    deep = copy.deepcopy(drawing)
    deep.lines[0].from_.x = 9
    assert drawing.lines[0].from_.x == 0
    if sys.version_info >= (3, 13):
        assert copy.replace(point, x=0) == Point(0, 2)


@pytest.mark.skipif(sys.version_info < (3, 10), reason="match statements")
def test_matching():
    scope = {"Point": Point}
    exec("match Point(1, 2):\n    case Point(x, y=b): result = (x, b)", scope)
    assert scope["result"] == (1.0, 2.0)


def test_methods():
    assert Point(3, 4).length() == 5
    assert Point.at_angle(0) == Point(1, 0)
    assert Point(1, 2) + Point(3, 4) == Point(4, 6)


def test_nested():
    line = Line(Point(0, 0), Point(2, 4))
    line.to.x = 4
    assert records.middle(line) == Point(2, 2)
    assert records.mirrored(Point(1, 2)) == Point(2, 1)
    assert records.next(Padded()) == Padded(2, 3, False, 4)
    line.to = None
    with pytest.raises(TypeError, match=r"argument 'line'.to: expected Point, got None"):
        records.middle(line)


def test_with_text_and_containers():
    drawing = records.untitled()
    assert drawing == Drawing() and drawing.title == "untitled" and drawing.lines == [] and drawing.origin is None
    drawing.lines.append(Line(to=Point(1, 1)))
    drawing.tags = ["a", "\u00e9"]
    drawing.origin = Point(1, 2)
    result = records.retitled(drawing, "new")
    assert (result.title, result.revision, result.lines, result.tags, result.origin) == ("new", 2, drawing.lines, drawing.tags, Point(1, 2))
    drawing.tags.append(5)
    with pytest.raises(TypeError, match=r"argument 'drawing'.tags\[2\]: expected str, got int"):
        records.retitled(drawing, "x")


def test_recursive():
    tree = records.binary_tree(2)
    assert records.count_nodes(tree) == 7
    assert tree.children[0].name == "level 1"
    assert records.chain_sum(records.countdown(4)) == 10
    assert records.chain_sum(Chain(5, Chain(6))) == 11
    loop = Tree("x")
    loop.children.append(loop)
    assert repr(loop) == "Tree(name='x', children=[Tree(...)])"
    del loop


def test_keywords_and_bases():
    assert records.sum_keywords(Keywords(def_=1, let=2, self=3)) == 6
    assert records.area(Square("red", 2)) == 4
    assert Square().color == "black"


def test_sequences_without_a_copy():
    assert records.sum_large([Padded(), Padded(large=40)]) == 42
    data = numpy.zeros(3, numpy.dtype([("small", "u1"), ("large", "i8"), ("flag", "?"), ("medium", "i2")], align=True))
    data["large"] = [1, 2, 3]
    assert records.sum_large(data) == 6
