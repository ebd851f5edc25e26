"""A module with names of its own for Python, from uniffi.toml."""

import inspect
import typing
import unittest
from urllib.parse import SplitResult, urlsplit

import manners
import renamed
from renamed import Extent, Gauge, Shape, Trouble, Unit


class TestOtherLibraries(unittest.TestCase):
    def test_their_types_are_theirs(self):
        self.assertIs(renamed.Profile, manners.Profile)
        self.assertIs(renamed.HtmlColor, manners.HtmlColor)
        self.assertNotIn("class Profile", inspect.getsource(renamed))
        older = renamed.aged(manners.grow(manners.Profile(name="Ada", age=35)), manners.HtmlColor.NONE)
        self.assertEqual(older, manners.Profile(name="Ada", age=37, color=manners.HtmlColor.NONE))
        self.assertEqual(manners.grow(older).age, 38)

    def test_their_errors_are_theirs(self):
        with self.assertRaisesRegex(manners.FlatError.NotFound, "nobody"):
            renamed.aged(manners.Profile(name="Ada", age=101), manners.HtmlColor.RED)


class TestNames(unittest.TestCase):
    def test_functions(self):
        self.assertEqual(renamed.twice(the_number=2), 4)
        self.assertFalse(hasattr(renamed, "double_it"))

    def test_what_is_left_out(self):
        self.assertFalse(hasattr(renamed, "internal"))
        self.assertFalse(hasattr(Gauge, "calibrate"))

    def test_values(self):
        self.assertEqual(renamed.scaled(Extent(across=1.0, height=2.0)), Extent(across=1.0, height=2.0))
        self.assertEqual(renamed.scaled(Extent(across=1.0, height=2.0), unit=Unit.SI), Extent(across=1.0, height=2.0))
        self.assertEqual([one.name for one in Unit], ["SI", "INCH"])
        self.assertEqual(renamed.mirrored(Shape.SEGMENT(reach=3.0)), Shape.SEGMENT(3.0))
        self.assertTrue(Shape.SEGMENT(1.0).is_segment())

    def test_errors(self):
        with self.assertRaises(Trouble.TooMuch) as caught:
            renamed.scaled(Extent(across=101.0, height=1.0))
        self.assertEqual((caught.exception.most, str(caught.exception)), (100.0, "most=100.0"))

    def test_objects(self):
        self.assertEqual(Gauge(begin=3).read_out(how_often=2), 6)
        self.assertEqual(Gauge.at_zero().read_out(1), 0)

    def test_forms_of_custom_types(self):
        url = urlsplit("http://a.example/b/c")
        self.assertIs(renamed.Url, SplitResult)
        self.assertEqual(renamed.parent(url), urlsplit("http://a.example/b"))
        self.assertEqual(renamed.next("0xff"), "0x100")
        self.assertIs(renamed.Clock, str)
        with self.assertRaises(Trouble.NoParent) as caught:
            renamed.parent(url=urlsplit("http://a.example"))
        self.assertEqual(caught.exception.url.netloc, "a.example")

    def test_forms_inside_others(self):
        url = urlsplit("http://a.example/")
        self.assertEqual(renamed.links(), [])
        self.assertEqual(renamed.links(None, {"x": url}), [urlsplit("http://a.example/#x")])
        self.assertEqual(renamed.links(url, more=[url]), [url, url])
        page = renamed.Page(url=url, links=[url], at="0x1")
        self.assertEqual(renamed.visited(page), renamed.Page(url=urlsplit("http://a.example/?visited"), links=[url], at="0x2"))
        self.assertIsNone(renamed.visited(renamed.Page(url=url, at="0x1")).links)
        self.assertEqual(typing.get_type_hints(renamed.Page)["url"], SplitResult)

    def test_what_has_no_such_form(self):
        with self.assertRaises(TypeError):
            renamed.parent(object())
        with self.assertRaises(ValueError):
            renamed.next("no number")
        with self.assertRaises(ValueError):
            renamed.next("0x1ffffffffffffffff")


if __name__ == "__main__":
    unittest.main()
