// Checks of arguments, and how text, bytes, lists and times are written to and read from memory.
import {
  maxSize,
  memory,
  result,
  writeView,
  readSize,
  readLength,
  encodeText,
} from "./host.mjs";

const expectations = {
  boolean: "a boolean",
  i8: "an integer from -128 to 127",
  u8: "an integer from 0 to 255",
  i16: "an integer from -32768 to 32767",
  u16: "an integer from 0 to 65535",
  i32: "an integer from -2147483648 to 2147483647",
  u32: "an integer from 0 to 4294967295",
  i64: "a bigint of 64 bits with sign",
  u64: "a bigint of 64 bits without sign",
  size: `an integer from 0 to ${maxSize}`,
  number: "a number",
  character: "one ASCII character",
  codepoint: "one Unicode character",
  text: "a string",
};
const kinds = {
  i8: "number",
  u8: "number",
  i16: "number",
  u16: "number",
  i32: "number",
  u32: "number",
  size: "number",
  i64: "bigint",
  u64: "bigint",
  character: "string",
  codepoint: "string",
};
const ranges = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
  i32: [-2147483648, 2147483647],
  u32: [0, 4294967295],
  size: [0, maxSize],
};

function describe(value) {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value.length > 20 ? "a long string" : JSON.stringify(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return name ? `an object of class ${name}` : "an object";
}

/** The error for an argument of a wrong type, or of the right type outside its range. */
function mismatch(value, where, expected) {
  const text = `${where}: expected ${expectations[expected] ?? expected}, got ${describe(value)}`;
  // A whole number that is too large is out of range; NaN, 1.5 and "1" are something else.
  const kind = expected.startsWith("one of ") ? "number" : kinds[expected];
  const inKind = kind === typeof value && (kind !== "number" || Number.isInteger(value));
  const error = inKind ? new RangeError(text) : new TypeError(text);
  error.code = inKind ? "ERR_OUT_OF_RANGE" : "ERR_INVALID_ARG_TYPE";
  Error.captureStackTrace?.(error, mismatch);
  return error;
}

function loneSurrogate(where) {
  const error = new TypeError(`${where}: text with a lone surrogate`);
  error.code = "ERR_TEXT";
  Error.captureStackTrace?.(error, loneSurrogate);
  return error;
}

function noOverload(name) {
  const error = new TypeError(`${name}: no overload takes these arguments`);
  error.code = "ERR_INVALID_ARG_TYPE";
  Error.captureStackTrace?.(error, noOverload);
  return error;
}

function isCharacter(value) {
  return typeof value === "string" && value.length === 1 && value.charCodeAt(0) < 128;
}

function isCodePoint(value) {
  if (typeof value !== "string" || value.length === 0 || value.length > 2) return false;
  const code = value.codePointAt(0);
  return (code < 0xd800 || code > 0xdfff) && value.length === (code > 0xffff ? 2 : 1);
}

function isInteger(value, kind) {
  const [low, high] = ranges[kind];
  return Number.isInteger(value) && value >= low && value <= high;
}

/** An object that is taken for its fields. */
function isPlain(value) {
  return typeof value === "object" && value !== null && value[Symbol.iterator] === undefined;
}

function isList(value) {
  return typeof value === "object" && value !== null && typeof value[Symbol.iterator] === "function";
}

/** A list whose first element, if it has one, passes the test. */
function isListOf(value, test) {
  if (!isList(value)) return false;
  return !Array.isArray(value) || value.length === 0 || test(value[0]);
}

/** What is given for a sequence or set, as an array. */
function list(value, where) {
  if (Array.isArray(value)) return value;
  if (!isList(value)) throw mismatch(value, where, "an iterable object");
  if (ArrayBuffer.isView(value) && value.length === 0) attached(value, where);
  return Array.from(value);
}

/** What is given for a map, as an array of pairs. */
function entries(value, where) {
  const pairs = isPlain(value) ? Object.entries(value) : list(value, where);
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) throw mismatch(pair, where, "pairs of keys and values");
  }
  return pairs;
}

/** Refuses an array whose memory was transferred to somewhere else: it looks like an empty one. */
function attached(array, where) {
  try {
    new Uint8Array(array.buffer);
  } catch {
    throw mismatch(array, where, "an array that is not detached");
  }
}

/** What is given for bytes. */
function bytes(value, where) {
  const isBuffer = value instanceof ArrayBuffer;
  if (!(value instanceof Uint8Array) && !isBuffer) throw mismatch(value, where, "a Uint8Array");
  if (value.byteLength === 0) attached(isBuffer ? { buffer: value } : value, where);
  return isBuffer ? new Uint8Array(value) : value;
}

/** Fields that are objects: equal if their content is. */
function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (typeof a.equals === "function") return a.equals(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (!isList(a) || !isList(b)) return false;
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)));
  }
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((item) => b.has(item));
  if (a.length !== b.length || a.constructor !== b.constructor) return false;
  for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
  return true;
}

function optional(handle, wrap) {
  return handle === 0 ? undefined : wrap(handle);
}

function writeText(at, value, where) {
  if (typeof value !== "string") throw mismatch(value, where, "text");
  const data = memory.push(value.length * 3);
  const length = encodeText(value, data);
  if (length < 0) throw loneSurrogate(where);
  memory.top = (data + length + 7) & -8;
  writeView(at, data, length);
}

function writeBytes(at, value, where) {
  const array = bytes(value, where);
  const length = array.length;
  const data = memory.push(length);
  memory.u8.set(array, data);
  writeView(at, data, length);
}

/** A typed array, into the view of the same element type. */
function writeArray(at, array, where, view) {
  const length = array.length;
  if (length === 0) attached(array, where);
  const data = memory.push(array.byteLength);
  memory[view].set(array, data / array.BYTES_PER_ELEMENT);
  writeView(at, data, length);
}

function readText(at) {
  return result.text(readSize(at), readLength(at));
}

function readBytes(at) {
  const start = readSize(at);
  return result.u8.slice(start, start + readLength(at));
}

function readArray(view, at, shift) {
  const start = readSize(at) >> shift;
  return view.slice(start, start + readLength(at));
}

/** Whole seconds, with sign, and the nanoseconds on top. */
function writeTime(at, seconds, nanos) {
  const low = seconds >>> 0;
  memory.u32[at >> 2] = low;
  memory.i32[(at + 4) >> 2] = (seconds - low) / 4294967296;
  memory.u32[(at + 8) >> 2] = nanos;
}

function readSeconds(at) {
  return result.i32[(at + 4) >> 2] * 4294967296 + result.u32[at >> 2];
}

function writeDate(at, value, where) {
  if (!(value instanceof Date)) throw mismatch(value, where, "a Date");
  const time = value.getTime();
  if (Number.isNaN(time)) throw mismatch(value, where, "a valid Date");
  const seconds = Math.floor(time / 1000);
  writeTime(at, seconds, (time - seconds * 1000) * 1000000);
}

/** Milliseconds: instants below them are cut off. */
function readDate(at) {
  return new Date(readSeconds(at) * 1000 + Math.floor(result.u32[(at + 8) >> 2] / 1000000));
}

/** A duration is a number of milliseconds, with a fraction where it is finer. */
function writeDuration(at, value, where) {
  if (typeof value !== "number") throw mismatch(value, where, "number");
  if (!Number.isFinite(value) || Math.abs(value) > 9e18) throw mismatch(value, where, "a number of milliseconds");
  let seconds = Math.floor(value / 1000);
  let nanos = Math.round((value - seconds * 1000) * 1000000);
  if (nanos >= 1000000000) {
    seconds += 1;
    nanos = 0;
  }
  writeTime(at, seconds, nanos);
}

function readDuration(at) {
  const seconds = readSeconds(at);
  const nanos = result.u32[(at + 8) >> 2];
  // As small a sum as can be: -1 µs is not -1000 ms + 999.999 ms.
  return seconds < 0 && nanos > 0 ? (seconds + 1) * 1000 - (1000000000 - nanos) / 1000000 : seconds * 1000 + nanos / 1000000;
}

export {
  attached,
  bytes,
  entries,
  equal,
  isCharacter,
  isCodePoint,
  isInteger,
  isList,
  isListOf,
  isPlain,
  list,
  mismatch,
  noOverload,
  optional,
  readArray,
  readBytes,
  readDate,
  readDuration,
  readText,
  writeArray,
  writeBytes,
  writeDate,
  writeDuration,
  writeText,
};
