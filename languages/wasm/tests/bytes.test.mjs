// The module's memory: it grows under what points into it, and some day it cannot.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Blob, checksum, reversed, zeros } from "bytes";
import { live } from "bytes/live";

const outOfMemory = { name: "RangeError", code: "ERR_OUT_OF_MEMORY" };

test("memory that grows during a call", () => {
  const blob = new Blob(new Uint8Array([1, 2, 3]));
  const kept = blob.view();
  for (const size of [1e5, 1e6, 1e7, 5e7]) {
    const out = reversed(new Uint8Array(size).fill(7, 0, 3));
    assert.equal(out.length, size);
    assert.deepEqual([...out.subarray(-4)], [0, 7, 7, 7]);
    assert.equal(checksum(out), 21);
  }
  assert.deepEqual([...kept], [1, 2, 3]);
  assert.deepEqual([...blob.data()], [1, 2, 3]);
  blob.dispose();
});

test("memory that cannot grow: results", () => {
  for (const size of [2 ** 31 - 2 ** 20, 2 ** 31 - 1]) assert.throws(() => zeros(size), outOfMemory);
  assert.equal(zeros(10).length, 10);
});

test("memory that cannot grow: arguments", () => {
  // Nobody touches these arrays, so the system gives them no memory.
  for (const size of [2 ** 31 - 2 ** 16, 2 ** 31]) assert.throws(() => checksum(new Uint8Array(size)), outOfMemory);
  assert.equal(checksum(new Uint8Array(3)), 0);
});

test("what was refused leaves nothing behind", () => {
  assert.equal(checksum(new Uint8Array(100000).fill(1)), 100000);
  assert.deepEqual(live(), { objects: 0, results: 0 });
});
