import assert from "node:assert/strict";
import { test } from "node:test";

import { Dictionary, Item, Numbers, Shelf } from "iteration";

test("for ... of", () => {
  const numbers = new Numbers([1, 2, 3]);
  assert.deepEqual([...numbers], [1, 2, 3]);
  const doubled = [];
  for (const number of numbers) doubled.push(number * 2);
  assert.deepEqual(doubled, [2, 4, 6]);
  assert.deepEqual([...new Numbers()], []);
  const iterator = numbers[Symbol.iterator]();
  numbers.pushBack(4);
  assert.deepEqual([...iterator], [1, 2, 3]);
  assert.equal(Math.max(...numbers), 4);
  numbers.dispose();
  assert.throws(() => [...numbers], ReferenceError);
});

test("elements", () => {
  const numbers = new Numbers([1, 2, 3]);
  assert.equal(numbers.size, 3);
  assert.deepEqual([numbers.get(0), numbers.get(2)], [1, 3]);
  numbers.set(0, 10);
  assert.deepEqual([...numbers], [10, 2, 3]);
  for (const index of [3, 2 ** 40, -1]) {
    assert.throws(() => numbers.get(index), RangeError);
    assert.throws(() => numbers.set(index, 0), RangeError);
  }
  // @ts-expect-error
  assert.throws(() => numbers.get("0"), TypeError);
  assert.throws(() => numbers.set(0, 2 ** 31), RangeError);
  assert.ok(numbers.has(2) && !numbers.has(5));
  assert.equal(numbers.empty(), false);
});

test("by name", () => {
  const words = new Dictionary();
  words.set("eins", "one");
  words.set("drei", "three");
  assert.equal(words.size, 2);
  assert.equal(words.get("eins"), "one");
  assert.ok(words.has("drei") && !words.has("zwei"));
  assert.throws(() => words.get("zwei"), RangeError);
  assert.deepEqual(new Map(words), new Map([["drei", "three"], ["eins", "one"]]));
});

test("objects", () => {
  const shelf = new Shelf();
  shelf.add(new Item("book"));
  shelf.add(new Item("vase"));
  assert.deepEqual([...shelf].map((item) => item.name()), ["book", "vase"]);
  const items = shelf.items();
  shelf.dispose();
  assert.deepEqual(items.map((item) => item.name()), ["book", "vase"]);
  assert.ok(items.every((item) => item instanceof Item));
  // @ts-expect-error
  assert.throws(() => new Shelf().add("book"), TypeError);
});
