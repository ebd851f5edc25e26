// Measures every binding's shapes in one process, round about, and prints nanoseconds per call as JSON.
// usage: node measure.mjs ROUNDS {"polyglue": PATH, "hand": PATH, ...} [SHAPE...]    of these shapes; else of all but lifecycle and loop
import { createRequire } from "node:module";
import process from "node:process";

const require = createRequire(import.meta.url);
const [rounds, paths] = [Number(process.argv[2]), JSON.parse(process.argv[3])];
const TEXT = "the quick brown fox jumps over it";
const VECTOR = { x: 1, y: 2, z: 3 };
const ARRAY = new Float64Array(1000).fill(0.5);

/** What the result of a call goes to, so that no call can be left out. */
let sink;

const shapes = {
  // What is around every call.
  loop: () => (n) => {
    for (let i = 0; i < n; i++);
  },
  noop: (library) => (n) => {
    for (let i = 0; i < n; i++) library.noop();
  },
  add: (library) => (n) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum = library.add(sum & 1023, i & 1023);
    sink = sum;
  },
  method: (library) => {
    const counter = new library.Counter();
    return (n) => {
      for (let i = 0; i < n; i++) sink = counter.inc(1n);
    };
  },
  lifecycle: (library) => (n) => {
    for (let i = 0; i < n; i++) new library.Counter().dispose();
  },
  text_in: (library) => (n) => {
    for (let i = 0; i < n; i++) sink = library.length(TEXT);
  },
  text_out: (library) => (n) => {
    for (let i = 0; i < n; i++) sink = library.greet33();
  },
  vec3: (library) => (n) => {
    for (let i = 0; i < n; i++) sink = library.scale(VECTOR, 2);
  },
  array_in: (library) => (n) => {
    for (let i = 0; i < n; i++) sink = library.sum(ARRAY);
  },
  records_out: (library) => (n) => {
    for (let i = 0; i < n; i++) sink = library.makeSamples(1000);
  },
  fold: (library) => {
    const step = (value) => value ^ 1;
    return (n) => {
      for (let i = 0; i < n; i++) sink = library.fold(1000, step);
    };
  },
  error: (library) => (n) => {
    for (let i = 0; i < n; i++) {
      try {
        library.checked(-1);
      } catch (error) {
        sink = error;
      }
    }
  },
};

/** How many calls take about 2 ms. */
function calibrate(run) {
  // The first calls compile what they need; they say nothing about the others.
  for (let i = 0; i < 20; i++) run(1);
  for (let n = 1; ; n *= 2) {
    // The best of three: others want the processor, too.
    let best = Infinity;
    for (let i = 0; i < 3; i++) {
      const start = process.hrtime.bigint();
      run(n);
      best = Math.min(best, Number(process.hrtime.bigint() - start));
    }
    if (best > 1e6 || n > 1e6) return n * 2;
  }
}

const wanted = process.argv.slice(4);
const results = {};
for (const [shape, prepare] of Object.entries(shapes)) {
  // Not every way to write an addon has a dispose().
  if (wanted.length > 0 ? !wanted.includes(shape) : shape === "lifecycle" || shape === "loop") continue;
  // A function of its own for each binding: one that all share is never optimised for any.
  const runs = Object.entries(paths).map(([name, path]) => {
    // An addon's exports are slow to look names up in; who measures calls, or imports by name, does that once.
    const exported = require(path);
    const library = Object.fromEntries(Object.getOwnPropertyNames(exported).map((key) => [key, exported[key]]));
    const run = new Function("sink", "TEXT", "VECTOR", "ARRAY", `return ${prepare}`)(sink, TEXT, VECTOR, ARRAY)(library);
    return { name, run, calls: calibrate(run), times: [] };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { run, calls, times } of runs) {
      const start = process.hrtime.bigint();
      run(calls);
      times.push(Number(process.hrtime.bigint() - start) / calls);
    }
  }
  results[shape] = {};
  for (const { name, times } of runs) {
    times.sort((a, b) => a - b);
    results[shape][name] = { min: times[0], median: times[times.length >> 1] };
  }
}
console.log(JSON.stringify(results));
