// @ts-check
// Results that come later, as far as one thread is enough for them.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "tasks";
import { Barrier, NotFound, Player, Song, Source, SystemError, TasksError } from "tasks";
import { live } from "tasks/live";

import { collect, eventually } from "./support.mjs";

test("finished at once", async () => {
  const sum = api.add(2, 3);
  assert.ok(sum instanceof Promise);
  assert.equal(await sum, 5);
  const song = await api.lookUp("x");
  assert.ok(song instanceof Song);
  assert.deepEqual({ ...song }, { title: "x", seconds: 60, tags: [] });
});

test("errors, which come by the promise, too", async () => {
  const failing = api.refuse("x");
  assert.ok(failing instanceof Promise);
  await assert.rejects(failing, (error) => {
    assert.ok(error instanceof NotFound && error instanceof TasksError);
    assert.equal(error.message, "no song is called x");
    assert.equal(error.name_, "x");
    return true;
  });
  await assert.rejects(api.lookUp("nothing"), { name: "NotFound", name_: "nothing" });
  await assert.rejects(api.forget(), { name: "SystemError", code: "ERR_ABANDONED" });
  // @ts-expect-error
  await assert.rejects(api.add("a", 3), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: /left/ });
  await assert.rejects(api.refuse("\ud800"), { name: "TypeError", code: "ERR_TEXT" });
  // @ts-expect-error
  await assert.rejects(api.add(1), TypeError);
});

test("options", async () => {
  assert.equal(await api.add(1, 2, {}), 3);
  assert.equal(await api.add(1, 2, { signal: undefined }), 3);
  assert.equal(await api.add(1, 2, { signal: new AbortController().signal }), 3);
  // @ts-expect-error
  await assert.rejects(api.add(1, 2, 3), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: /options/ });
  // @ts-expect-error
  await assert.rejects(api.add(1, 2, { signal: "stop" }), { name: "TypeError", message: /options\.signal: expected an AbortSignal/ });
});

test("many in flight", async () => {
  const barrier = new Barrier();
  const controller = new AbortController();
  const waiting = Array.from({ length: 1000 }, (_, i) => barrier.pass(i, i === 3 ? { signal: controller.signal } : {}));
  controller.abort();
  assert.equal(barrier.open(), 1000);
  barrier.dispose();
  const got = await Promise.allSettled(waiting);
  for (const [i, one] of got.entries()) {
    if (i === 3) assert.equal(one.status, "rejected");
    else assert.ok(one.status === "fulfilled" && one.value === i);
  }
  assert.deepEqual(live(), { objects: 0, results: 0 });
});

test("those that end together go on together, in their order", async () => {
  const barrier = new Barrier();
  /** @type {number[]} */
  const order = [];
  const waiting = [1, 2, 3].map((i) => barrier.pass(i).then((value) => order.push(value)));
  barrier.open();
  assert.deepEqual(order, []);
  await Promise.all(waiting);
  assert.deepEqual(order, [1, 2, 3]);
  barrier.dispose();
});

test("a signal", async () => {
  const barrier = new Barrier();
  const controller = new AbortController();
  const { signal } = controller;
  const waits = barrier.pass(1, { signal });
  controller.abort();
  await assert.rejects(waits, (error) => error === signal.reason && error instanceof DOMException && error.name === "AbortError");
  await assert.rejects(barrier.pass(2, { signal }), (error) => error === signal.reason);
  await assert.rejects(api.add(1, 2, { signal }), (error) => error === signal.reason);
  const reason = { of: "my own" };
  const other = new AbortController();
  const again = barrier.pass(3, other);
  other.abort(reason);
  await assert.rejects(again, (error) => error === reason);
  assert.equal(barrier.open(), 2);
  barrier.dispose();
  assert.deepEqual(live(), { objects: 0, results: 0 });
});

test("a signal of somebody's own, which fails", async () => {
  const barrier = new Barrier();
  const strange = new Error("strange");
  const fails = () => {
    throw strange;
  };
  const before = live().results;
  /** @type {any} */
  const deaf = { aborted: false, addEventListener: fails };
  await assert.rejects(barrier.pass(1, { signal: deaf }), (error) => error === strange);
  /** @type {any} */
  const sticky = { aborted: false, addEventListener() {}, removeEventListener: fails };
  const waits = [barrier.pass(2, { signal: sticky }), barrier.pass(3)];
  barrier.open();
  assert.deepEqual(await Promise.all(waits), [2, 3]);
  barrier.dispose();
  assert.equal(live().results, before);
});

test("a signal that comes too late", async () => {
  const barrier = new Barrier();
  const controller = new AbortController();
  const waits = barrier.pass(7, controller);
  barrier.open();
  assert.equal(await waits, 7);
  controller.abort();
  assert.equal(await waits, 7);
  // One signal for many calls; none of them keeps hold of it.
  const shared = new AbortController();
  const all = Array.from({ length: 100 }, (_, i) => barrier.pass(i, shared));
  barrier.open();
  assert.equal((await Promise.all(all)).length, 100);
  shared.abort();
  barrier.dispose();
});

test("a signal while the outcome is on its way", async () => {
  const barrier = new Barrier();
  const controller = new AbortController();
  const waits = barrier.pass(7, controller);
  barrier.open(); // the outcome is there, but nobody has been told
  controller.abort();
  await assert.rejects(waits, { name: "AbortError" });
  barrier.dispose();
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual(live(), { objects: 0, results: 0 });
});

test("objects may be disposed of meanwhile", async () => {
  const barrier = new Barrier();
  const others = new Barrier();
  const controller = new AbortController();
  const waits = barrier.pass(5);
  const left = others.pass(6, controller);
  barrier.open();
  barrier.dispose();
  others.dispose();
  assert.equal(await waits, 5);
  await assert.rejects(barrier.pass(1), { name: "ReferenceError", code: "ERR_DISPOSED" });
  // Nobody can open it any more: C++ waits at it for ever, and keeps it, JavaScript need not.
  controller.abort();
  await assert.rejects(left, { name: "AbortError" });
  assert.deepEqual(live(), { objects: 1, results: 1 });
});

test("promises that nobody keeps", async () => {
  const barrier = new Barrier();
  const before = live().results;
  for (let i = 0; i < 100; i++) void barrier.pass(i);
  await new Promise((resolve) => setTimeout(resolve, 0));
  collect();
  assert.equal(live().results, before + 100);
  barrier.open();
  barrier.dispose();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(live().results, before);
});

test("async constructors are static methods", () => {
  assert.equal(typeof Player.open, "function");
  // @ts-expect-error
  assert.throws(() => new Player(), TypeError);
});

// ---- methods that C++ waits for ----

class Own extends Source {
  flushed = 0;
  /** @param {string} name */
  async fetch(name) {
    await undefined;
    if (name === "nothing") throw new NotFound("none", { name_: name });
    return new Song({ title: name, seconds: 21 });
  }
  async size() {
    return 7;
  }
  async flush() {
    await super.flush();
    this.flushed++;
  }
}

test("C++ awaits methods", async () => {
  const before = live();
  const source = new Own();
  assert.equal(await api.duration(source, ["a", "b"]), 42);
  assert.equal(source.flushed, 1);
  assert.equal(await api.titleOf(source, "x"), "x");
  assert.equal(await api.titleOf(source, "nothing"), "no nothing");
  const many = Array.from({ length: 100 }, () => api.duration(source, ["x", "x", "x"]));
  assert.deepEqual(await Promise.all(many), new Array(100).fill(63));
  // Called by JavaScript they are JavaScript's.
  assert.equal((await source.fetch("x")).seconds, 21);
  assert.equal(await source.size(), 7);
  assert.equal(await Source.prototype.size.call(source), 0);
  source.dispose();
  await eventually(() => live().objects === before.objects && live().results === before.results);
  // @ts-expect-error
  assert.throws(() => new Source(), { name: "TypeError", message: /fetch/ });
});

test("what comes of a method comes back", async () => {
  const before = live();
  const mine = new Error("mine");
  /** @type {[any, object][]} */
  const cases = [
    [async () => Promise.reject(mine), mine],
    [
      () => {
        throw mine;
      },
      mine,
    ],
    [async () => 3, { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: /^Source\.fetch\(\): expected/ }],
    [async () => ({ title: "\ud800" }), { name: "TypeError", code: "ERR_TEXT" }],
    [() => undefined, { name: "TypeError", message: /^Source\.fetch\(\): expected/ }],
    [() => ({ then: (/** @type {any} */ _, /** @type {any} */ reject) => reject(mine) }), mine],
    [async () => Promise.reject({ name: "strange" }), { name: "strange" }],
  ];
  for (const [fetch, expected] of cases) {
    class Answers extends Own {}
    Answers.prototype.fetch = fetch;
    const source = new Answers();
    if (expected instanceof Error) await assert.rejects(api.titleOf(source, "x"), (error) => error === expected);
    else await assert.rejects(api.titleOf(source, "x"), expected);
    source.dispose();
  }
  class At extends Own {
    /** @param {string} title @returns {any} */
    fetch(title) {
      return { title }; // there at once, and a plain object
    }
  }
  assert.equal(await api.titleOf(new At(), "x"), "x");
  await eventually(() => live().objects === before.objects && live().results === before.results);
});

test("a signal tells methods that C++ wants no result any more", async () => {
  /** @type {any[]} */
  const said = [];
  class Waits extends Own {
    /** @param {string} name @param {{ signal?: AbortSignal }} [options] @returns {Promise<Song>} */
    fetch(name, options) {
      const signal = options?.signal;
      assert.ok(signal && signal === options.signal && !signal.aborted);
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          said.push(name, signal.reason.name);
          reject(signal.reason);
        });
      });
    }
  }
  const before = live();
  const source = new Waits();
  const controller = new AbortController();
  const waits = api.titleOf(source, "x", controller);
  controller.abort();
  await assert.rejects(waits, { name: "AbortError" });
  await eventually(() => said.length === 2);
  assert.deepEqual(said, ["x", "AbortError"]);
  /** @type {{ signal?: AbortSignal } | undefined} */
  let kept;
  class Late extends Own {
    /** @param {string} name @param {{ signal?: AbortSignal }} [options] */
    fetch(name, options) {
      kept = options;
      return super.fetch(name);
    }
  }
  assert.equal(await api.titleOf(new Late(), "x"), "x");
  assert.equal(kept?.signal?.aborted, false); // it is over
  source.dispose();
  await eventually(() => live().objects === before.objects && live().results === before.results);
});

test("a promise that nobody can settle any more", async () => {
  class Forgets extends Own {
    /** @returns {Promise<Song>} */
    fetch() {
      return new Promise(() => {});
    }
  }
  const source = new Forgets();
  /** @type {unknown} */
  let error;
  api.titleOf(source, "x").catch((reason) => (error = reason));
  await eventually(() => error !== undefined);
  assert.ok(error instanceof SystemError && error.code === "ERR_ABANDONED");
  source.dispose();
});
