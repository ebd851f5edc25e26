// @ts-check
// Functions that C++ calls, and threads.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import * as api from "callbacks";
import { Bus, Refused } from "callbacks";

const program = `
  const { workerData, parentPort } = require("node:worker_threads");
  const api = require(workerData.path);
  try {
    for (let i = 0; i < workerData.count; i++) api.log("line " + i);
    parentPort.postMessage("done");
  } catch (error) {
    parentPort.postMessage(error.name + " " + error.code + " " + error.message);
  }`;
const path = new URL(import.meta.resolve("callbacks")).pathname.replace(/index\.mjs$/, "index.js");

/** @param {number} count */
function logInWorker(count) {
  const worker = new Worker(program, { eval: true, workerData: { path, count } });
  return new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
}

test("other threads wait for JavaScript's own", async () => {
  api.log("nobody listens");
  /** @type {string[]} */
  const lines = [];
  api.setLogger((line) => void lines.push(line));
  api.log("here");
  assert.deepEqual(lines, ["here"]);
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 64 }, () => logInWorker(50)))), new Set(["done"]));
  assert.equal(lines.length, 1 + 64 * 50);
  api.setLogger(() => {
    throw new Error("no paper");
  });
  assert.match(await logInWorker(1), /^SystemError ERR_HOST no paper/);
  api.setLogger(() => {
    throw new Refused("x", { code: 3, reason: "full" });
  });
  assert.match(await logInWorker(1), /^Refused 3 refused: full/);
});

test("a call that waits for a thread that waits for JavaScript fails", () => {
  const bus = new Bus(() => assert.fail("JavaScript's thread is waiting"));
  assert.throws(() => bus.publishOnThread("news", {}), { code: "ERR_THREAD", message: /inside a call of the library/ });
  bus.clear();
  bus.publishOnThread("news", {});
});

test("functions are gone when their thread has ended", async () => {
  const worker = new Worker(`require(require("node:worker_threads").workerData.path).setLogger(() => {});`, { eval: true, workerData: { path } });
  await new Promise((resolve) => worker.on("exit", resolve));
  assert.throws(() => api.log("x"), { code: "ERR_HOST_GONE" });
  api.setLogger(() => {});
});

test("a process ends while threads call back", () => {
  const main = `
    const { Worker } = require("node:worker_threads");
    const api = require(${JSON.stringify(path)});
    let count = 0;
    api.setLogger(() => { if (++count === 200) process.exit(0); });
    const program = "const api = require(" + JSON.stringify(${JSON.stringify(path)}) + "); for (;;) api.log('x');";
    for (let i = 0; i < 3; i++) new Worker(program, { eval: true }).on("error", () => {});`;
  const rounds = Number(process.env.POLYGLUE_EXITS ?? 10);
  for (let i = 0; i < rounds; i++) execFileSync(process.execPath, ["-e", main], { timeout: 20000 });
});
