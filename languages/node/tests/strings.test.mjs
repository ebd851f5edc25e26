import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Label,
  afterColon,
  broken,
  cLength,
  cMotto,
  greet,
  halfPair,
  join,
  length,
  longer,
  motto,
  repeat,
  sameU16,
  sameU32,
  sameU8,
  twiceU16,
  twiceU32,
  twiceU8,
  twiceWide,
  unitsU16,
  unitsU32,
  unitsU8,
  upper,
  wideLength,
  wideMotto,
  withNul,
  wordWith,
  words,
} from "strings";
import { live } from "strings/live";

test("text in and out", () => {
  assert.equal(greet("Ada"), "Hello, Ada!");
  assert.equal(join("a", "b"), "ab");
  assert.equal(upper("shout"), "SHOUT");
  assert.equal(cLength("four"), 4);
  assert.equal(cMotto(), "one text, many languages");
  assert.equal(motto(), "café 🎵");
});

test("text of all lengths and scripts", () => {
  for (const unit of ["x", "é", "€", "🎵", "\ufffd", "\ufeff", "\0"]) {
    for (const count of [0, 1, 62, 63, 64, 85, 126, 127, 128, 250, 251, 252, 253, 254, 255, 256, 257, 1000, 100000]) {
      const text = unit.repeat(count);
      assert.equal(join(text, ""), text);
      assert.equal(length(text), Buffer.byteLength(text));
    }
  }
  for (const unit of ["é", "€", "🎵"]) {
    for (let before = 0; before < 20; before++) {
      const text = "x".repeat(before) + unit + "y".repeat(20 - before);
      assert.equal(join(text, unit), text + unit);
      assert.equal(length(text), Buffer.byteLength(text));
    }
  }
  assert.equal(repeat(1000000).length, 1000000);
});

test("text that C++ holds in other encodings", () => {
  for (const text of ["", "plain", "café", "語", "🎵", "a\0b", "\uffff\u{10ffff}\u0800\u07ff\x7f\x80"]) {
    for (const twice of [twiceU8, twiceU16, twiceU32, twiceWide]) assert.equal(twice(text), text + text);
    for (const same of [sameU8, sameU16, sameU32]) assert.equal(same(text), text);
    assert.equal(unitsU8(text), Buffer.byteLength(text));
    assert.equal(unitsU16(text), text.length);
    assert.equal(unitsU32(text), [...text].length);
  }
  assert.equal(wideMotto(), "café");
  assert.throws(() => wideLength("a\0b"), { code: "ERR_INVALID_ARG_VALUE" });
  assert.deepEqual(words("ein 🎵 語"), ["ein", "🎵", "語"]);
  assert.equal(wordWith(["ein", "🎵"], "🎵"), "🎵");
  assert.equal(wordWith(["ein"], "x"), undefined);
  assert.throws(() => halfPair(), { name: "TypeError", code: "ERR_TEXT" });
});

test("NUL inside text survives", () => {
  assert.equal(withNul(), "a\0b");
  assert.equal(length("a\0b"), 3);
  assert.throws(() => cLength("a\0b"), { code: "ERR_INVALID_ARG_VALUE" });
});

test("results that are part of an argument", () => {
  for (const count of [1, 200, 300, 100000]) {
    const text = "x".repeat(count);
    assert.equal(longer(text, ""), text);
    assert.equal(longer("", text), text);
    assert.equal(afterColon(`key:${text}`), text);
  }
});

test("lone surrogates are refused", () => {
  for (const text of ["\ud800", "a\udc00b", "\udc00\ud800", "x".repeat(300) + "\ud83c", "x".repeat(254) + "\ud83c", "\ufffd\ud800"]) {
    assert.throws(() => length(text), { name: "TypeError", code: "ERR_TEXT" });
    assert.throws(() => join("a", text), { name: "TypeError", code: "ERR_TEXT" });
    assert.throws(() => join(text, "a"), TypeError);
  }
});

test("what is no text is refused", () => {
  for (const value of [undefined, null, 1, {}, ["a"], Symbol("a"), new String("a")]) {
    // @ts-expect-error
    assert.throws(() => greet(value), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
  }
});

test("a library that breaks its promise", () => {
  assert.throws(() => broken(), { name: "TypeError", code: "ERR_TEXT" });
});

test("text of an object", () => {
  const label = new Label("one");
  assert.equal(label.text(), "one");
  label.setText("two");
  assert.equal(label.text(), "two");
  assert.throws(() => label.setText("\ud800"), TypeError);
  assert.equal(label.text(), "two");
  label.dispose();
  assert.throws(() => label.text(), ReferenceError);
  assert.equal(live().results, 0);
});
