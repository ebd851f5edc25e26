// How JavaScript and the library share memory in WebAssembly: both work in the module's own. JavaScript writes
// arguments to a stack in it and reads results where the library left them.
import { borderError, messageOf } from "./errors.mjs";
import { User, held, hold, hooks, methods } from "./imports.mjs";
import { native } from "./load.mjs";

const BLOCK = 65536;
const SHORT = 24;

/** The module's memory, seen as arrays of every kind of number. */
class Memory {
  constructor() {
    this.start = native.$arguments();
    this.top = this.start;
    this.limit = this.start + native.$argumentsSize();
    this.outer = []; // blocks of the stack below this one
    this.refresh();
  }

  /** The memory has grown: the old arrays are detached. */
  refresh() {
    const { buffer } = native.memory;
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
    this.rests = new Array(64).fill(undefined);
  }

  /** The bytes from here to the end of the block: kept for the places that most calls write to. */
  rest(at) {
    const place = (at - this.start) >> 3;
    if (place >= this.rests.length || this.outer.length !== 0) return this.u8.subarray(at, this.limit);
    return (this.rests[place] ??= this.u8.subarray(at, this.limit));
  }

  push(size) {
    const at = this.top;
    const end = at + size + 7;
    if (end > this.limit) return this.more(size);
    this.top = end - (end & 7);
    return at;
  }

  pop(at) {
    if (this.outer.length !== 0 && (at < this.start || at > this.limit)) this.less(at);
    this.top = at;
  }

  /** A block for what does not fit into this one. */
  more(size) {
    const room = Math.max(size + 8, BLOCK);
    const start = room < 2 ** 31 ? native.malloc(room) : 0;
    if (start === 0) throw borderError(-9, "no memory for the arguments");
    this.outer.push([this.start, this.limit]);
    this.start = start;
    this.top = start;
    this.limit = start + room;
    return this.push(size);
  }

  /** Frees the blocks above the one that `at` is in. */
  less(at) {
    do {
      native.free(this.start);
      [this.start, this.limit] = this.outer.pop();
    } while (at < this.start || at > this.limit);
  }

  text(start, length) {
    const { u8 } = this;
    if (length < units.length) {
      const list = units[length];
      let all = 0;
      for (let i = 0; i < length; i++) {
        const unit = u8[start + i];
        all |= unit;
        list[i] = unit;
      }
      if (all < 128) return String.fromCharCode.apply(null, list);
    }
    return decoder.decode(u8.subarray(start, start + length));
  }
}

/** Lists of every short length, for text that is made of its units at once. */
const units = Array.from({ length: 33 }, (_, length) => new Array(length).fill(0));

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

const memory = new Memory();
const result = memory;
hooks.grown = () => memory.refresh();

/** Where the library leaves results that are structs. */
const out = native.$out();

/** Frees what a result points to; its owner is what the call gave. */
function release(owner) {
  if (owner !== 0) native.$release(owner);
}

/** A call that fails throws what `failure` makes. */
function onFailure(failure) {
  hooks.fail = () => {
    throw failure();
  };
}

const isWellFormed = String.prototype.isWellFormed
  ? (text) => text.isWellFormed()
  : (text) => !/\p{Surrogate}/u.test(text);

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
  const { written } = encoder.encodeInto(text, memory.rest(at));
  return written === length || isWellFormed(text) ? written : -1;
}

/** A number of the size of a pointer: a length or an address. */
function writeSize(at, value) {
  memory.u32[at >> 2] = value;
}

function readSize(at) {
  return memory.u32[at >> 2];
}

/** Handles are numbers of 32 bits with sign, as calls give them. */
function readHandle(at) {
  return memory.i32[at >> 2];
}

/** The handle of an object that was disposed of or given away: never that of an object, and not the null handle. */
const gone = -1;

/** The largest size that can be passed. */
const maxSize = 4294967295;

/** A pointer and a length. */
function writeView(at, data, length) {
  memory.u32[at >> 2] = data;
  memory.u32[(at + 4) >> 2] = length;
}

function readLength(at) {
  return memory.u32[(at + 4) >> 2];
}

function readView(at) {
  return memory.text(readSize(at), readLength(at));
}

/**
 * What is known of the last call that failed: {status, message, cppType}; fields of the error are where results are.
 * `hostError` is {error} if a function that the library called threw it.
 */
function lastError() {
  const at = native.$lastError();
  const hostError = held[readSize(at + 24)];
  const error = { status: memory.i32[at >> 2], message: readView(at + 4), cppType: readView(at + 16), hostError };
  if (hostError !== undefined) native.$forgetError();
  return error;
}

/** An error's message, where the library can read it. */
function writeMessage(error) {
  const text = messageOf(error);
  const at = memory.push(8);
  const data = memory.push(text.length * 3);
  const { written } = encoder.encodeInto(text, memory.rest(data));
  writeView(at, data, written);
  return at;
}

/** Tells the library that a function that it called fails, or what it has a promise of, with one of its own errors, */
function failWith(status, error, fields, promise) {
  if (promise === undefined) native.$fail(status, writeMessage(error), fields);
  else native.$failPromise(status, writeMessage(error), fields, promise);
}

/** or with anything else. */
function failHost(error, promise) {
  const top = memory.top;
  try {
    if (promise === undefined) native.$failHost(writeMessage(error), hold({ error }));
    else native.$failPromiseHost(writeMessage(error), hold({ error }), promise);
  } finally {
    memory.pop(top);
  }
}

/** What the library calls for the methods of objects that JavaScript implements. */
function setMethods(all) {
  for (const [name, method] of Object.entries(all)) methods[name.slice(1)] = method;
}

/** What the library is given of them for one class: only those with a flag. It stays for ever. */
function makeMethods(get, flags) {
  const from = get();
  const size = readSize(from);
  const at = native.malloc(size);
  if (at === 0) throw borderError(-9, "no memory for a class");
  memory.u8.copyWithin(at, from, from + size);
  const first = at + size - 4 * flags.length;
  for (const [i, flag] of flags.entries()) if (!flag) writeSize(first + 4 * i, 0);
  return at;
}

let made;

/** The number of an object that is about to be made, */
function newUser() {
  made = new User();
  return hold(made);
}

/** and the object. */
function attachUser(object) {
  made.weak = new WeakRef(object);
  if (made.holds > 0) made.strong = object;
  made = undefined;
}

/** The object of JavaScript's behind a handle; undefined if it is not one. */
const userOf = (handle) => held[native.$user(handle)]?.object;

/** An object that was given away has come back. False if this handle of it is borrowed. */
const regained = (handle) => native.$regained(handle) !== 0;

/** The task that the call before has begun; 0 if there is none. */
const begun = () => native.$begun();

/** Whether a task's outcome is there. If not, what onWoken() was given is told of it later. */
const onDone = (task) => native.$onDone(task) !== 0;

/** Nobody wants a task's outcome any more: the library is asked to stop. */
const giveUp = (task) => native.$giveUp(task);

/** Says what is called with all tasks whose outcomes have come since: after what runs now, since that is inside the library. */
function onWoken(woken) {
  let tasks = [];
  const tell = () => {
    const all = tasks;
    tasks = [];
    woken(all);
  };
  hooks.wake = (task) => {
    tasks.push(task);
    if (tasks.length === 1) queueMicrotask(tell);
  };
}

/** Nothing more is said of a promise of the library's. */
const answered = (promise) => native.$answered(promise);

/** What onStopped() was given is told when the library wants no result by this promise any more. */
const watch = (promise) => native.$watch(promise);

/** Says what is called with such promises: after what runs now, since that is inside the library. */
function onStopped(stopped) {
  hooks.stopped = (promise) => queueMicrotask(() => stopped([promise]));
}

/** Refuses a module that was made for other JavaScript: one of the two may be an old copy. */
function checkContract(number) {
  if (native.$contract() >>> 0 === number) return;
  const error = new Error("library.wasm and its JavaScript are not of the same build");
  error.code = "ERR_ABI";
  throw error;
}

export {
  answered,
  attachUser,
  begun,
  checkContract,
  encodeText,
  failHost,
  failWith,
  giveUp,
  gone,
  hold,
  lastError,
  makeMethods,
  maxSize,
  memory,
  native,
  newUser,
  onDone,
  onFailure,
  onStopped,
  onWoken,
  out,
  readHandle,
  readLength,
  readSize,
  regained,
  release,
  result,
  setMethods,
  userOf,
  watch,
  writeSize,
  writeView,
};
