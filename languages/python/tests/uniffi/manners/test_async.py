"""Async functions, methods and constructors, awaited as callers await them."""

import asyncio
import time
import unittest

import manners
from manners import FlatError


class TestAsync(unittest.TestCase):
    def test_functions(self):
        self.assertEqual(asyncio.run(manners.greet_later("Ada")), "Hello, Ada")
        self.assertEqual(asyncio.run(manners.greet_later(name="Ada", milliseconds=2)), "Hello, Ada")

    def test_many_at_once(self):
        async def many():
            return await asyncio.gather(*(manners.greet_later(str(i), i % 3) for i in range(20)))

        self.assertEqual(asyncio.run(many()), [f"Hello, {i}" for i in range(20)])

    def test_errors_are_raised_where_it_is_awaited(self):
        async def wait(milliseconds):
            pending = manners.fail_later(milliseconds)
            with self.assertRaisesRegex(FlatError.NotFound, "nothing came"):
                await pending

        for milliseconds in (0, 2):
            asyncio.run(wait(milliseconds))
        with self.assertRaises(ValueError):
            asyncio.run(manners.fail_later(-1))

    def test_objects(self):
        async def use():
            slow = await manners.Slow.from_text("40")
            self.assertIsInstance(slow, manners.Slow)
            self.assertEqual(await slow.add(by=2), 42)
            self.assertEqual((await manners.Slow.new(3)).value(), 3)
            with self.assertRaises(FlatError.NotFound):
                await manners.Slow.from_text("")

            class Slower(manners.Slow):
                pass

            self.assertIs(type(await Slower.from_text("1")), Slower)

        asyncio.run(use())
        with self.assertRaises(ValueError):
            manners.Slow(1)

    def test_cancelling_reaches_the_library(self):
        async def cancel():
            task = asyncio.create_task(manners.wait_for_ever())
            await asyncio.sleep(0.01)
            self.assertEqual(manners.waiting(), 1)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(manners.wait_for_ever(), 0.01)

        asyncio.run(cancel())
        for _ in range(1000):
            if not manners.waiting():
                break
            time.sleep(0.01)
        self.assertEqual(manners.waiting(), 0)


if __name__ == "__main__":
    unittest.main()
