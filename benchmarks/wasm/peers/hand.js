// The JavaScript of hand.cpp. usage: require() it beside hand.wasm.
"use strict";

const { readFileSync } = require("node:fs");
const path = require("node:path");

const compiled = new WebAssembly.Module(readFileSync(path.join(__dirname, "hand.wasm")));
const imports = {};
for (const { module, name } of WebAssembly.Module.imports(compiled)) (imports[module] ??= {})[name] = () => 0;
let step, thrown;
imports.hand.step = (value) => {
  try {
    return int32(step(value));
  } catch (error) {
    thrown = error;
    return NaN;
  }
};
imports.env.emscripten_notify_memory_growth = refresh;
const native = new WebAssembly.Instance(compiled, imports).exports;

let u8, u32, i32, f64;
function refresh() {
  const { buffer } = native.memory;
  u8 = new Uint8Array(buffer);
  u32 = new Uint32Array(buffer);
  i32 = new Int32Array(buffer);
  f64 = new Float64Array(buffer);
}
refresh();
native._initialize();
const scratch = native.scratch();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

class NegativeValue extends Error {}

function text(at) {
  const data = u32[at >> 2];
  return decoder.decode(u8.subarray(data, data + u32[(at >> 2) + 1]));
}

// What callers get wrong is an error, as with any binding: types, ranges, objects that are gone, calls that fail.
function number(value) {
  if (typeof value !== "number") throw new TypeError("expected a number");
  return value;
}
function int32(value) {
  if ((value | 0) !== value) throw new TypeError("expected an integer of 32 bits");
  return value;
}
function int64(value) {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) throw new TypeError("expected a bigint of 64 bits");
  return value;
}
function failure() {
  return new Error(text(native.last_message()));
}

const registry = new FinalizationRegistry((pointer) => native.counter_free(pointer));

class Counter {
  constructor() {
    this.pointer = native.counter_new();
    if (this.pointer === 0) throw failure();
    registry.register(this, this.pointer);
  }
  inc(by) {
    const value = native.counter_inc(this.pointer, int64(by));
    if (value === -9223372036854775808n && native.failed() !== 0) throw failure();
    return value;
  }
  dispose() {
    native.counter_free(this.pointer);
    this.pointer = 0;
  }
}

module.exports = {
  Counter,
  NegativeValue,
  noop() {
    if (native.noop() !== 0) throw failure();
  },
  add(a, b) {
    const value = native.add(int32(a), int32(b));
    if (value === -2147483648 && native.failed() !== 0) throw failure();
    return value;
  },
  length(value) {
    if (typeof value !== "string") throw new TypeError("expected a string");
    const room = value.length * 3;
    const data = room <= 4096 ? scratch : native.allocate(room);
    if (data === 0) throw new RangeError("out of memory");
    const { written } = encoder.encodeInto(value, u8.subarray(data, data + room));
    const result = native.length(data, written) >>> 0;
    if (data !== scratch) native.deallocate(data);
    if (result === 0xffffffff) throw failure();
    return result;
  },
  greet33() {
    if (native.greet_33(scratch) !== 0) throw failure();
    const result = text(scratch);
    native.release();
    return result;
  },
  scale(vector, factor) {
    const at = scratch >> 3;
    f64[at] = number(vector.x);
    f64[at + 1] = number(vector.y);
    f64[at + 2] = number(vector.z);
    if (native.scale(scratch, number(factor)) !== 0) throw failure();
    return { x: f64[at], y: f64[at + 1], z: f64[at + 2] };
  },
  sum(values) {
    if (!(values instanceof Float64Array)) throw new TypeError("expected a Float64Array");
    const data = native.allocate(values.length * 8);
    if (data === 0) throw new RangeError("out of memory");
    f64.set(values, data >> 3);
    const result = native.sum(data, values.length);
    native.deallocate(data);
    if (Number.isNaN(result) && native.failed() !== 0) throw failure();
    return result;
  },
  makeSamples(count) {
    if (native.make_samples(int32(count), scratch) !== 0) throw failure();
    const result = [];
    let at = u32[scratch >> 2];
    for (let i = 0; i < u32[(scratch >> 2) + 1]; i++, at += 32) {
      const number = at >> 3;
      result.push({ x: f64[number], y: f64[number + 1], z: f64[number + 2], tag: i32[(at + 24) >> 2] });
    }
    native.release();
    return result;
  },
  fold(count, callback) {
    const outer = step;
    step = callback;
    const value = native.fold(int32(count));
    step = outer;
    if (value === -9223372036854775808n && native.failed() !== 0) throw thrown ?? failure();
    return value;
  },
  checked(value) {
    if (native.checked(int32(value), scratch) !== 0) throw new NegativeValue(text(native.last_message()));
    return i32[scratch >> 2];
  },
};
