import assert from "node:assert/strict";
import { test } from "node:test";

import * as scalars from "scalars";

// In WebAssembly size_t and long have 32 bits.
const wasm = process.env.HOST === "wasm";

const integers = {
  echoI8: [-128, 127],
  echoU8: [0, 255],
  echoI16: [-32768, 32767],
  echoU16: [0, 65535],
  echoI32: [-2147483648, 2147483647],
  echoU32: [0, 4294967295],
  echoSize: [0, wasm ? 4294967295 : Number.MAX_SAFE_INTEGER],
};

for (const [name, [low, high]] of Object.entries(integers)) {
  const echo = /** @type {(value: unknown) => number} */ (/** @type {any} */ (scalars)[name]);
  test(`${name} takes its whole range and nothing else`, () => {
    for (const value of [low, high, 0, 1, 100]) assert.equal(echo(value), value);
    assert.equal(echo(-0), 0);
    for (const value of [low - 1, high + 1, 2 ** 53, 2 ** 64, -(2 ** 63), 1e300]) {
      assert.throws(() => echo(value), { name: "RangeError", code: "ERR_OUT_OF_RANGE" });
    }
    for (const value of [1.5, NaN, Infinity, -Infinity, "1", true, null, undefined, {}, [], Symbol("1"), 1n]) {
      assert.throws(() => echo(value), TypeError);
    }
  });
}

test("64-bit integers are bigints", () => {
  for (const value of [-(2n ** 63n), 2n ** 63n - 1n, 0n, -1n]) assert.equal(scalars.echoI64(value), value);
  for (const value of [2n ** 64n - 1n, 0n]) assert.equal(scalars.echoU64(value), value);
  const lowest = -(2n ** (wasm ? 31n : 63n));
  assert.equal(scalars.echoLong(lowest), lowest);
  assert.throws(() => scalars.echoLong(lowest - 1n), { name: "RangeError", code: "ERR_OUT_OF_RANGE" });
  assert.equal(scalars.echoUlonglong(2n ** 64n - 1n), 2n ** 64n - 1n);
  assert.throws(() => scalars.echoI64(2n ** 63n), RangeError);
  assert.throws(() => scalars.echoU64(-1n), RangeError);
  assert.throws(() => scalars.echoU64(2n ** 64n), RangeError);
  // @ts-expect-error
  assert.throws(() => scalars.echoI64(1), TypeError);
});

test("numbers", () => {
  for (const value of [0, -0, 1.5, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE]) {
    assert.ok(Object.is(scalars.echoF64(value), value));
  }
  assert.ok(Number.isNaN(scalars.echoF64(NaN)));
  assert.equal(scalars.echoF32(0.1), Math.fround(0.1));
  assert.equal(scalars.add(1, 2.5), 3.5);
  // @ts-expect-error
  assert.throws(() => scalars.echoF64("1"), TypeError);
  // @ts-expect-error
  assert.throws(() => scalars.add(1), { name: "TypeError", message: "b: expected a number, got undefined" });
});

test("booleans", () => {
  assert.equal(scalars.negate(true), false);
  assert.equal(scalars.negate(false), true);
  // @ts-expect-error
  assert.throws(() => scalars.negate(1), TypeError);
});

test("characters", () => {
  assert.equal(scalars.echoChar("a"), "a");
  assert.equal(scalars.echoChar("\0"), "\0");
  for (const text of ["", "ab", "é", "🎵"]) assert.throws(() => scalars.echoChar(text));
  for (const text of ["a", "é", "🎵", "\0", "\u{10ffff}"]) assert.equal(scalars.echoCodepoint(text), text);
  for (const text of ["", "ab", "\ud800", "\udc00a"]) assert.throws(() => scalars.echoCodepoint(text));
});

test("functions that fail", () => {
  assert.equal(scalars.divide(7, 2), 3);
  assert.throws(() => scalars.divide(1, 0), { name: "RangeError", message: "division by zero" });
  assert.equal(scalars.nothing(), undefined);
});
