import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import * as classes from "classes";
import { Counter, Job, JobState, Thermostat } from "classes";
import { live } from "classes/live";

test("constructors", () => {
  assert.equal(new Counter().value(), 0);
  assert.equal(new Counter(5).value(), 5);
  // @ts-expect-error
  assert.throws(() => new Counter("5"), TypeError);
  // @ts-expect-error
  assert.throws(() => new Counter(1, 2), TypeError);
  assert.throws(() => new Counter(2 ** 31), TypeError);
  // @ts-expect-error
  assert.throws(() => Counter(), TypeError);
});

test("methods", () => {
  const counter = new Counter();
  const other = new Counter(10);
  assert.equal(counter.increment(), 1);
  assert.equal(counter.increment(), 2);
  const total = Counter.sum(counter, other);
  assert.ok(total instanceof Counter);
  assert.equal(total.value(), 12);
  counter.takeFrom(other);
  assert.deepEqual([counter.value(), other.value()], [12, 0]);
  counter.takeFrom(counter);
  counter.reset();
  assert.equal(counter.value(), 0);
});

test("chains give the object itself", () => {
  const counter = new Counter();
  assert.equal(counter.add(3).add(4), counter);
  assert.equal(counter.value(), 7);
});

test("constants", () => {
  assert.equal(Counter.LIMIT, 1000);
});

test("properties", () => {
  const thermostat = new Thermostat();
  assert.equal(thermostat.target, 20);
  thermostat.target = 22.5;
  assert.equal(thermostat.target, 22.5);
  assert.equal(thermostat.isHeating(), true);
  assert.equal(thermostat.name, "hall");
  thermostat.name = "küche";
  assert.equal(thermostat.name, "küche");
  // @ts-expect-error
  assert.throws(() => (thermostat.target = "warm"), TypeError);
});

test("fields", () => {
  const job = new Job("sweep");
  assert.deepEqual([job.title, job.priority, job.id], ["sweep", 5, 7]);
  job.title = "mop";
  job.priority = -1;
  assert.deepEqual([job.title, job.priority], ["mop", -1]);
  // @ts-expect-error
  assert.throws(() => (job.id = 8), TypeError);
  assert.throws(() => (job.priority = 2 ** 31), RangeError);
  assert.equal(job.state(), JobState.Idle);
  job.run();
  assert.equal(job.runs(), 1);
  assert.equal(job.state(), JobState.Done);
  assert.deepEqual(JobState, { Idle: 0, Done: 1 });
});

test("dispose", () => {
  const counter = new Counter(1);
  assert.equal(counter.disposed, false);
  counter.dispose();
  counter.dispose();
  assert.equal(counter.disposed, true);
  for (const use of [() => counter.value(), () => counter.reset(), () => counter.add(1), () => new Counter().takeFrom(counter)]) {
    assert.throws(use, { name: "ReferenceError", code: "ERR_DISPOSED" });
  }
  const other = new Counter(2);
  other[Symbol.dispose]();
  assert.ok(other.disposed);
});

test("wrong classes", () => {
  const counter = new Counter();
  for (const value of [new Thermostat(), {}, null, undefined, 1, Object.create(Counter.prototype)]) {
    // @ts-ignore
    assert.throws(() => counter.takeFrom(value));
  }
  assert.throws(() => Counter.prototype.value.call({}), ReferenceError);
  assert.throws(() => Counter.prototype.value.call(undefined), TypeError);
  // An object of another class: the handle is checked by the library.
  assert.throws(() => Counter.prototype.value.call(new Thermostat()), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
});

test("classes derived in JavaScript", () => {
  class Stepper extends Counter {
    step = 2;
    increment() {
      this.add(this.step);
      return this.value();
    }
  }
  const stepper = new Stepper(10);
  assert.equal(stepper.increment(), 12);
  assert.ok(stepper instanceof Counter);
  stepper.dispose();
});

test("one copy for import and require", () => {
  const required = createRequire(import.meta.url)("classes");
  assert.equal(required.Counter, Counter);
  assert.deepEqual(Object.keys(required).sort(), Object.keys(classes).sort());
});

test("what is dropped is freed", async () => {
  const before = live().objects;
  (() => {
    for (let i = 0; i < 1000; i++) Counter.sum(new Counter(1), new Counter(2));
  })();
  for (let i = 0; i < 50 && live().objects > before; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(live().objects <= before, `${live().objects} alive, ${before} before`);
});

test("workers", async () => {
  const code = `
    const { parentPort } = require("node:worker_threads");
    const { Counter } = require("classes");
    let sum = 0;
    for (let i = 0; i < 1000; i++) {
      const counter = new Counter(i);
      sum += counter.add(1).value();
      counter.dispose();
    }
    parentPort.postMessage(sum);`;
  const sums = await Promise.all(
    Array.from({ length: 4 }, () => {
      const worker = new Worker(code, { eval: true });
      return new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
    }),
  );
  assert.deepEqual(sums, [500500, 500500, 500500, 500500]);
});
