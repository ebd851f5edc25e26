import assert from "node:assert/strict";
import { test } from "node:test";

import { Stock, byLastDigit, countWords, inverted, squares, sumValues, worth } from "maps";

test("results", () => {
  const words = countWords("the cat  and the dog ");
  assert.ok(words instanceof Map);
  assert.deepEqual([...words], [["and", 1], ["cat", 1], ["dog", 1], ["the", 2]]);
  assert.equal(countWords("").size, 0);
  assert.deepEqual(byLastDigit(21).get(0), new Int32Array([0, 10, 20]));
  assert.equal(squares(1000).get(999), 998001n);
});

test("arguments", () => {
  assert.equal(sumValues(new Map([["a", 1], ["b\0", -5]])), -4n);
  assert.equal(sumValues({ a: 1, b: 2 }), 3n);
  assert.equal(sumValues([["x", 7]]), 7n);
  assert.equal(sumValues({}), 0n);
  assert.deepEqual(inverted({ one: 1, two: 2 }), new Map([[1, "one"], [2, "two"]]));
  assert.equal(worth({ pen: new Stock({ count: 10, price: 1.5 }), ink: { count: 2, price: 4.25 } }), 23.5);
});

test("refusals", () => {
  for (const value of [undefined, null, 1, "ab", [1, 2], [["a"]], [["a", "1"]], { a: "1" }, new Map([[1, 1]])]) {
    // @ts-ignore
    assert.throws(() => sumValues(value), TypeError);
  }
  assert.throws(() => sumValues({ a: 2 ** 31 }), RangeError);
  assert.throws(() => sumValues({ "\ud800": 1 }), TypeError);
  // @ts-expect-error
  assert.throws(() => worth({ pen: { count: "1" } }), TypeError);
});
