import assert from "node:assert/strict";
import { test } from "node:test";

import { common, single, sum, unique } from "sets";

test("results", () => {
  const out = unique([3, 1, 3, -2]);
  assert.ok(out instanceof Set);
  assert.deepEqual([...out], [-2, 1, 3]);
  assert.equal(unique([]).size, 0);
  assert.deepEqual(single("only"), new Set(["only"]));
});

test("arguments", () => {
  assert.deepEqual(common(new Set(["x", "y"]), ["y", "z"]), new Set(["y"]));
  assert.equal(sum(new Set([1, 2, 4])), 7n);
  assert.equal(sum([1, 2, 2]), 3n);
  assert.equal(sum([]), 0n);
});

test("refusals", () => {
  for (const value of [undefined, null, 1, {}, new Set(["1"])]) {
    // @ts-ignore
    assert.throws(() => sum(value), TypeError);
  }
  assert.throws(() => sum([2 ** 31]), RangeError);
  assert.throws(() => common(["\ud800"], []), TypeError);
});
