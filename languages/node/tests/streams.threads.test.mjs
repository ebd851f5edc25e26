// @ts-check
// Elements that come from other threads.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "streams";
import { NotFound } from "streams";
import { live } from "streams/live";

import { eventually, sleep } from "./support.mjs";

/** C++ lets go in its own time, a moment after it has told. A loop that an error ends leaves the handle to the collector. */
const settle = () => eventually(() => live().objects + live().results + api.alive() === 0);

test("one after the other", async () => {
  const before = api.made();
  const ticks = api.ticks(10);
  assert.deepEqual(await ticks.next(), { value: 1, done: false });
  assert.equal(api.made(), before + 1);
  const rest = [];
  for await (const tick of ticks) rest.push(tick);
  assert.deepEqual(rest, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal((await ticks.next()).done, true);
  await settle();
});

test("many at once", async () => {
  const sums = Array.from({ length: 20 }, async () => {
    let sum = 0;
    for await (const tick of api.ticks(50)) sum += tick;
    return sum;
  });
  assert.deepEqual(await Promise.all(sums), new Array(20).fill(1275));
  await settle();
});

test("errors in their turn", async () => {
  /** @type {string[]} */
  const found = [];
  const searching = async () => {
    for await (const song of api.search(["first", "second", "nothing", "last"])) found.push(song.title);
  };
  await assert.rejects(searching(), (error) => error instanceof NotFound && error.name_ === "nothing");
  assert.deepEqual(found, ["first", "second"]);
  await settle();
});

test("who wants no more asks C++ to stop", async () => {
  const stopped = api.stopped();
  const controller = new AbortController();
  const numbers = api.untilStopped(controller);
  assert.equal((await numbers.next()).value, 1);
  const waits = numbers.next();
  await sleep(1);
  controller.abort();
  await assert.rejects(waits, { name: "AbortError" });
  assert.equal((await numbers.next()).done, true);
  for await (const number of api.untilStopped()) {
    assert.equal(number, 1);
    break;
  }
  const others = api.untilStopped();
  await others.next();
  const last = others.next();
  await sleep(1);
  await others.return();
  assert.equal((await last).done, true);
  await settle();
  assert.equal(api.stopped(), stopped + 2); // the one that was left between two elements never came to ask
});
