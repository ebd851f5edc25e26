"""A module with names of its own for Python, from uniffi.toml."""

import asyncio
import inspect
import typing
import unittest
from urllib.parse import SplitResult, urlsplit

import manners
import renamed
from renamed import Extent, Gauge, Knotted, Place, Shape, Snag, Tear, Trouble, Unit


class TestOtherLibraries(unittest.TestCase):
    def test_their_types_are_theirs(self):
        self.assertIs(renamed.Profile, manners.Profile)
        self.assertIs(renamed.HtmlColor, manners.HtmlColor)
        self.assertNotIn("class Profile", inspect.getsource(renamed))
        older = renamed.aged(manners.grow(manners.Profile(name="Ada", age=35)), manners.HtmlColor.NONE)
        self.assertEqual(older, manners.Profile(name="Ada", age=37, color=manners.HtmlColor.NONE))
        self.assertEqual(manners.grow(older).age, 38)

    def test_names_of_theirs_that_are_taken(self):
        nested = manners.Nested(shape=manners.Shape.TWO_SIDES(2.0, 1.0), empty=manners.Empty())
        nested = renamed.reshaped(nested, Shape.SEGMENT(3.0))
        self.assertEqual(nested, manners.Nested(shape=manners.Shape.TWO_SIDES(2.0, 1.0), other=manners.Shape.CIRCLE(3.0), empty=manners.Empty()))
        self.assertIs(renamed.MannersShape, manners.Shape)
        with self.assertRaisesRegex(TypeError, "Shape"):
            renamed.mirrored(manners.Shape.CIRCLE(1.0))

    def test_their_objects_are_theirs(self):
        red = manners.Patch.of(manners.HtmlColor.RED)
        self.assertIs(renamed.Patch, manners.Patch)
        blue = renamed.painted(red, manners.HtmlColor.DEEP_BLUE)
        self.assertIs(type(blue), manners.Patch)
        self.assertEqual((red.color(), blue.color()), (manners.HtmlColor.RED, manners.HtmlColor.DEEP_BLUE))
        self.assertTrue(renamed.are_same(red, renamed.painted(red, manners.HtmlColor.RED)))
        self.assertFalse(renamed.are_same(red, blue))
        patches = renamed.swapped([red, None, blue])
        self.assertTrue(renamed.are_same(patches[0], blue) and patches[1] is None and renamed.are_same(patches[2], red))
        for wrong in (None, 1, Gauge(1)):
            with self.assertRaisesRegex(TypeError, "Patch"):
                renamed.are_same(red, wrong)

    def test_what_callers_implement_of_theirs(self):
        class Slowly(manners.Slowly):
            async def hear(self, what):
                if what == "missing":
                    raise manners.FlatError.NotFound("nothing there")
                return what + "!"

        class Any:
            async def hear(self, what):
                return what + "?"

        async def pass_on(slowly, what):
            return await renamed.pass_on(slowly, what)

        slowly, other = Slowly(), Any()
        self.assertIs(renamed.itself(slowly), slowly)
        self.assertIs(renamed.itself(other), other)
        self.assertEqual(asyncio.run(pass_on(slowly, "news")), "passed on: news!")
        self.assertEqual(asyncio.run(pass_on(other, "news")), "passed on: news?")
        with self.assertRaisesRegex(manners.FlatError.NotFound, "nothing there"):
            asyncio.run(pass_on(slowly, "missing"))

    def test_their_objects_that_are_thrown(self):
        with self.assertRaises(manners.Mishap) as caught:
            renamed.slip(3)
        self.assertEqual(caught.exception.code(), 3)

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

    def test_errors_that_are_values(self):
        async def later(threads):
            return await renamed.pull_later(threads)

        for pull in (renamed.pull, lambda threads: asyncio.run(later(threads))):
            self.assertEqual(pull(3), 6)
            with self.assertRaises(Snag.Snapped):
                pull(0)
            with self.assertRaises(Snag.Knot) as caught:
                pull(10)
            self.assertEqual((str(caught.exception), caught.exception.__notes__), ("at=10, why='too many'", ["too many"]))

    def test_a_struct_around_a_variant(self):
        knotted = renamed.tighten(Knotted.LOOSE(3))
        self.assertEqual(knotted, Knotted.TIGHT([Knotted.LOOSE(3), Knotted.LOOSE(0)]))
        self.assertEqual(renamed.tighten(knotted, knotted), Knotted.TIGHT(inside=[knotted, knotted]))

    def test_order(self):
        places = [renamed.same(place) for place in (Place(town="B", number=1), Place(town="A", number=2), Place(town="C"))]
        self.assertEqual([place.town for place in sorted(places)], ["C", "B", "A"])  # by the number, as in C++
        self.assertTrue(places[0] < places[1] and places[1] >= places[0] and places[0] <= places[0] and not places[0] > places[1])
        with self.assertRaises(TypeError):
            _ = places[0] < 1

    def test_errors_that_are_used_as_values(self):
        torn = renamed.torn(renamed.Torn(all=[Tear.Rip()]), Tear.Hole(size=2))
        self.assertEqual((type(torn.all[0]), type(torn.all[1]), torn.all[1].size, repr(torn.worst)), (Tear.Rip, Tear.Hole, 2, "Tear.Hole(size=9)"))
        with self.assertRaises(Tear.Rip):
            renamed.torn(torn, None)
        with self.assertRaisesRegex(TypeError, "expected Tear, not Knot"):
            renamed.torn(torn, Snag.Knot(1, ""))
        self.assertEqual((renamed.snag(3), repr(renamed.snag(10))), (None, "Snag.Knot(at=10, why='too many')"))
        self.assertEqual(typing.get_type_hints(renamed.Torn)["worst"], typing.Optional[Tear])

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
