"""What callers of the modules that UniFFI generates rely on, written as they write it."""

import copy
import dataclasses
import datetime
import enum
import gc
import importlib
import inspect
import math
import pickle
import sys
import typing
import unittest
from concurrent.futures import ThreadPoolExecutor

import manners
import manners as renamed
from manners import *  # noqa: F403
from manners import Counter, FlatError, HtmlColor, InternalError, Nested, Patch, Profile, RichError, Shape, Trouble


class TestModule(unittest.TestCase):
    def test_what_a_star_brings(self):
        for name in ("InternalError", "Counter", "CounterProtocol", "Patch", "PatchProtocol", "Profile", "Empty", "Shape",
                     "Nested", "HtmlColor", "FlatError", "RichError", "Url", "add", "next_color", "color_of", "_class"):
            self.assertIn(name, manners.__all__)
            self.assertTrue(hasattr(manners, name), name)
        self.assertEqual(next_color(HtmlColor.RED), HtmlColor.DEEP_BLUE)  # noqa: F405
        # What is inside an error or an enum is nowhere else, and the package has no base of all errors.
        for name in ("Error", "NotFound", "OsError", "Circle", "Array", "CIRCLE"):
            self.assertNotIn(name, manners.__all__)
            self.assertFalse(hasattr(manners, name), name)

    def test_the_module_has_the_name_of_the_namespace(self):
        self.assertIs(importlib.import_module("manners"), renamed)
        self.assertNotIn("manners_of_callers", sys.modules)

    def test_keywords_get_an_underscore_in_front(self):
        self.assertEqual(manners._class(3), 3)
        self.assertEqual(manners._class(_import=4), 4)


class TestNumbers(unittest.TestCase):
    def test_out_of_range_is_a_value_error(self):
        for call, value in ((manners.add, 256), (manners.add, -1), (manners.small, 128), (manners.small, -129),
                            (manners.large, 2**64), (manners.large, -1)):
            with self.assertRaises(ValueError):
                call(value)
        self.assertEqual(manners.small(-128), -128)
        self.assertEqual(manners.large(2**64 - 1), 2**64 - 1)
        with self.assertRaises(ValueError):
            manners.doubled([1, 2**31])

    def test_what_is_no_integer_is_a_type_error(self):
        class Index:
            def __index__(self):
                return 17

        for value in (None, "0", "", 1.0, 1e6, [], object()):
            with self.assertRaises(TypeError):
                manners.small(value)
        self.assertEqual(manners.small(Index()), 17)
        self.assertEqual(manners.add(True), 2)

    def test_floats(self):
        class Float:
            def __float__(self):
                return 456.0

        for value in (None, "0", "a", 1j, object()):
            with self.assertRaises(TypeError):
                manners.half(value)
        self.assertEqual(manners.half(Float()), 228.0)
        self.assertEqual(manners.half(3), 1.5)
        self.assertTrue(math.isinf(manners.half(math.inf)) and math.isnan(manners.half(math.nan)))
        self.assertEqual(manners.single(0.5), 0.5)

    def test_truth(self):
        for value in (0, "", [], None, False):
            self.assertIs(manners.negate(value), True)
        for value in (1, "a", [0], object(), True):
            self.assertIs(manners.negate(value), False)


class TestTextBytesTimes(unittest.TestCase):
    def test_text(self):
        self.assertEqual(manners.shout("a\0ß💖"), "a\0ß💖!")
        for value in (None, b"a", 1):
            with self.assertRaises(TypeError):
                manners.shout(value)
        with self.assertRaises(ValueError):
            manners.shout("\ud83d")

    def test_bytes(self):
        for value in (b"abc", bytearray(b"abc"), memoryview(b"abc")):
            self.assertEqual(manners.reversed(value), b"cba")
        self.assertIs(type(manners.reversed(b"")), bytes)
        for value in ("abc", None, 3, [1]):
            with self.assertRaises(TypeError):
                manners.reversed(value)

    def test_times(self):
        epoch = datetime.datetime.fromtimestamp(0, datetime.timezone.utc)
        later = manners.later(epoch, datetime.timedelta(days=1, microseconds=3))
        self.assertEqual(later, epoch + datetime.timedelta(days=1, microseconds=3))
        self.assertEqual(later.tzinfo, datetime.timezone.utc)
        before = datetime.datetime(1955, 11, 5, tzinfo=datetime.timezone.utc)
        self.assertEqual(manners.later(before, datetime.timedelta()), before)
        with self.assertRaises(ValueError):
            manners.later(epoch, datetime.timedelta(microseconds=-1))
        with self.assertRaises(TypeError):
            manners.later(datetime.datetime(2000, 1, 1), datetime.timedelta())


class TestContainers(unittest.TestCase):
    def test_sequences_are_lists(self):
        result = manners.doubled(value for value in (1, 2))
        self.assertIs(type(result), list)
        result.append(3)
        self.assertEqual(result, [2, 4, 3])
        self.assertIs(type(manners.crowd(2)), list)
        with self.assertRaises(TypeError):
            manners.doubled(3)

    def test_maps_are_dicts(self):
        self.assertEqual(manners.lengths(["a", "bc"]), {"a": 1, "bc": 2})
        self.assertIs(type(manners.lengths([])), dict)


class TestEnums(unittest.TestCase):
    def test_members(self):
        self.assertTrue(issubclass(HtmlColor, enum.Enum))
        self.assertEqual([(one.name, one.value) for one in HtmlColor], [("RED", 0), ("DEEP_BLUE", 1), ("NONE", 2)])
        self.assertIs(HtmlColor(1), HtmlColor.DEEP_BLUE)
        self.assertEqual([manners.next_color(one) for one in HtmlColor], [HtmlColor.DEEP_BLUE, HtmlColor.NONE, HtmlColor.RED])

    def test_wrong_values(self):
        with self.assertRaises(ValueError):
            HtmlColor(3)
        for value in (0, "RED", None):
            with self.assertRaises(ValueError):
                manners.next_color(value)

    def test_defaults(self):
        self.assertEqual(manners.color_of(), "blue")
        self.assertEqual(manners.color_of(HtmlColor.RED, suffix="?"), "other?")


class TestDictionaries(unittest.TestCase):
    def test_construction_is_by_keyword(self):
        profile = Profile(name="Ada", age=36)
        self.assertEqual((profile.weight, profile.tags, profile.nick, profile.color, profile.marks), (1.5, [], None, HtmlColor.RED, {}))
        with self.assertRaises(TypeError):
            Profile("Ada", 36)
        with self.assertRaises(TypeError):
            Profile(name="Ada")
        with self.assertRaises(TypeError):
            Profile(name="Ada", age=36, size=3)

    def test_defaults_are_not_shared(self):
        one, other = Profile(name="a", age=1), Profile(name="a", age=1)
        one.tags.append("x")
        one.marks["y"] = 1
        self.assertEqual((other.tags, other.marks), ([], {}))

    def test_text(self):
        self.assertEqual(str(Profile(name="Ada", age=36, tags=["a"], weight=0.5)),
                         "Profile(name=Ada, age=36, weight=0.5, tags=['a'], nick=None, color=HtmlColor.RED, marks={})")
        self.assertEqual(str(manners.Empty()), "Empty()")

    def test_equality(self):
        self.assertEqual(Profile(name="a", age=1), Profile(name="a", age=1))
        self.assertNotEqual(Profile(name="a", age=1), Profile(name="a", age=2))
        self.assertNotEqual(Profile(name="a", age=1), "a")
        self.assertEqual(manners.Empty(), manners.Empty())
        with self.assertRaises(TypeError):
            hash(Profile(name="a", age=1))

    def test_fields_are_kept_as_they_are_given(self):
        tags = ["a"]
        profile = Profile(name="a", age=1000, tags=tags, weight=0.1)
        self.assertIs(profile.tags, tags)
        self.assertEqual(profile.weight, 0.1)
        with self.assertRaises(ValueError):
            manners.grow(profile)
        profile.age = "one"
        with self.assertRaises(TypeError):
            manners.grow(profile)
        profile.age = 7
        self.assertEqual(manners.grow(profile).age, 8)
        profile.tags = None
        with self.assertRaises(TypeError):
            manners.grow(profile)

    def test_the_round_trip(self):
        profile = Profile(name="Ada", age=36, tags=["a", "b"], nick="A", color=HtmlColor.NONE, marks={"x": -1})
        grown = manners.grow(profile)
        self.assertEqual(dataclasses.replace(profile, age=37), grown)
        self.assertEqual([one.name for one in manners.crowd(3)], ["P0", "P1", "P2"])
        with self.assertRaises(TypeError):
            manners.grow(manners.Empty())

    def test_python_around_them(self):
        profile = Profile(name="Ada", age=36, tags=["a"])
        self.assertEqual([field.name for field in dataclasses.fields(Profile)], ["name", "age", "weight", "tags", "nick", "color", "marks"])
        self.assertEqual(pickle.loads(pickle.dumps(profile)), profile)
        self.assertEqual(copy.deepcopy(profile), profile)
        self.assertEqual(typing.get_type_hints(Profile)["nick"], typing.Optional[str])
        self.assertEqual(typing.get_type_hints(Profile)["marks"], dict[str, int])

        class Derived(Profile):
            pass

        self.assertEqual(manners.grow(Derived(name="d", age=1)).age, 2)


class TestDataEnums(unittest.TestCase):
    def test_variants(self):
        circle = Shape.CIRCLE(2.0)
        self.assertIsInstance(circle, Shape)
        self.assertIsInstance(circle, Shape.CIRCLE)
        self.assertEqual(circle.radius, 2.0)
        self.assertEqual(Shape.TWO_SIDES(3.0, 4.0), Shape.TWO_SIDES(long_side=3.0, short_side=4.0))
        self.assertEqual(manners.scaled(Shape.TWO_SIDES(3.0, 4.0), 2), Shape.TWO_SIDES(6.0, 8.0))
        self.assertEqual(manners.shapes(), [Shape.CIRCLE(1.0), Shape.TWO_SIDES(2.0, 1.0), Shape.NOTHING()])

    def test_predicates(self):
        circle = Shape.CIRCLE(radius=2.0)
        self.assertTrue(circle.is_circle() and circle.is_CIRCLE())
        self.assertFalse(circle.is_two_sides() or circle.is_TWO_SIDES() or circle.is_nothing())
        self.assertTrue(Shape.NOTHING().is_nothing())

    def test_direct_construction(self):
        with self.assertRaises(RuntimeError):
            Shape()
        with self.assertRaises(TypeError):
            Shape.CIRCLE()

    def test_text_and_equality(self):
        self.assertEqual(str(Shape.TWO_SIDES(3.0, 4.0)), "Shape.TWO_SIDES(long_side=3.0, short_side=4.0)")
        self.assertEqual(str(Shape.NOTHING()), "Shape.NOTHING()")
        self.assertNotEqual(Shape.CIRCLE(1.0), Shape.CIRCLE(2.0))
        self.assertNotEqual(Shape.CIRCLE(1.0), Shape.NOTHING())
        self.assertEqual(pickle.loads(pickle.dumps(Shape.CIRCLE(1.0))), Shape.CIRCLE(1.0))

    def test_inside_dictionaries(self):
        nested = Nested(shape=Shape.NOTHING(), other=Shape.CIRCLE(1.0), empty=manners.Empty())
        self.assertEqual(manners.nest(nested), nested)
        nested.other = None
        self.assertEqual(manners.nest(nested), nested)
        nested.shape = manners.Empty()
        with self.assertRaises(TypeError):
            manners.nest(nested)


class TestErrors(unittest.TestCase):
    def test_flat(self):
        manners.fail_flat(2)
        with self.assertRaises(FlatError.NotFound) as caught:
            manners.fail_flat(0)
        error = caught.exception
        self.assertTrue(issubclass(FlatError.NotFound, FlatError) and issubclass(FlatError, Exception))
        self.assertEqual(str(error), "nobody home")
        self.assertEqual(error.args, ("nobody home",))
        self.assertEqual(repr(error), "FlatError.NotFound('nobody home')")
        # One derives from the other in C++; callers know them side by side.
        with self.assertRaises(FlatError.OsError) as caught:
            manners.fail_flat(1)
        self.assertNotIsInstance(caught.exception, FlatError.NotFound)

    def test_rich(self):
        manners.fail_rich(3)
        with self.assertRaises(RichError.Code) as caught:
            manners.fail_rich(0)
        error = caught.exception
        self.assertEqual((error.code, error.extended_code), (10, 20))
        self.assertEqual(str(error), "code=10, extended_code=20")
        self.assertEqual(repr(error), "RichError.Code(code=10, extended_code=20)")
        self.assertEqual(error.__notes__, ["codes"])
        with self.assertRaises(RichError) as caught:
            manners.fail_rich(1)
        self.assertEqual(str(caught.exception), "reason='it \"broke\"'")
        with self.assertRaises(RichError.NotFound) as caught:
            manners.fail_rich(2)
        self.assertEqual((str(caught.exception), repr(caught.exception)), ("", "RichError.NotFound()"))
        self.assertIsNot(RichError.NotFound, FlatError.NotFound)

    def test_made_by_callers(self):
        error = RichError.Code(1, extended_code=2)
        self.assertEqual((str(error), error.code), ("code=1, extended_code=2", 1))
        self.assertEqual(str(FlatError.NotFound("mine")), "mine")

    def test_what_is_not_declared(self):
        for how, text in ((0, "out of order"), (1, "too far"), (2, "not that")):
            with self.assertRaises(InternalError) as caught:
                manners.fail_otherwise(how)
            self.assertEqual(str(caught.exception), text)
            self.assertNotIsInstance(caught.exception, (FlatError, RichError, IndexError, ValueError))
        with self.assertRaises(InternalError):
            manners.fail_otherwise(3)


class TestObjects(unittest.TestCase):
    def test_constructors(self):
        self.assertEqual(Counter().value(), 0)
        self.assertEqual(Counter(start=3).increment(), 4)
        self.assertEqual(Counter.from_text("5").value(), 5)
        with self.assertRaisesRegex(FlatError.NotFound, "no number"):
            Counter.from_text("")
        with self.assertRaisesRegex(ValueError, "This class has no default constructor"):
            Patch()
        self.assertEqual(Patch.of(HtmlColor.NONE).color(), HtmlColor.NONE)

    def test_derived_in_python(self):
        class Loud(Counter):
            def value(self):
                return -super().value()

        made = Loud.from_text("5")
        self.assertIs(type(made), Loud)
        self.assertEqual((made.value(), Loud(2).value()), (-5, -2))

    def test_identity_and_equality(self):
        counter = Counter(1)
        self.assertTrue(counter.is_same(counter))
        self.assertFalse(counter.is_same(Counter(1)))
        self.assertEqual(counter, Counter(1))
        self.assertNotEqual(counter, Counter(2))
        self.assertTrue(Counter(1) < Counter(2) <= Counter(2) and Counter(2) > Counter(1))
        self.assertEqual(hash(Counter(4)), hash(Counter(4)))
        patch = Patch.of(HtmlColor.RED)
        self.assertEqual(patch, patch)
        self.assertNotEqual(patch, Patch.of(HtmlColor.RED))

    def test_text(self):
        self.assertEqual((str(Counter(3)), repr(Counter(3))), ("counted 3", "counted 3"))

    def test_the_wrong_class_names_both(self):
        with self.assertRaisesRegex(TypeError, "Counter.*Patch"):
            Counter().is_same(Patch.of(HtmlColor.RED))

    def test_they_end_with_their_last_reference(self):
        gc.collect()
        before = manners.alive()
        counter = Counter()
        self.assertEqual(manners.alive(), before + 1)
        del counter
        self.assertEqual(manners.alive(), before)


class TestFunctions(unittest.TestCase):
    """What the interface file leaves to the header may take functions."""

    def test_one_that_is_called(self):
        self.assertEqual(manners.Caller().call(lambda value: 2 * value, 4), 9)

    def test_what_it_raises(self):
        def fail(value):
            raise LookupError(value)

        with self.assertRaisesRegex(InternalError, r"LookupError\(5\)") as caught:
            manners.Caller().call(fail, 5)
        self.assertIsInstance(caught.exception.__cause__, LookupError)

        def fail_in_native_code(value):
            manners.fail_flat(0)

        with self.assertRaises(FlatError.NotFound):
            manners.Caller().call(fail_in_native_code, 5)


class TestThreads(unittest.TestCase):
    def test_threads_run_while_native_code_does(self):
        """Two threads wait for each other, both in C++."""
        for meet in (manners.meet, Counter(1).meet):
            with ThreadPoolExecutor(2) as pool:
                self.assertEqual(list(pool.map(lambda _, meet=meet: meet(), range(2))), [True, True])


class TestTraits(unittest.TestCase):
    def test_one_that_a_hidden_class_implements(self):
        ada = manners.named("Ada")
        self.assertIsInstance(ada, manners.Named)
        self.assertEqual((ada.name(), ada.greeting(manners.named("Bo"))), ("Ada", "Ada greets Bo"))
        self.assertIn("NamedProtocol", manners.__all__)
        with self.assertRaises(ValueError):
            manners.Named()


class TestDefaultsThatAreVariants(unittest.TestCase):
    def test_one_without_fields(self):
        self.assertEqual(manners.describe(), "2 times nothing")
        self.assertEqual(manners.describe(times=3), "3 times nothing")
        self.assertEqual(manners.describe(Shape.CIRCLE(1.0)), "2 times something")
        self.assertEqual(manners.describe_last(4), "4 times nothing")
        self.assertEqual(manners.describe_last(4, shape=Shape.CIRCLE(1.0)), "4 times something")

    def test_one_with_fields_is_what_cpp_makes_it(self):
        self.assertEqual((manners.radius_of(), manners.radius_of(Shape.CIRCLE(1.0))), (2.5, 1.0))

    def test_one_of_a_field(self):
        nested = Nested(shape=Shape.CIRCLE(1.0), empty=manners.Empty())
        self.assertEqual(nested.other, Shape.NOTHING())
        self.assertIsNot(nested.other, Nested(shape=nested.shape, empty=nested.empty).other)
        self.assertEqual(manners.nest(nested), nested)


class TestBytesThatAreChanged(unittest.TestCase):
    def test_where_they_are(self):
        data = bytearray(b"abc")
        self.assertIsNone(manners.add_to_all(data, 1))
        self.assertEqual(data, b"bcd")
        manners.add_to_all(memoryview(data)[1:], by=2)
        self.assertEqual(data, b"bef")
        manners.add_to_all(bytearray(), 1)
        other = bytearray(b"xyz")
        self.assertEqual(manners.swap_all(data, b"12", other), 5)
        self.assertEqual((data, other), (b"xyz", b"bef"))

    def test_what_is_given_as_a_copy(self):
        profile, tags = Profile(name="Ada", age=35), ["a"]
        self.assertEqual(manners.older(profile, tags), 36)
        self.assertEqual((profile, tags), (Profile(name="Ada", age=35), ["a"]))

    def test_what_cannot_be_changed(self):
        for wrong in (b"abc", "abc", memoryview(b"abc"), None, [1]):
            with self.assertRaises(TypeError):
                manners.add_to_all(wrong, 1)
        data = bytearray(b"abc")
        with self.assertRaises(InternalError):
            manners.swap_all(data, b"", bytearray(2))
        self.assertEqual(data, b"abc")


class TestCustomTypes(unittest.TestCase):
    def test_an_alias(self):
        self.assertIs(manners.Url, str)
        self.assertEqual(manners.parent("a/b"), "a")


class TestDocumentation(unittest.TestCase):
    def test_docstrings(self):
        for thing, text in ((manners, "namespace"), (manners.add, "function"), (HtmlColor, "enum"), (HtmlColor.DEEP_BLUE, "value"),
                            (Profile, "record"), (Shape, "data-enum"), (Shape.CIRCLE, "variant"), (FlatError, "flat"),
                            (FlatError.NotFound, "flat-variant"), (RichError, "rich"), (RichError.Code, "rich-variant"),
                            (manners.Listener, "foreign"), (manners.Listener.heard, "foreign-method"), (manners.Counsel, "callback"),
                            (Trouble, "thrown"), (Trouble.twice, "thrown-named"), (Trouble.chain, "thrown-method"),
                            (manners.greet_later, "async"), (manners.Slow.from_text, "async-constructor"), (manners.Slow.add, "async-method"),
                            (manners.SlowProtocol.add, "async-method"),
                            (Counter, "object"), (Counter.from_text, "named-constructor"), (Counter.increment, "method"),
                            (manners.CounterProtocol, "object"), (manners.CounterProtocol.increment, "method")):
            self.assertIn(f"<docstring-{text}>", thing.__doc__ or "", thing)
        # Line by line, and each where it was written.
        self.assertEqual(manners.add.__doc__.strip(), "<docstring-function>\n<second-line>")
        self.assertEqual(Counter.__doc__.strip(), "<docstring-object>")
        self.assertEqual(Counter.__init__.__doc__.strip(), "<docstring-constructor>\n<one-that-is-long-enough-to-be-broken-where-lines-are-broken> "
                         "<docstring-constructor>")
        self.assertIsNone(manners.small.__doc__)

    def test_protocols_have_hints(self):
        self.assertTrue(inspect.iscoroutinefunction(manners.SlowProtocol.add))
        hints = typing.get_type_hints(manners.CounterProtocol.is_same)
        self.assertEqual(hints, {"other": Counter, "return": bool})
        hints = typing.get_type_hints(manners.CallerProtocol.call)
        self.assertEqual(hints["function"], typing.Callable[[int], int])


class TestLooks(unittest.TestCase):
    """What inspect and typing see is what they see of functions written in Python."""

    def test_hints(self):
        for function, hints in ((manners.greet_later, {"name": str, "milliseconds": int, "return": str}),
                                (manners.wait_for_ever, {"return": type(None)}),
                                (manners.lengths, {"words": list[str], "return": dict[str, int]}),
                                (manners.later, {"when": datetime.datetime, "by": datetime.timedelta, "return": datetime.datetime}),
                                (manners.add_to_all, {"data": bytearray, "by": int, "return": type(None)}),
                                (manners.Listener.next, {"return": typing.Optional[manners.Listener]}),
                                (Counter(1).is_same, {"other": Counter, "return": bool}),
                                (Counter.__init__, {"start": int}), (Counter.from_text, {"text": str, "return": Counter}),
                                (Trouble.twice, {"what": str, "times": int, "return": Trouble}),
                                (manners.Slow.add, {"by": int, "return": int})):
            self.assertEqual(typing.get_type_hints(function), hints, function)
        self.assertEqual(list(typing.get_type_hints(Profile)), [field.name for field in dataclasses.fields(Profile)])

    def test_signatures(self):
        for function, text in ((manners.add, "(a: 'int', b: 'int' = 1) -> 'int'"), (Counter.increment, "(self, by: 'int' = 1) -> 'int'"),
                               (Counter(1).increment, "(by: 'int' = 1) -> 'int'"), (Counter.from_text, "(text: 'str') -> 'Counter'"), (manners._class, "(_import: 'int') -> 'int'"),
                               (Patch, "(*args, **kwargs)")):
            self.assertEqual(str(inspect.signature(function)), text)
        self.assertEqual([(one.name, one.default) for one in inspect.signature(Counter).parameters.values()], [("start", 0)])
        self.assertIs(inspect.signature(manners.color_of).parameters["color"].default, HtmlColor.DEEP_BLUE)

    def test_coroutine_functions(self):
        for function in (manners.greet_later, manners.Slow.add, manners.Slow.from_text, manners.Slowly.hear):
            self.assertTrue(inspect.iscoroutinefunction(function), function)
        for function in (manners.add, Counter.increment, Counter.from_text, Counter, manners.Slow.value):
            self.assertFalse(inspect.iscoroutinefunction(function), function)

    def test_what_else_functions_have(self):
        self.assertEqual((manners.add.__name__, manners.add.__module__, Counter.increment.__qualname__), ("add", "manners", "Counter.increment"))
        self.assertTrue(inspect.isroutine(manners.add) and inspect.isroutine(Counter.increment))
        self.assertIs(pickle.loads(pickle.dumps(manners.add)), manners.add)
        self.assertIs(pickle.loads(pickle.dumps(Counter.increment)), Counter.increment)
        self.assertEqual(Counter.increment(Counter(1), by=2), 3)
        with self.assertRaisesRegex(TypeError, r"Counter.increment\(\).*Patch"):
            Counter.increment(Patch.of(HtmlColor.RED))
        with self.assertRaisesRegex(TypeError, r"Counter.value\(\) takes no arguments"):
            Counter(1).value(1)
        with self.assertRaisesRegex(TypeError, r"alive\(\) takes no arguments"):
            manners.alive(some=1)
        with self.assertRaises(TypeError):
            Counter.value()


if __name__ == "__main__":
    unittest.main()
