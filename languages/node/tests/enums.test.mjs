import assert from "node:assert/strict";
import { test } from "node:test";

import { Big, Crossing, Level, Light, Permission, bigger, cycle, go, grant, mayWrite, name, next, parse, raise } from "enums";

test("an enum is a frozen object of numbers", () => {
  assert.deepEqual(Object.entries(Light), [
    ["Red", 0],
    ["Yellow", 1],
    ["Green", 2],
  ]);
  assert.ok(Object.isFrozen(Light));
  assert.equal(next(Light.Red), Light.Green);
  assert.equal(name(Light.Yellow), "yellow");
  /** @type {Light} */
  const light = next(Light.Green);
  assert.equal(light, Light.Yellow);
});

test("unscoped, with numbers of its own", () => {
  assert.equal(raise(Level.Low), Level.Mid);
  assert.equal(Level.Low, -10);
});

test("flags combine", () => {
  const both = grant(Permission.Read, Permission.Write);
  assert.equal(both, Permission.Read | Permission.Write);
  assert.equal(mayWrite(both), true);
  assert.equal(mayWrite(Permission.Read), false);
  assert.equal(mayWrite(Permission.None), false);
  assert.throws(() => mayWrite(64), { name: "RangeError", code: "ERR_INVALID_ARG_VALUE" });
});

test("64 bits are a bigint", () => {
  assert.equal(Big.Huge, 2n ** 64n - 1n);
  assert.equal(bigger(Big.Small), Big.Huge);
});

test("in records, lists and optionals", () => {
  const crossing = new Crossing();
  assert.deepEqual([crossing.light, crossing.permission], [Light.Yellow, Permission.Read]);
  const out = go({ light: Light.Red, permission: Permission.Write });
  assert.ok(out.equals(new Crossing({ light: Light.Green, permission: Permission.Write | Permission.Execute })));
  assert.deepEqual(cycle([Light.Red, Light.Green]), [Light.Green, Light.Yellow]);
  assert.deepEqual(cycle(Object.values(Light)), [Light.Green, Light.Red, Light.Yellow]);
  assert.deepEqual(cycle([]), []);
  assert.equal(parse("green"), Light.Green);
  assert.equal(parse("blue"), undefined);
});

test("what is no value is refused", () => {
  // @ts-expect-error
  assert.throws(() => next(3), { name: "RangeError", code: "ERR_INVALID_ARG_VALUE" });
  // @ts-expect-error
  assert.throws(() => next(-1), RangeError);
  for (const value of ["Red", null, undefined, 0.5, NaN, 1n, {}]) {
    // @ts-ignore
    assert.throws(() => next(value), TypeError);
  }
  // @ts-expect-error
  assert.throws(() => cycle([Light.Red, 7]), RangeError);
  // @ts-expect-error
  assert.throws(() => go({ light: 9 }), RangeError);
  // @ts-expect-error
  assert.throws(() => bigger(1), TypeError);
});
