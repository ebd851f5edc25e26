import assert from "node:assert/strict";
import { test } from "node:test";

import { Person, Token, address, evens, exactRoot, findToken, firstWord, greet, length, older, orMinusOne, present, tokenIdOr, units } from "optionals";

test("numbers", () => {
  assert.equal(exactRoot(49), 7);
  assert.equal(exactRoot(0), 0);
  assert.equal(exactRoot(50), undefined);
  assert.equal(orMinusOne(5), 5);
  assert.equal(orMinusOne(undefined), -1);
  assert.equal(orMinusOne(null), -1);
  // @ts-expect-error
  assert.throws(() => orMinusOne("5"), TypeError);
  assert.throws(() => orMinusOne(2 ** 31), RangeError);
});

test("text", () => {
  assert.equal(firstWord("  one two"), "one");
  assert.equal(firstWord("   "), undefined);
  assert.equal(length(undefined), undefined);
  assert.equal(length(""), 0);
  assert.equal(length("é"), 2);
});

test("in records and lists", () => {
  const ada = new Person({ name: "Ada" });
  assert.deepEqual([ada.nickname, ada.age], [undefined, undefined]);
  assert.equal(address(ada), "Ada");
  assert.equal(address({ name: "Ada", nickname: "Countess" }), "Countess");
  assert.equal(older(ada), undefined);
  assert.equal(older(null), undefined);
  assert.ok(older({ name: "Ada", age: 36 })?.equals(new Person({ name: "Ada", age: 37 })));
  assert.deepEqual(present([3, undefined, 0, null]), new Int32Array([3, 0]));
  assert.deepEqual(evens(4), [0, undefined, 2, undefined]);
  // @ts-expect-error
  assert.throws(() => present([1, "2"]), TypeError);
});

test("text behind pointers", () => {
  assert.equal(greet("Ada"), "Hello, Ada");
  assert.equal(greet(), "Hello");
  assert.equal(greet(null), "Hello");
  assert.equal(units("a\u{1f3b5}"), 3);
  assert.equal(units(), -1);
  // @ts-expect-error
  assert.throws(() => units(3), TypeError);
});

test("objects", () => {
  assert.equal(findToken(-1), undefined);
  const token = findToken(5);
  assert.ok(token instanceof Token);
  assert.equal(token.id(), 5);
  assert.equal(tokenIdOr(token, 7), 5);
  assert.equal(tokenIdOr(undefined, 7), 7);
  assert.equal(tokenIdOr(null, 7), 7);
  // @ts-expect-error
  assert.throws(() => tokenIdOr({}, 7), TypeError);
  token.dispose();
  assert.throws(() => tokenIdOr(token, 7), ReferenceError);
});
