// The JavaScript of hand.cpp. usage: require() it beside hand.wasm.
"use strict";

const { readFileSync } = require("node:fs");
const path = require("node:path");

const compiled = new WebAssembly.Module(readFileSync(path.join(__dirname, "hand.wasm")));
const imports = {};
for (const { module, name } of WebAssembly.Module.imports(compiled)) (imports[module] ??= {})[name] = () => 0;
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

const registry = new FinalizationRegistry((pointer) => native.counter_free(pointer));

class Counter {
  constructor() {
    this.pointer = native.counter_new();
    registry.register(this, this.pointer);
  }
  inc(by) {
    return native.counter_inc(this.pointer, by);
  }
  dispose() {
    native.counter_free(this.pointer);
    this.pointer = 0;
  }
}

module.exports = {
  Counter,
  NegativeValue,
  noop: () => native.noop(),
  add: (a, b) => native.add(a, b),
  length(value) {
    const { written } = encoder.encodeInto(value, u8.subarray(scratch, scratch + 4096));
    return native.length(scratch, written);
  },
  greet33() {
    if (native.greet_33(scratch) !== 0) throw new Error("failed");
    const result = text(scratch);
    native.release();
    return result;
  },
  scale(vector, factor) {
    const at = scratch >> 3;
    f64[at] = vector.x;
    f64[at + 1] = vector.y;
    f64[at + 2] = vector.z;
    if (native.scale(scratch, factor) !== 0) throw new Error("failed");
    return { x: f64[at], y: f64[at + 1], z: f64[at + 2] };
  },
  sum(values) {
    const data = native.allocate(values.length * 8);
    f64.set(values, data >> 3);
    const result = native.sum(data, values.length);
    native.deallocate(data);
    return result;
  },
  makeSamples(count) {
    if (native.make_samples(count, scratch) !== 0) throw new Error("failed");
    const result = [];
    let at = u32[scratch >> 2];
    for (let i = 0; i < count; i++, at += 32) {
      const number = at >> 3;
      result.push({ x: f64[number], y: f64[number + 1], z: f64[number + 2], tag: i32[(at + 24) >> 2] });
    }
    native.release();
    return result;
  },
  checked(value) {
    if (native.checked(value, scratch) !== 0) throw new NegativeValue(text(native.last_message()));
    return i32[scratch >> 2];
  },
};
