"""Errors that callers' methods raise, and what C++ sees of them."""

import asyncio
import re
import unittest

import manners
from manners import FlatError, RichError, Trouble


class Mine(manners.Listener):
    def heard(self, what, shape):
        return f"me: {what}"

    def next(self):
        return None


class Asker(manners.Asker):
    def __init__(self, error):
        self.error = error

    def ask(self, what):
        raise self.error

    ask_rich = ask

    async def later(self, what):
        if what == "nobody":
            return None
        if what == "Ada":
            return manners.listener(what)
        if what == "Python":
            return Mine()
        raise self.error


class TestErrorsThatCallersRaise(unittest.TestCase):
    def test_an_object(self):
        own = Trouble("own")
        self.assertEqual(manners.ask(Asker(own), "x"), "caught why own")
        with self.assertRaises(Trouble) as caught:
            manners.ask_on(Asker(own), "x")
        self.assertEqual(caught.exception, own)

    def test_an_object_that_was_thrown(self):
        with self.assertRaises(Trouble) as caught:
            manners.make_trouble("lost", False)
        self.assertEqual(manners.ask(Asker(caught.exception), "x"), "caught why hidden lost")
        with self.assertRaises(Trouble) as again:
            manners.ask_on(Asker(caught.exception), "x")
        self.assertEqual(again.exception.chain(), ["cause", "hidden", "lost"])

    def test_others(self):
        for error, shown in ((LookupError("no"), "LookupError('no')"), (FlatError.NotFound("nothing"), "nothing")):
            with self.assertRaisesRegex(Trouble, re.escape(f"unexpected: {shown}")):
                manners.ask_on(Asker(error), "x")
        mishap = LookupError("no")
        with self.assertRaises(manners.InternalError) as caught:  # no rule for RichError
            manners.ask_rich(Asker(mishap), "x")
        self.assertEqual(str(caught.exception), repr(mishap))
        self.assertIs(caught.exception.__cause__, mishap)
        with self.assertRaises(KeyboardInterrupt):  # not for the library
            manners.ask_rich(Asker(KeyboardInterrupt()), "x")
        with self.assertRaises(RichError.Code) as caught:
            manners.ask_rich(Asker(RichError.Code(1, 2)), "x")
        self.assertEqual((caught.exception.code, caught.exception.extended_code), (1, 2))

    def test_of_async_methods(self):
        async def ask(error, what="x"):
            return await manners.ask_later(Asker(error), what)

        with self.assertRaisesRegex(FlatError.NotFound, "nothing there"):
            asyncio.run(ask(FlatError.NotFound("nothing there")))
        with self.assertRaisesRegex(FlatError.Unexpected, re.escape("unexpected: LookupError('no')")):
            asyncio.run(ask(LookupError("no")))

    def test_async_methods_that_give_an_object_or_none(self):
        async def ask(what):
            return await manners.ask_later(Asker(None), what)

        self.assertEqual([asyncio.run(ask(what)) for what in ("nobody", "Ada", "Python")], ["nobody", "Ada heard Ada", "me: Python"])


if __name__ == "__main__":
    unittest.main()
