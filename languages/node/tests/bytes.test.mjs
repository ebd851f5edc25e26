import assert from "node:assert/strict";
import { test } from "node:test";

import { Blob, bigEndian, checksum, fromBigEndian, reversed, zeros } from "bytes";

test("bytes in", () => {
  assert.equal(checksum(new Uint8Array([1, 2, 255])), 258);
  assert.equal(checksum(Buffer.from("ab")), 195);
  assert.equal(checksum(new Uint8Array([1, 2]).buffer), 3);
  assert.equal(checksum(new Uint8Array([1, 2, 3, 4]).subarray(1, 3)), 5);
  assert.equal(checksum(new Uint8Array()), 0);
  assert.equal(checksum(new Uint8Array(10000000).fill(1)), 10000000);
});

test("bytes out", () => {
  const out = reversed(new Uint8Array([1, 0, 255]));
  assert.ok(out instanceof Uint8Array);
  assert.deepEqual([...out], [255, 0, 1]);
  assert.equal(reversed(new Uint8Array()).length, 0);
  assert.deepEqual(zeros(3), new Uint8Array(3));
  assert.deepEqual(zeros(1000000), new Uint8Array(1000000));
});

test("a fixed number", () => {
  assert.deepEqual([...bigEndian(0x01020304)], [1, 2, 3, 4]);
  assert.equal(fromBigEndian(new Uint8Array([1, 2, 3, 4])), 0x01020304);
  for (const length of [0, 3, 5]) assert.throws(() => fromBigEndian(new Uint8Array(length)), RangeError);
});

test("refusals", () => {
  for (const value of ["text", 1, null, undefined, [1, 2], new Uint16Array(2), new DataView(new ArrayBuffer(2))]) {
    // @ts-ignore
    assert.throws(() => checksum(value), TypeError);
  }
  const array = new Uint8Array(10);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  assert.throws(() => checksum(array), { name: "TypeError", message: /detached/ });
  assert.throws(() => checksum(array.buffer), TypeError);
  assert.throws(() => zeros(-1), RangeError);
  assert.throws(() => zeros(Number.MAX_SAFE_INTEGER), RangeError);
});

test("an object's bytes are copied", () => {
  const blob = new Blob(new Uint8Array([97, 98]));
  blob.append(Buffer.from([255, 0]));
  assert.deepEqual([...blob.data()], [97, 98, 255, 0]);
  const kept = blob.view();
  blob.append(Buffer.from("more"));
  assert.deepEqual([...kept], [97, 98, 255, 0]);
});
