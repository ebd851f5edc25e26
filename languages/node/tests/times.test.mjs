import assert from "node:assert/strict";
import { test } from "node:test";

import { Meeting, between, countMicroseconds, doubled, end, epoch, farFuture, nanoseconds, positive, postponed, seconds, tomorrow, total } from "times";

test("instants are dates", () => {
  assert.deepEqual(epoch(), new Date(0));
  assert.deepEqual(tomorrow(new Date("2024-02-28T12:30:05.007Z")), new Date("2024-02-29T12:30:05.007Z"));
  assert.deepEqual(tomorrow(new Date("1950-01-01T00:00:00.001Z")), new Date("1950-01-02T00:00:00.001Z"));
  assert.deepEqual(farFuture(), new Date("9999-12-31T23:59:59Z"));
});

test("spans are milliseconds", () => {
  const a = new Date("2024-01-01");
  const b = new Date("2024-01-02T00:00:00.005Z");
  assert.equal(between(a, b), 86400005);
  assert.equal(between(b, a), -86400005);
  assert.equal(doubled(-1500), -3000);
  assert.equal(doubled(0.5), 0);
  assert.equal(nanoseconds(-1000n), -0.001);
  assert.equal(nanoseconds(1n), 0.000001);
  assert.equal(countMicroseconds(-86400000 + 0.001), -86400000000n + 1n);
  assert.equal(seconds(-750), -0.75);
  assert.equal(total([1000, -5000, 60000]), 56000);
  assert.equal(positive(1000), 1000);
  assert.equal(positive(0), undefined);
});

test("refusals", () => {
  // The system clock counts nanoseconds; that of WebAssembly microseconds, which takes every Date.
  const late = new Date("9999-01-01");
  if (process.env.HOST === "wasm") assert.deepEqual(tomorrow(late), new Date("9999-01-02"));
  else assert.throws(() => tomorrow(late), RangeError);
  assert.throws(() => tomorrow(new Date(NaN)), TypeError);
  for (const value of [undefined, null, 0, "2024-01-01", {}]) {
    // @ts-ignore
    assert.throws(() => tomorrow(value), TypeError);
  }
  for (const value of [undefined, null, "1", 1n, NaN, Infinity, new Date()]) {
    // @ts-ignore
    assert.throws(() => doubled(value), TypeError);
  }
  assert.throws(() => nanoseconds(2n ** 63n), RangeError);
  assert.throws(() => countMicroseconds(1e18), RangeError);
});

test("in records", () => {
  const meeting = new Meeting({ start: new Date("2024-06-01T10:00:00Z") });
  assert.equal(meeting.length, 30 * 60000);
  assert.deepEqual(end(meeting), new Date("2024-06-01T10:30:00Z"));
  assert.deepEqual(postponed({ start: meeting.start, length: 60000 }, 3600000), new Meeting({ start: new Date("2024-06-01T11:00:00Z"), length: 60000 }));
  assert.ok(meeting.equals(new Meeting({ start: new Date("2024-06-01T10:00:00Z") })));
});
