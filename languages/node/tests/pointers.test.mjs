import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Codec,
  Mode,
  Store,
  checksum,
  countNul,
  divide,
  firstWord,
  lastOf,
  letterAt,
  nameOf,
  replace,
  toInt,
  total,
  withoutFirst,
} from "pointers";

test("a pointer and its length are one argument", () => {
  assert.equal(checksum(new Uint8Array([1, 2, 255])), 258n);
  assert.equal(checksum(new Uint8Array()), 0n);
  assert.equal(total([1.5, 2.5]), 4);
  assert.equal(total([1.5, 2.5], 1), 5);
  assert.equal(lastOf([4, 5, 6]), 6);
  assert.equal(lastOf([]), -1);
  assert.equal(countNul("a\0b\0"), 2);
  assert.equal(letterAt("abc", 2), "c");
});

test("classes that stand for text", () => {
  assert.equal(firstWord("two words"), "two");
  assert.deepEqual([...withoutFirst(new Uint8Array([255, 0, 7]))], [0, 7]);
});

test("what is written is a result", () => {
  assert.deepEqual(toInt("42"), [true, 42]);
  assert.deepEqual(toInt("4x"), [false, 4]);
  assert.deepEqual(divide(17, 5), [3, 2]);
  assert.throws(() => divide(1, 0), /division by zero/);
  assert.deepEqual(replace("a-b-c", "-", "+"), [1, "a+b-c"]);
  assert.deepEqual(nameOf(2), [true, "two"]);
  const [found, name] = nameOf(3);
  assert.equal(found, false);
  assert.equal(name ?? null, null);
});

test("objects and streams", () => {
  const before = Store.live();
  const [good, store] = Store.open("file", Mode.Write);
  assert.ok(good && store);
  assert.equal(store.name(), "file:w");
  const [bad, nothing] = Store.open("", Mode.Read);
  assert.equal(bad, false);
  assert.equal(nothing ?? null, null);
  store.assign("set");
  assert.equal(store.measure(), 3);
  assert.equal(store.write(2), "set;set;");
  assert.equal(store.read("a bc"), 2);
  const self = store.self();
  assert.equal(self.name(), "setabc");
  self.dispose();
  store.dispose();
  assert.equal(Store.live(), before);
  assert.equal(Codec.Snappy, 1);
});
