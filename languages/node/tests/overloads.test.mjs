import assert from "node:assert/strict";
import { test } from "node:test";

import { Box, Canvas, Circle, describe } from "overloads";

test("functions", () => {
  assert.equal(describe(5), "number 5");
  assert.equal(describe("x"), "text x");
  assert.equal(describe([1, 2, 3]), "3 numbers");
  assert.equal(describe(new Int32Array(2)), "2 numbers");
  assert.equal(describe([]), "0 numbers");
  assert.equal(describe(5, "m"), "5 m");
});

test("no overload fits", () => {
  for (const value of [undefined, null, 1.5, {}, ["x"], 2 ** 31]) {
    // @ts-ignore
    assert.throws(() => describe(value), TypeError);
  }
  // @ts-expect-error
  assert.throws(() => describe("x", "m"), TypeError);
  // @ts-expect-error
  assert.throws(() => describe(), TypeError);
});

test("constructors", () => {
  assert.deepEqual([new Canvas().width(), new Canvas().height()], [80, 25]);
  assert.deepEqual([new Canvas(3, 4).width(), new Canvas(3, 4).height()], [3, 4]);
  assert.equal(new Canvas(new Box({ width: 7.5, height: 2 })).width(), 7);
  assert.equal(new Canvas({ width: 5 }).width(), 5);
  // @ts-expect-error
  assert.throws(() => new Canvas(3), TypeError);
});

test("methods", () => {
  const canvas = new Canvas();
  assert.equal(canvas.draw(new Box()), "box");
  assert.equal(canvas.drawCircle(new Circle()), "circle");
  assert.equal(canvas.pixels(), 80);
});
