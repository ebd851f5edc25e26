import assert from "node:assert/strict";
import { test } from "node:test";

import { IntStack, PointPair, TextStack, countdown, sum } from "templates";

test("numbers", () => {
  const stack = new IntStack();
  assert.throws(() => stack.pop(), RangeError);
  stack.push(1);
  stack.push(-2);
  assert.deepEqual(stack.values(), new Int32Array([1, -2]));
  assert.equal(stack.pop(), -2);
  assert.equal(stack.size(), 1);
  // @ts-expect-error
  assert.throws(() => stack.push("x"), TypeError);
});

test("text", () => {
  const stack = new TextStack();
  stack.push("one");
  stack.push("twö");
  assert.deepEqual(stack.values(), ["one", "twö"]);
  assert.equal(stack.pop(), "twö");
});

test("in signatures", () => {
  const stack = countdown(3);
  assert.ok(stack instanceof IntStack);
  assert.equal(stack.pop(), 3);
  assert.equal(sum(new PointPair({ first: 1.5, second: 2 })), 3.5);
  assert.deepEqual({ ...new PointPair() }, { first: 0, second: 0 });
});
