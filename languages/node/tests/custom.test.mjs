import assert from "node:assert/strict";
import { test } from "node:test";

import { Bill, find, half, ids, next, numbered, tip } from "custom";

test("text for a class", () => {
  assert.equal(next("00000000000000ff"), "0000000000000100");
  assert.equal(next("f".repeat(16)), "0".repeat(16));
  // @ts-expect-error
  assert.throws(() => next(1), TypeError);
});

test("what the converter refuses", () => {
  assert.throws(() => next("12"), { name: "RangeError", message: /16 digits/ });
  assert.throws(() => next("000000000000000G"), { message: /hexadecimal/ });
});

test("a number for a struct", () => {
  assert.equal(tip(1234n), 123n);
  assert.throws(() => tip(2n ** 63n), RangeError);
});

test("a variant for a union", () => {
  assert.equal(half(7n), 3n);
  assert.equal(half(0.5), 0.25);
});

test("inside containers and records", () => {
  const all = ids(3);
  assert.deepEqual(all, ["0000000000000000", "0000000000000001", "0000000000000002"]);
  assert.equal(find(all, all[1]), all[1]);
  assert.equal(find(all, "a".repeat(16)), undefined);
  assert.throws(() => find([all[0], "bad"], all[0]), RangeError);
  const bill = numbered(new Bill({ id: "00000000000000aa", number: 1 }), 7);
  assert.deepEqual([bill.id, bill.number], ["00000000000000aa", 7]);
  assert.throws(() => numbered({ id: "bad" }, 7), RangeError);
  // @ts-expect-error
  assert.throws(() => numbered({ number: 1 }, 7), { name: "TypeError", message: /Bill\.id/ });
});
