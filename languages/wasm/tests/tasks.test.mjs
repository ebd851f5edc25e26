// Results that come later, where no thread can start: a typed error, and never a wait for ever.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "tasks";
import { Barrier, Player } from "tasks";
import { live } from "tasks/live";

const noThread = { name: "SystemError", code: "ERR_IO" };

test("a thread cannot be started", async () => {
  await assert.rejects(api.greet("Ada"), noThread);
  await assert.rejects(api.find("song"), noThread);
  await assert.rejects(api.total([1n, 2n]), noThread);
  await assert.rejects(api.untilStopped(), noThread);
  await assert.rejects(api.fetch("song"), noThread);
  await assert.rejects(Player.open("song"), noThread);
  await assert.rejects(
    api.analyse(["a"], () => {}),
    noThread,
  );
  assert.deepEqual(live(), { objects: 0, results: 0 });
});

test("what is computed when it is asked for needs none", async () => {
  assert.equal(await api.twice(21), 42);
});

test("what goes on inside of a call of the library is told after it", async () => {
  const barrier = new Barrier();
  let told = false;
  const waits = barrier.pass(1).then(() => (told = true));
  assert.equal(barrier.open(), 1);
  assert.equal(told, false);
  await waits;
  barrier.dispose();
  assert.deepEqual(live(), { objects: 0, results: 0 });
});
