// What the module asks of its surroundings: a clock, chance, and a console to write to. There are no files.

const SUCCESS = 0;
const BADF = 8;
const NOSYS = 52;
const SPIPE = 70;

/** What host.mjs does when the memory has grown, when a call fails, when a task's outcome is there, and when a promise's is not wanted. */
const hooks = { grown() {}, fail() {}, wake() {}, stopped() {} };

/** What the library holds of JavaScript's: functions that it can call, and errors. A number stands for each. */
const held = [undefined];
const unused = [];

function hold(value) {
  const number = unused.pop() ?? held.length;
  held[number] = value;
  return number;
}

/** Calls what has this number. */
const invoke = (number, ...args) => held[number](...args);

/** The same with so many arguments: to collect them costs more than a short function does. */
const invokers = [
  (number) => held[number](),
  (number, a) => held[number](a),
  (number, a, b) => held[number](a, b),
  (number, a, b, c) => held[number](a, b, c),
];

const invokerFor = (name) => invokers[/^CALL(\d+)_/.exec(name)[1]] ?? invoke;

/** An object that the library calls. It can be collected as long as the library does not hold it. */
class User {
  weak = undefined;
  strong = undefined;
  holds = 0;

  get object() {
    return this.weak?.deref();
  }
}

/** What is called for the methods of such objects, by the names of the imports. */
const methods = {};

/** A function that calls one of them. */
const invokerOf =
  (name) =>
  (number, ...args) =>
    methods[name](held[number].object, ...args);

const ours = {
  fail() {
    hooks.fail();
  },
  forget(number) {
    held[number] = undefined;
    unused.push(number);
  },
  keep(number) {
    const user = held[number];
    if (user.holds++ === 0) user.strong = user.object;
  },
  letGo(number) {
    const user = held[number];
    if (--user.holds === 0) user.strong = undefined;
  },
  wake(task) {
    hooks.wake(task);
  },
  stopped(promise) {
    hooks.stopped(promise);
  },
};

/** Bytes to lines on the console: 1 is for information, 2 for errors. */
class Console {
  decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  lines = { 1: "", 2: "" };

  write(file, bytes) {
    const lines = (this.lines[file] + this.decoders[file].decode(bytes, { stream: true })).split("\n");
    this.lines[file] = lines.pop();
    for (const line of lines) {
      if (file === 1) console.log(line);
      else console.error(line);
    }
  }
}

/** Functions for all that the module imports; `memory` gives its memory. */
function importsOf(module, memory) {
  const output = new Console();
  const view = () => new DataView(memory().buffer);
  const known = {
    emscripten_notify_memory_growth() {
      hooks.grown();
    },
    clock_time_get(clock, precision, at) {
      const milliseconds = clock === 0 ? Date.now() : performance.now();
      view().setBigUint64(at, BigInt(Math.round(milliseconds * 1e6)), true);
      return SUCCESS;
    },
    random_get(at, length) {
      for (let done = 0; done < length; done += 65536) {
        crypto.getRandomValues(new Uint8Array(memory().buffer, at + done, Math.min(65536, length - done)));
      }
      return SUCCESS;
    },
    environ_sizes_get(count, size) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return SUCCESS;
    },
    environ_get() {
      return SUCCESS;
    },
    fd_write(file, parts, count, written) {
      if (file !== 1 && file !== 2) return BADF;
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(parts + 8 * i, true);
        const length = view().getUint32(parts + 8 * i + 4, true);
        output.write(file, new Uint8Array(memory().buffer, at, length));
        total += length;
      }
      view().setUint32(written, total, true);
      return SUCCESS;
    },
    fd_read(file, parts, count, read) {
      view().setUint32(read, 0, true);
      return SUCCESS;
    },
    fd_seek() {
      return SPIPE;
    },
    fd_close() {
      return SUCCESS;
    },
    proc_exit(code) {
      throw new Error(`the library ended the program with code ${code}`);
    },
  };
  const result = {};
  for (const { module: group, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== "function") throw new Error(`the module imports a ${kind}: ${name}`);
    result[group] ??= {};
    if (group === "polyglue") {
      result[group][name] = ours[name] ?? (name.startsWith("METHOD_") ? invokerOf(name) : invokerFor(name));
      continue;
    }
    // System calls give negative numbers of errors, those of WASI positive ones.
    result[group][name] = known[name] ?? (() => (group === "env" ? -NOSYS : NOSYS));
  }
  return result;
}

export { User, held, hold, hooks, importsOf, methods };
