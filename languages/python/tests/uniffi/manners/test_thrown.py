"""Interfaces whose objects are thrown."""

import asyncio
import unittest

import manners
from manners import Counter, Trouble


class TestThrownObjects(unittest.TestCase):
    def test_one_that_is_caught(self):
        with self.assertRaises(Trouble) as caught:
            manners.make_trouble("lost", True)
        trouble = caught.exception
        self.assertIsInstance(trouble, Exception)
        self.assertEqual(trouble.chain(), ["cause", "lost"])
        self.assertEqual(trouble.chain(first="why"), ["why", "lost"])
        self.assertEqual((str(trouble), repr(trouble)), ("trouble: lost", "trouble: lost"))
        # The very object that was thrown, of its own class.
        with self.assertRaises(Trouble) as caught:
            manners.make_trouble("lost", False)
        self.assertEqual(caught.exception.chain(), ["cause", "hidden", "lost"])
        with self.assertRaises(Trouble) as again:
            caught.exception.again()
        self.assertEqual(again.exception, trouble)

    def test_one_that_is_a_value(self):
        trouble = Trouble("own")
        self.assertEqual(trouble, manners.trouble_of("own"))
        self.assertEqual(hash(trouble), hash(manners.trouble_of("own")))
        self.assertNotEqual(trouble, Trouble.twice("own"))
        self.assertEqual(Trouble.twice("ab", times=3).deeper().chain(), ["cause", "ababab, deeper"])
        self.assertEqual(asyncio.run(trouble.length()), 3)
        first, second = manners.pass_on([trouble, None])
        self.assertEqual((first, second), (trouble, None))
        self.assertIsInstance(first, Trouble)
        for wrong in ("own", Counter(1), ValueError()):
            with self.assertRaises(TypeError):
                manners.pass_on([wrong])

        class Own(Trouble):
            pass

        with self.assertRaisesRegex(Trouble, "mine"):
            raise Own("mine")
        self.assertEqual(manners.pass_on([Own("mine")])[0].chain(), ["cause", "mine"])
        self.assertIn("Trouble", manners.__all__)
        self.assertIn("TroubleProtocol", manners.__all__)

    def test_one_that_is_no_exception_in_native_code(self):
        with self.assertRaises(manners.Mishap) as caught:
            manners.mishap(7)
        self.assertEqual(caught.exception.code(), 7)
        with self.assertRaises(ValueError):
            manners.Mishap()


if __name__ == "__main__":
    unittest.main()
