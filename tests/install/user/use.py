"""The wheel, installed into a fresh environment."""

import math

import shapes

path = shapes.Path("walk")
path.add(shapes.Point(x=0, y=0))
path.add(shapes.Point(x=3, y=4))
assert path.length() == 5.0, path.length()
assert path.describe() == "walk 1", path.describe()
try:
    path.add(shapes.Point(x=math.inf, y=0))
except shapes.NotFinite as error:
    assert "finite" in str(error)
else:
    raise SystemExit("an infinite point was taken")
