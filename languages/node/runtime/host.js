// How JavaScript and the library share memory in Node.js. Arguments that are structs are written to one buffer, results
// that are structs are read from another; the addon copies what they point to, and offsets stand for pointers in both.
"use strict";

const { Buffer } = require("node:buffer");
const native = require("./load.js");

const START = 8; // 0 is the null pointer
const MOST = 2 ** 30;
const KEPT = 2 ** 20;
const SHORT = 24;
const UNEXPECTED = -99;

/** One buffer, seen as arrays of every kind of number. */
class View {
  attach(buffer) {
    this.size = buffer.byteLength;
    this.i8 = new Int8Array(buffer);
    this.u8 = new Uint8Array(buffer);
    this.i16 = new Int16Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.i64 = new BigInt64Array(buffer);
    this.u64 = new BigUint64Array(buffer);
    this.f32 = new Float32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.bytes = Buffer.from(buffer);
  }
}

/** The memory of arguments: a stack, because what is passed may call the library itself while it is looked at. */
class Memory extends View {
  constructor() {
    super();
    this.top = START;
    this.attach(native.$arguments(0));
  }

  push(size) {
    const at = this.top;
    const end = at + size + 7;
    if (end > this.size) this.grow(end);
    this.top = end - (end & 7);
    return at;
  }

  pop(at) {
    this.top = at;
    if (at === START && this.size > KEPT) this.attach(native.$arguments(0));
  }

  /** Like pop(), where the library is about to look at what was written. */
  leave(at) {
    this.top = at;
  }

  grow(size) {
    if (size > MOST) throw new RangeError("arguments of more than 1 GiB");
    this.attach(native.$arguments(Math.max(size, 2 * this.size)));
  }
}

class Result extends View {
  constructor() {
    super();
    this.refresh();
  }

  /** The addon replaced the buffer. */
  refresh() {
    this.attach(native.$result());
  }

  text(start, length) {
    return length === 0 ? "" : this.bytes.toString("utf8", start, start + length);
  }
}

const memory = new Memory();
const result = new Result();

/** Writes text where there is room for 3 bytes for each unit; its length in bytes, -1 for a lone surrogate. */
function encodeText(text, at) {
  const { u8 } = memory;
  const { length } = text;
  if (length <= SHORT) {
    let i = 0;
    for (; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) break;
      u8[at + i] = unit;
    }
    if (i === length) return length;
  }
  if (/\p{Surrogate}/u.test(text)) return -1;
  return memory.bytes.write(text, at, "utf8");
}

/** A number of the size of a pointer: a length, an offset, a handle. */
function writeSize(at, value) {
  memory.u32[at >> 2] = value;
  memory.u32[(at + 4) >> 2] = value / 4294967296;
}

function readSize(at) {
  return result.u32[at >> 2] + result.u32[(at + 4) >> 2] * 4294967296;
}

/** A pointer and a length. */
function writeView(at, data, length) {
  writeSize(at, data);
  writeSize(at + 8, length);
}

function readLength(at) {
  return readSize(at + 8);
}

/**
 * What is known of the last call that failed: {status, message, cppType}; fields of the error are in the result.
 * `hostError` is {error} if a function that the library called threw it.
 */
function lastError() {
  const hostError = native.$lastHostError?.();
  if (hostError !== undefined) return { hostError };
  if (native.$lastFields?.() !== undefined) result.refresh();
  const status = native.$lastStatus();
  const cppType = status === UNEXPECTED ? native.$lastType() : undefined;
  return { status, message: native.$lastMessage(), cppType };
}

// Threads that wait for a function of ours must not be waited for in turn.
if (native.$exit) process.once("exit", () => native.$exit());

/** The task that the call before has begun; throws if that call failed instead. */
function begun(failure) {
  const task = native.$begun();
  if (task === 0) throw failure();
  return task;
}

/** Whether a task's outcome is there. If not, what onWoken() was given is told of it later. */
const onDone = (task) => native.$onDone(task);

/** Nobody wants a task's outcome any more: the library is asked to stop. */
const giveUp = (task) => native.$giveUp(task);

/** Says what is called with all tasks whose outcomes have come since. */
const onWoken = (woken) => native.$onWoken(woken);

/** What the library calls for the methods of objects that JavaScript implements, in the library's order. */
const setMethods = (all) => native.$setMethods(Object.values(all));

/** What the library is given of them for one class: only those with a flag. */
const makeMethods = (make, flags) => make(flags);

/** The object that the library has just made one for. */
const attachUser = (object) => native.$attach(object);

/** The object of JavaScript's behind a handle; undefined if it is not one. */
const userOf = (handle) => native.$user(handle);

/** An object that was given away has come back. False if this handle of it is borrowed. */
const regained = (handle) => native.$regained(handle);

/** Nothing more is said of a promise of the library's. */
const answered = (promise) => native.$answered(promise);

/** What onStopped() was given is told when the library wants no result by this promise any more. */
const watch = (promise) => native.$watch(promise);

/** Says what is called with all such promises. */
const onStopped = (stopped) => native.$onStopped(stopped);

/** Handles are numbers that a double holds. */
const readHandle = readSize;

/** The handle of an object that was disposed of or given away: never that of an object, and not the null handle. */
const gone = Number.MAX_SAFE_INTEGER;

/** The largest size that can be passed. */
const maxSize = Number.MAX_SAFE_INTEGER;

module.exports = {
  answered,
  attachUser,
  begun,
  encodeText,
  giveUp,
  gone,
  lastError,
  makeMethods,
  maxSize,
  memory,
  native,
  onDone,
  onStopped,
  onWoken,
  readHandle,
  readLength,
  readSize,
  regained,
  result,
  setMethods,
  userOf,
  watch,
  writeSize,
  writeView,
};
