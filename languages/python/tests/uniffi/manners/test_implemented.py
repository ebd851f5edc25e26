"""Traits and callback interfaces that callers implement."""

import asyncio
import gc
import threading
import unittest
import weakref

import manners
from manners import FlatError, Shape


class Mine(manners.Listener):
    def __init__(self, name):  # callers need not call that of the class above
        self.name = name
        self.shapes = []

    def heard(self, what, shape):
        self.shapes.append(shape)
        if what == "missing":
            raise FlatError.NotFound("nothing there")
        if what == "wrong":
            raise LookupError("no such word")
        return f"{self.name}: {what}"

    def next(self):
        return None


class TestWhatCallersImplement(unittest.TestCase):
    def test_methods(self):
        mine = Mine("me")
        self.assertEqual(manners.tell(mine, what="news"), "me: news")
        self.assertEqual(mine.shapes, [Shape.CIRCLE(1.5)])
        self.assertEqual(manners.tell(manners.listener("Ada"), "news"), "Ada heard news of a shape")
        self.assertEqual(manners.listener("Ada").heard("it", None), "Ada heard it")

    def test_methods_may_be_left_out(self):
        class Quiet(manners.Listener):
            pass

        with self.assertRaisesRegex(FlatError.Unexpected, "NotImplementedError"):
            manners.tell(Quiet(), "news")
        with self.assertRaises(NotImplementedError):
            Quiet().next()
        with self.assertRaises(TypeError):
            manners.Listener()

    def test_objects_stay_what_they_are(self):
        mine, other = Mine("me"), Mine("other")
        mine.next = lambda: other
        native = manners.listener("Ada")
        told = manners.tell_all([mine, None, native, other], "news")
        self.assertIs(told[0], other)
        self.assertIsNone(told[1])
        self.assertIs(told[3], other)
        self.assertIsInstance(told[2], manners.Listener)
        self.assertIsInstance(told[2], manners.ListenerImpl)
        self.assertEqual((len(mine.shapes), len(other.shapes)), (1, 1))

    def test_errors(self):
        with self.assertRaisesRegex(FlatError.NotFound, "nothing there"):
            manners.tell(Mine("me"), "missing")
        # UniFFI's rule: the library makes one of its own errors of any other.
        with self.assertRaises(FlatError.Unexpected) as caught:
            manners.tell(Mine("me"), "wrong")
        self.assertEqual(str(caught.exception), "unexpected: LookupError('no such word')")

    def test_any_object_with_the_methods(self):
        class Counsel:
            def ask(self, all, trouble, listener, none):
                self.given = (all, trouble.chain(), listener, none)
                return 1

        counsel, mine = Counsel(), Mine("me")
        self.assertEqual(manners.told(counsel, [mine, Mine("other")]), "other: chosen")
        self.assertEqual(counsel.given, (["a", "b"], ["cause", "asked"], mine, None))

        class Derived(manners.Counsel):
            def ask(self, all, trouble, listener, none):
                return 0

        self.assertEqual(manners.told(Derived(), [mine]), "me: chosen")
        for wrong in (None, 1, object(), mine):
            with self.assertRaises(TypeError):
                manners.told(wrong, [mine])

    def test_names_that_python_has(self):
        class Other(Mine):
            def _class(self):
                return 3

        class Any:
            heard = next = None

            def _class(self):
                return 4

            def close(self):
                return 5

        self.assertEqual(manners.class_and_close(Mine("me")), 12)
        self.assertEqual(manners.class_and_close(Other("me")), 32)
        with self.assertRaises(TypeError):
            manners.class_and_close(Any())
        Any.heard = Any.next = lambda self, *arguments: None
        self.assertEqual(manners.class_and_close(Any()), 45)

    def test_async_methods(self):
        class Slowly(manners.Slowly):
            async def hear(self, what):
                await asyncio.sleep(0.001)
                if what == "missing":
                    raise FlatError.NotFound("nothing there")
                return what + "?"

        class Other:
            async def hear(self, what):
                return what + "!"

        async def tell():
            self.assertEqual(await manners.tell_slowly(Slowly(), "news"), "told: news?")
            self.assertEqual(await manners.tell_slowly(Other(), "news"), "told: news!")
            with self.assertRaisesRegex(FlatError.NotFound, "nothing there"):
                await manners.tell_slowly(Slowly(), "missing")

        asyncio.run(tell())
        gc.collect()
        self.assertEqual(len(manners._UNIFFI_FOREIGN_FUTURE_HANDLE_MAP), 0)

    def test_async_methods_that_run_are_counted(self):
        class Slowly(manners.Slowly):
            async def hear(self, what):
                return str(len(manners._UNIFFI_FOREIGN_FUTURE_HANDLE_MAP))

        async def tell():
            return await manners.tell_slowly(Slowly(), "news")

        self.assertEqual(asyncio.run(tell()), "told: 1")

    def test_the_event_loop_of_those_that_are_called_where_none_runs(self):
        class Slowly(manners.Slowly):
            async def hear(self, what):
                return f"{what} in {threading.current_thread().name}"

        self.assertNotIn("uniffi_set_default_event_loop", manners.__all__)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="the loop's")
        thread.start()
        manners.uniffi_set_event_loop(loop)  # its older name
        try:
            pending = manners.tell_slowly(Slowly(), "heard")  # begins here, where no event loop runs

            async def wait():
                return await pending

            self.assertEqual(asyncio.run(wait()), "told: heard in the loop's")
        finally:
            manners.uniffi_set_default_event_loop(None)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def test_they_end(self):
        mine = Mine("me")
        watched = weakref.ref(mine)
        manners.tell(mine, "news")
        del mine
        gc.collect()
        self.assertIsNone(watched())


if __name__ == "__main__":
    unittest.main()
