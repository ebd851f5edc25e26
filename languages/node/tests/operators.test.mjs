import assert from "node:assert/strict";
import { test } from "node:test";

import { Fraction, Mask, Measure, Row, Version } from "operators";

/** @param {bigint} a @param {bigint} b */
const fraction = (a, b) => new Fraction(a, b);

test("arithmetic", () => {
  const half = fraction(1n, 2n);
  const third = fraction(1n, 3n);
  assert.equal(String(half.add(third)), "5/6");
  assert.equal(String(half.subtract(third)), "1/6");
  assert.equal(String(half.multiply(3n)), "3/2");
  assert.equal(String(half.divide(2n)), "1/4");
  assert.equal(String(half.negate()), "-1/2");
  assert.throws(() => half.divide(0n), RangeError);
  assert.equal(`${half}`, "1/2");
});

test("assignment gives the object itself", () => {
  const sum = fraction(1n, 2n);
  assert.equal(sum.addAssign(fraction(1n, 2n)), sum);
  assert.ok(sum.equals(fraction(1n, 1n)));
});

test("comparison", () => {
  assert.ok(fraction(1n, 2n).equals(fraction(2n, 4n)));
  assert.ok(!fraction(1n, 2n).equals(fraction(1n, 3n)));
  assert.equal(fraction(1n, 3n).compare(fraction(1n, 2n)), -1);
  assert.equal(fraction(2n, 4n).compare(fraction(1n, 2n)), 0);
  const sorted = [fraction(3n, 4n), fraction(1n, 2n), fraction(2n, 3n)].sort((a, b) => a.compare(b));
  assert.deepEqual(sorted.map(String), ["1/2", "2/3", "3/4"]);
  // @ts-expect-error
  assert.throws(() => fraction(1n, 2n).equals(1n), TypeError);
});

test("hash, truth and call", () => {
  assert.equal(fraction(1n, 2n).hashCode(), fraction(1n, 2n).hashCode());
  assert.equal(typeof fraction(1n, 2n).hashCode(), "bigint");
  assert.equal(fraction(1n, 2n).toBoolean(), true);
  assert.equal(fraction(0n, 2n).toBoolean(), false);
  assert.equal(fraction(1n, 2n).call(10n), 5n);
  assert.throws(() => fraction(1n, 0n), { name: "RangeError", message: "a denominator of 0" });
});

test("a partial order", () => {
  const one = new Measure(1);
  const nan = new Measure(NaN);
  assert.deepEqual([one.compare(new Measure(2)), one.compare(one), new Measure(2).compare(one)], [-1, 0, 1]);
  assert.deepEqual([one.compare(nan), nan.compare(nan)], [NaN, NaN]);
  assert.ok(one.equals(new Measure(1)) && !nan.equals(nan));
});

test("bits", () => {
  const a = new Mask(0b1100);
  const b = new Mask(0b1010);
  assert.deepEqual([a.and(b), a.or(b), a.xor(b)].map((mask) => mask.bits()), [0b1000, 0b1110, 0b0110]);
  assert.equal(a.not().bits(), 0xfffffff3);
  assert.equal(a.shiftLeft(1).bits(), 0b11000);
  assert.equal(a.shiftRight(2).bits(), 0b11);
  assert.equal(a.modulo(5), 2);
  assert.equal(a.toString(), "mask 12");
  assert.ok(a.equals(new Mask(12)));
});

test("functions called as operators", () => {
  const row = new Row();
  row.add(7);
  const twice = row.add_(row);
  assert.equal(twice.get_(1), 7);
  assert.equal(twice.get(2, -1), -1);
  assert.equal(twice.toText(), "a row");
  assert.equal(String(twice), "2 values");
});

test("records", () => {
  const one = new Version({ major: 1, minor: 2 });
  assert.equal(one.compare(new Version({ major: 1, minor: 3 })), -1);
  assert.equal(one.compare(new Version({ major: 1, minor: 2 })), 0);
  assert.ok(one.equals(new Version({ major: 1, minor: 2 })));
});
