// @ts-check
// Objects whose methods C++ calls, and threads.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import { Bus, Listener } from "interfaces";
import { live } from "interfaces/live";

const path = new URL(import.meta.resolve("interfaces")).pathname.replace(/index\.mjs$/, "index.js");

test("a call that waits for a thread that waits for JavaScript fails", () => {
  class Ear extends Listener {
    heard() {
      assert.fail("JavaScript's thread is waiting");
    }
  }
  const bus = new Bus();
  bus.add(new Ear());
  assert.throws(() => bus.publishOnThread("news", {}), { code: "ERR_THREAD", message: /inside a call of the library/ });
  bus.clear();
  assert.equal(bus.publishOnThread("news", {}), 0);
  bus.dispose();
});

test("workers have their own", async () => {
  const program = `
    const { Bus, Listener, makeListener } = require(${JSON.stringify(path)});
    class Ear extends Listener {
      heard(event) { this.total = (this.total ?? 0) + event.line; }
    }
    const bus = new Bus();
    const ear = new Ear();
    bus.add(ear);
    for (let i = 0; i < 200; i++) bus.publish("news", { line: 1 });
    bus.dispose();
    ear.dispose();
    require("node:worker_threads").parentPort.postMessage(ear.total);`;
  const counts = await Promise.all(
    [1, 2, 3].map(() => {
      const worker = new Worker(program, { eval: true });
      return new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
    }),
  );
  assert.deepEqual(counts, [200, 200, 200]);
  assert.ok(live().objects < 10);
});

test("a process ends while C++ has objects of JavaScript's, and is inside of one", () => {
  const main = `
    const { Bus, Listener, Gauge } = require(${JSON.stringify(path)});
    const bus = new Bus();
    class Ear extends Listener { heard() { process.exit(0); } }
    for (let i = 0; i < 10; i++) bus.add(new Ear());
    setTimeout(() => bus.publish("news", {}), 1);`;
  for (let i = 0; i < 3; i++) execFileSync(process.execPath, ["-e", main], { timeout: 20000 });
  const worker = `
    const { Worker } = require("node:worker_threads");
    const program = ${JSON.stringify(`
      const { Bus, Listener } = require(${JSON.stringify(path)});
      const bus = new Bus();
      class Ear extends Listener { heard() {} }
      bus.add(new Ear());
      require("node:worker_threads").parentPort.postMessage("begun");
      for (;;) bus.publish("news", {});`)};
    for (let i = 0; i < 2; i++) {
      const one = new Worker(program, { eval: true });
      one.on("message", () => one.terminate());
    }`;
  for (let i = 0; i < 3; i++) execFileSync(process.execPath, ["-e", worker], { timeout: 20000 });
});
