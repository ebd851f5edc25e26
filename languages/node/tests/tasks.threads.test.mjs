// @ts-check
// Results that come later, from threads of the library.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import * as api from "tasks";
import { NotFound, Player, Song, Source } from "tasks";
import { live } from "tasks/live";

import { eventually, sleep } from "./support.mjs";

const path = new URL(import.meta.resolve("tasks")).pathname.replace(/index\.mjs$/, "index.js");

/** C++ lets go in its own time, a moment after it has told. */
const settled = () => eventually(() => live().objects + live().results === 0);

/** @param {number} count */
const stoppedAtLeast = (count) => eventually(() => api.stopped() >= count);

test("values", async () => {
  assert.equal(await api.greet("Ada"), "hello Ada");
  assert.deepEqual({ ...(await api.find("song")) }, { title: "song", seconds: 180, tags: ["a", "b"] });
  assert.equal(await api.pause(), undefined);
  assert.equal(await api.total([1n, 2n, 3n]), 6n);
  assert.equal(await api.twice(21), 42);
  assert.deepEqual({ ...(await api.fetch("x")) }, { title: "x", seconds: 60, tags: [] });
  await assert.rejects(api.find("nothing"), (error) => error instanceof NotFound && error.name_ === "nothing");
  // What was passed need not be there any more, nor stay as it was.
  const numbers = new BigInt64Array(100000).fill(1n);
  const total = api.total(numbers);
  numbers.fill(2n);
  assert.equal(await total, 100000n);
  const all = await Promise.all(Array.from({ length: 500 }, (_, i) => api.greet(String(i))));
  assert.equal(all[499], "hello 499");
  await settled();
});

test("a signal stops the library", async () => {
  const before = api.stopped();
  await assert.rejects(api.untilStopped({ signal: AbortSignal.timeout(10) }), { name: "TimeoutError" });
  await stoppedAtLeast(before + 1);
  const controller = new AbortController();
  const both = [api.untilStopped(controller), api.untilStopped(controller)];
  controller.abort();
  for (const one of both) await assert.rejects(one, { name: "AbortError" });
  await stoppedAtLeast(before + 3);
  await settled();
});

test("objects", async () => {
  const player = await Player.open("short");
  assert.ok(player instanceof Player);
  assert.equal(player.title(), "short");
  assert.equal(await player.play(5), 5);
  const again = await player.again();
  const longest = await Player.open("longest");
  const comes = api.longer(player, longest);
  player.dispose();
  longest.dispose(); // both still used
  assert.equal(await comes, "longest");
  await assert.rejects(Player.open("nothing"), NotFound);
  await assert.rejects(player.play(1), { code: "ERR_DISPOSED" });
  again.dispose();
  await settled();
});

test("progress, errors in it, and a signal in the middle", async () => {
  /** @type {number[]} */
  const seen = [];
  assert.equal(await api.analyse(["a", "b"], (done) => void seen.push(done)), 360);
  assert.deepEqual(seen, [0.5, 1]);
  const tired = new Error("tired");
  const fails = api.analyse(["a"], () => {
    throw tired;
  });
  await assert.rejects(fails, (error) => error === tired);
  const before = api.stopped();
  const controller = new AbortController();
  const many = api.analyse(new Array(100000).fill("x"), () => controller.abort(), controller);
  await assert.rejects(many, { name: "AbortError" });
  await stoppedAtLeast(before + 1);
});

test("outcomes and signals at the same time", async () => {
  let outcomes = 0;
  for (let round = 0; round < 20; round++) {
    const controllers = Array.from({ length: 100 }, () => new AbortController());
    const all = controllers.map((controller) => api.greet("x", controller));
    const settling = Promise.allSettled(all);
    if (round % 2) await sleep(round % 3);
    for (const controller of controllers) controller.abort();
    for (const one of await settling) {
      if (one.status === "fulfilled") assert.equal(one.value, "hello x");
      else assert.equal(one.reason.name, "AbortError");
      outcomes++;
    }
  }
  assert.equal(outcomes, 2000);
  await settled();
});

test("what is in flight keeps the process alive, and nothing else does", () => {
  /** @param {string} code */
  const run = (code) => execFileSync(process.execPath, ["-e", code], { encoding: "utf8", timeout: 20000 });
  const load = `const api = require(${JSON.stringify(path)});`;
  assert.equal(run(`${load} api.greet("x").then(console.log)`), "hello x\n");
  assert.equal(run(`${load} api.add(1, 2).then(console.log)`), "3\n");
  const stop = `const c = new AbortController(); api.untilStopped(c).catch((error) => console.log(error.name)); c.abort();`;
  assert.equal(run(`${load} ${stop}`), "AbortError\n");
  const left = `for (let i = 0; i < 20; i++) api.greet("x"); api.untilStopped(); console.log("left"); setTimeout(() => process.exit(0), 5);`;
  for (let i = 0; i < 3; i++) assert.equal(run(`${load} ${left}`), "left\n");
});

test("a worker that ends gives up what is in flight", async () => {
  const before = api.stopped();
  const program = `
    const api = require(${JSON.stringify(path)});
    for (let i = 0; i < 100; i++) api.greet("x");
    for (let i = 0; i < 100; i++) new Array(api.untilStopped());
    require("node:worker_threads").parentPort.postMessage("started");`;
  for (let i = 0; i < 3; i++) {
    const worker = new Worker(program, { eval: true });
    await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
    await worker.terminate();
  }
  await stoppedAtLeast(before + 300);
  await settled();
});

// ---- methods that threads of C++ wait for ----

class Counts extends Source {
  async fetch() {
    return new Song({});
  }
  async size() {
    await sleep(1);
    return 7;
  }
}

class Waits extends Counts {
  calls = 0;
  /** @type {unknown[]} */
  reasons = [];
  /** @param {{ signal?: AbortSignal }} [options] @returns {Promise<number>} */
  size(options) {
    this.calls++;
    return new Promise((_, reject) => {
      options?.signal?.addEventListener("abort", () => {
        this.reasons.push(options.signal?.reason.name);
        reject(options.signal?.reason);
      });
    });
  }
}

test("methods are called for threads of C++", async () => {
  const source = new Counts();
  const counts = await Promise.all(Array.from({ length: 20 }, () => api.count(source)));
  assert.deepEqual(counts, new Array(20).fill(7));
  source.dispose();
  await settled();
});

test("a signal reaches methods through C++", async () => {
  const source = new Waits();
  const controller = new AbortController();
  const waits = api.count(source, controller);
  while (source.calls < 1) await sleep(1);
  controller.abort();
  await assert.rejects(waits, { name: "AbortError" });
  while (source.reasons.length < 1) await sleep(1);
  assert.deepEqual(source.reasons, ["AbortError"]);
  source.dispose();
  await settled();
});

test("results of methods and signals at the same time", async () => {
  const source = new Counts();
  let outcomes = 0;
  for (let round = 0; round < 10; round++) {
    const controllers = Array.from({ length: 20 }, () => new AbortController());
    const settling = Promise.allSettled(controllers.map((controller) => api.count(source, controller)));
    await sleep(round % 4);
    for (const controller of controllers) controller.abort();
    for (const one of await settling) {
      if (one.status === "fulfilled") assert.equal(one.value, 7);
      else assert.equal(one.reason.name, "AbortError");
      outcomes++;
    }
  }
  assert.equal(outcomes, 200);
  source.dispose();
  await settled();
});

test("environments that end answer nothing any more", async () => {
  const program = `
    const { Source, Song, count, titleOf } = require(${JSON.stringify(path)});
    let calls = 0;
    const begun = () => { if (++calls === 20) started(); };
    class Never extends Source {
      fetch(name, { signal }) {
        signal.addEventListener("abort", console.log);
        return this.size();
      }
      size() {
        begun();
        return kept[calls] = new Promise(() => {});
      }
    }
    const kept = [];
    const source = new Never();
    for (let i = 0; i < 10; i++) count(source).catch(console.log), titleOf(source, "x").catch(console.log);`;
  for (let i = 0; i < 3; i++) {
    const started = `const started = () => require("node:worker_threads").parentPort.postMessage("started");`;
    const worker = new Worker(started + program, { eval: true });
    await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
    await worker.terminate();
  }
  const leave = `const started = () => { console.log("left"); process.exit(0); };`;
  assert.equal(execFileSync(process.execPath, ["-e", leave + program], { encoding: "utf8", timeout: 20000 }), "left\n");
  // C++ waits for nothing any more, and its threads have ended. What a worker made stays.
  await eventually(() => live().results === 0);
});
