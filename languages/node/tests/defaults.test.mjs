import assert from "node:assert/strict";
import { test } from "node:test";

import { Mode, Options, Window, add, count, greet, isFast, mark, note, numbered, oldAnswer, orSeven, scale, show, titled } from "defaults";

test("numbers", () => {
  assert.equal(add(1), 10);
  assert.equal(add(1, 2), 2);
  assert.equal(add(1, 2, 3), 6);
  assert.equal(add(1, undefined, 5), 16);
  assert.equal(scale(3), 1.5);
  assert.equal(scale(3, 2), 6);
});

test("characters", () => {
  assert.equal(mark(), "*");
  assert.equal(mark("x"), "x");
  assert.equal(note(), "♪");
  assert.equal(note("x"), "x");
});

test("text, truth and enums", () => {
  assert.equal(greet(), "Hello, world.");
  assert.equal(greet(undefined, true), "Hello, world!");
  assert.equal(greet("Ada", true), "Hello, Ada!");
  assert.equal(isFast(), true);
  assert.equal(isFast(Mode.Slow), false);
  // @ts-expect-error
  assert.throws(() => greet(null), TypeError);
});

test("nothing and empty", () => {
  assert.equal(orSeven(), 7);
  assert.equal(orSeven(null), 7);
  assert.equal(orSeven(0), 0);
  assert.equal(count(), 0);
  assert.equal(count([1, 2]), 2);
});

test("records", () => {
  const options = new Options();
  assert.deepEqual([options.level, options.verbose, options.name, options.mode], [3, false, "default", Mode.Fast]);
  assert.equal(options.ratio, undefined);
  assert.deepEqual(options.sizes, new Int32Array());
  assert.equal(show(), "default 3");
  assert.equal(show({ verbose: true, name: "x" }), "x 3 verbose");
  assert.equal(show(new Options({ level: 9 })), "default 9");
});

test("computed in C++", () => {
  const first = numbered();
  assert.ok(first > 0 && first % 100 === 0);
  assert.equal(numbered(), first + 100);
  assert.equal(numbered(undefined), first + 200);
  assert.equal(numbered(5), 5);
  assert.equal(numbered(0), 0);
  // @ts-expect-error
  assert.throws(() => numbered("x"), TypeError);
  assert.equal(titled("x"), "***x");
  assert.equal(titled("x", undefined, 2), "******x");
  assert.equal(titled("x", "-", 3), "---x");
  assert.equal(titled("x", ""), "x");
});

test("constructors and what is deprecated", () => {
  assert.deepEqual([new Window().width(), new Window().height()], [640, 480]);
  assert.equal(new Window(undefined, 1).height(), 1);
  assert.equal(new Window(3).getW(), 3);
  assert.equal(oldAnswer(), 42);
});
