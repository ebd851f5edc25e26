import assert from "node:assert/strict";
import { test } from "node:test";

import { Outline, below, describe, divmod, lengths, person, swapped } from "tuples";

test("tuples are arrays", () => {
  assert.deepEqual(divmod(17, 5), [3, 2]);
  assert.deepEqual(swapped([1, "a"]), ["a", 1]);
  assert.deepEqual(person(), ["Ada", 36, true]);
  assert.equal(describe(["Ada", 36, true]), "Ada (36) *");
  assert.equal(describe(person()), "Ada (36) *");
  assert.deepEqual(lengths(["a", "bcd"]), [["a", 1], ["bcd", 3]]);
  assert.deepEqual(lengths([]), []);
});

test("a record that holds itself in pairs", () => {
  const tree = below([1, below([2, new Outline({ title: "leaf" })], "middle")], "root");
  assert.equal(tree.parts[0][0], 1);
  assert.equal(tree.parts[0][1].parts[0][1].title, "leaf");
});

test("refusals", () => {
  for (const value of [[], [1], [1, "a", 2], ["a", 1], null, undefined, "1a", { 0: 1, 1: "a", length: 2 }]) {
    // @ts-ignore
    assert.throws(() => swapped(value), TypeError);
  }
});
