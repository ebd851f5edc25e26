"""A module with names of its own for Python, from uniffi.toml."""

import unittest

import renamed
from renamed import Extent, Gauge, Shape, Trouble, Unit


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


if __name__ == "__main__":
    unittest.main()
