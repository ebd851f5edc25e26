import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Named,
  Path,
  Point,
  Series,
  doubled,
  flip,
  joined,
  largest,
  moved,
  product,
  range,
  reversed,
  scale,
  sum,
  sumSpan,
  toDeque,
  total,
  triangle,
} from "sequences";
import { live } from "sequences/live";

test("anything iterable goes in", () => {
  assert.equal(sum([1.5, 2, -0.5]), 3);
  assert.equal(sum([]), 0);
  assert.equal(sum(new Set([1, 2])), 3);
  assert.equal(sum(new Float64Array([1, 2, 3])), 6);
  assert.equal(sum(new Float32Array([1, 2, 3])), 6);
  assert.equal(sum(new Float64Array([1, 2, 3, 4]).subarray(1, 3)), 5);
  assert.equal(
    sum(
      (function* () {
        yield 1;
        yield 2;
      })(),
    ),
    3,
  );
  assert.equal(sum(new Float64Array(new SharedArrayBuffer(16)).fill(1)), 2);
  assert.equal(sumSpan([2 ** 31 - 1, 2 ** 31 - 1]), 2n * (2n ** 31n - 1n));
  assert.equal(sum(new Float64Array(1000000).fill(1)), 1000000);
});

test("what does not fit is refused", () => {
  for (const value of [undefined, null, 1, {}, "12", ["x"], [1, null], [1, undefined], [1n]]) {
    // @ts-ignore
    assert.throws(() => sum(value), TypeError);
  }
  assert.throws(() => sumSpan([1, 2 ** 31]), RangeError);
  assert.throws(() => sumSpan([NaN]), TypeError);
});

test("detached memory is refused", () => {
  const array = new Float64Array([1, 2]);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  assert.throws(() => sum(array), { name: "TypeError", message: /detached/ });
  const small = new Int32Array([1, 2]);
  structuredClone(small.buffer, { transfer: [small.buffer] });
  assert.throws(() => sum(small), TypeError);
  assert.equal(sum(new Float64Array(0)), 0);
});

test("numbers come out as typed arrays", () => {
  assert.deepEqual(range(3), new Int32Array([0, 1, 2]));
  assert.equal(range(0).length, 0);
  assert.deepEqual(toDeque([-(2n ** 63n), 0n, 2n ** 63n - 1n]), new BigInt64Array([-(2n ** 63n), 0n, 2n ** 63n - 1n]));
  assert.deepEqual(scale([1, 2, 3], 0.5), new Float32Array([0.5, 1, 1.5]));
  for (const values of [[], [1, 2], [1, 2, 3, 4]]) assert.throws(() => scale(values, 1), RangeError);
});

test("large results keep the library's memory", async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const before = live().results;
  let large = range(1000000);
  assert.equal(large[999999], 999999);
  // WebAssembly lends nothing: its memory moves when it grows.
  assert.equal(live().results, before + (process.env.HOST === "wasm" ? 0 : 1));
  large[0] = 5;
  assert.equal(sumSpan(large), 499999500000n + 5n);
  large = new Int32Array();
  for (let i = 0; i < 50 && live().results > before; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(live().results, before);
});

test("booleans and text", () => {
  assert.deepEqual(flip([true, false]), [false, true]);
  assert.deepEqual(reversed(["a", "", "ä\0z", "🎵".repeat(100)]), ["🎵".repeat(100), "ä\0z", "", "a"]);
  assert.throws(() => reversed(["\ud800"]), TypeError);
  assert.throws(() => reversed(["x".repeat(100) + "\ud800"]), TypeError);
  // @ts-expect-error
  assert.throws(() => reversed([1]), TypeError);
  assert.throws(() => reversed("abc"), TypeError);
});

test("records", () => {
  assert.deepEqual(moved([], 1), []);
  assert.deepEqual(moved([new Point({ x: 1, y: 2 }), { x: 3 }], 10), [new Point({ x: 11, y: 2 }), new Point({ x: 13, y: 0 })]);
  assert.deepEqual(doubled([{ name: "one", value: 1 }, new Named({ name: "two", value: 2 })]), [
    new Named({ name: "one", value: 2 }),
    new Named({ name: "two", value: 4 }),
  ]);
  // @ts-expect-error
  assert.throws(() => moved([{ x: "1" }], 1), { message: "points.x: expected a number, got \"1\"" });
  // @ts-expect-error
  assert.throws(() => moved([null], 1), TypeError);
  const many = moved(Array.from({ length: 10000 }, (_, i) => ({ x: i, y: -i })), 1);
  assert.equal(many.length, 10000);
  assert.deepEqual(many[9999], new Point({ x: 10000, y: -9999 }));
});

test("sequences of sequences", () => {
  assert.deepEqual(triangle(3), [new Int32Array([1]), new Int32Array([1, 2]), new Int32Array([1, 2, 3])]);
  assert.equal(total(triangle(100)), 171700n);
  assert.equal(total([[1, 2], [], new Int32Array([3]), new Set([4])]), 10n);
  // @ts-expect-error
  assert.throws(() => total([1, 2]), TypeError);
});

test("lists that C++ has in braces", () => {
  assert.equal(largest(), 0);
  assert.equal(largest([]), 0);
  assert.equal(largest(new Int32Array([3, 9, 4])), 9);
  assert.equal(joined(["a", "", "ä\0z"], "-"), "a--ä\0z");
  assert.equal(product(), 3);
  assert.equal(product([[1, 2], new Set([4])]), 12);
  const path = new Path([{ x: 1, y: 2 }]);
  path.append([new Point({ x: 3 }), { y: 4 }]);
  assert.deepEqual(path.points(), [new Point({ x: 1, y: 2 }), new Point({ x: 3 }), new Point({ y: 4 })]);
  assert.throws(() => largest([1, 2 ** 31]), RangeError);
  // @ts-expect-error
  assert.throws(() => new Path([{ x: "1" }]), TypeError);
});

test("an argument that calls the library while it is looked at", () => {
  const point = {
    get x() {
      return moved([{ x: 1, y: 1 }], 41)[0].x;
    },
    get y() {
      assert.throws(() => moved([{ x: NaN }, /** @type {any} */ (7)], 1), TypeError);
      return 2;
    },
  };
  assert.deepEqual(moved([point, point], 0), [new Point({ x: 42, y: 2 }), new Point({ x: 42, y: 2 })]);
  /** @type {number[]} */
  const values = [];
  for (let i = 0; i < 3; i++) Object.defineProperty(values, i, { configurable: true, get: () => (values.length = 0) });
  assert.throws(() => total([values, values]), TypeError);
});

test("what belongs to an object is copied", () => {
  const series = new Series([5, 6]);
  const kept = series.values();
  series.append(7);
  assert.deepEqual(kept, new Float64Array([5, 6]));
  assert.deepEqual(series.values(), new Float64Array([5, 6, 7]));
  assert.deepEqual(series.points()[2], new Point({ x: 2, y: 7 }));
  assert.equal(new Series().values().length, 0);
});
