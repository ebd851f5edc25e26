// @ts-check
// Results that come later, from threads of the library.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import * as api from "tasks";
import { NotFound, Player } from "tasks";
import { live } from "tasks/live";

const path = new URL(import.meta.resolve("tasks")).pathname.replace(/index\.mjs$/, "index.js");

/** C++ lets go in its own time, a moment after it has told. */
async function settled() {
  for (let i = 0; i < 2000 && live().objects + live().results > 0; i++) await sleep(1);
  assert.deepEqual(live(), { objects: 0, results: 0 });
}

/** @param {number} count */
async function stoppedAtLeast(count) {
  for (let i = 0; i < 2000 && api.stopped() < count; i++) await sleep(1);
  assert.ok(api.stopped() >= count);
}

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
