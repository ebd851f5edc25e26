// @ts-check
// Elements that come one by one, as far as one thread is enough for them.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "streams";
import { Album, Channel, I32Stream, NotFound, Song } from "streams";
import { live } from "streams/live";

import { eventually } from "./support.mjs";

const nothing = { objects: 0, results: 0 };

test("one by one", () => {
  const before = api.made();
  const numbers = api.count(1, 1000);
  assert.ok(numbers instanceof I32Stream);
  assert.equal(api.made(), before);
  assert.deepEqual(numbers.next(), { value: 1, done: false });
  assert.equal(api.made(), before + 1);
  let sum = 0;
  for (const number of numbers) sum += number;
  assert.equal(sum, 500499);
  assert.ok(numbers.disposed);
  assert.deepEqual(numbers.next(), { value: undefined, done: true });
  assert.deepEqual([...numbers], []);
  assert.deepEqual([...api.squares(5)], [1, 4, 9, 16]);
  assert.deepEqual(
    Array.from(api.words("one two three"), (word) => word.toUpperCase()),
    ["ONE", "TWO", "THREE"],
  );
  assert.equal(api.alive(), 0);
  assert.deepEqual(live(), nothing);
});

test("left early", () => {
  for (const number of api.count(1, 1000)) if (number === 3) break;
  assert.equal(api.alive(), 0);
  const [first] = api.count(7, 1000);
  assert.equal(first, 7);
  const numbers = api.count(1, 3);
  numbers.next();
  assert.equal(api.alive(), 1);
  assert.deepEqual(numbers.return(5), { value: 5, done: true });
  assert.equal(api.alive(), 0);
  assert.deepEqual(numbers.next(), { value: undefined, done: true });
  numbers.dispose();
  const others = api.count(1, 3);
  others.next();
  others[Symbol.dispose]();
  assert.equal(others.next().done, true);
  assert.deepEqual(live(), nothing);
});

test("streams that nobody keeps", async () => {
  for (let i = 0; i < 100; i++) api.count(1, 3).next();
  assert.equal(api.alive(), 100);
  await eventually(() => api.alive() === 0);
});

test("errors in the middle", () => {
  const songs = api.songs(["first", "nothing", "third"]);
  assert.deepEqual(songs.next().value, new Song({ title: "first", seconds: 5 }));
  assert.throws(
    () => songs.next(),
    (error) => error instanceof NotFound && error.message === "no song is called nothing" && error.name_ === "nothing",
  );
  assert.deepEqual([...songs], []);
  // @ts-expect-error
  assert.throws(() => api.songs([1]), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
  // @ts-expect-error
  assert.throws(() => new I32Stream(), TypeError);
  assert.deepEqual(live(), nothing);
});

test("what they come from lives on", () => {
  const album = new Album([
    { title: "a", seconds: 1 },
    { title: "b", seconds: 0 },
  ]);
  const songs = album.songs();
  const singles = album.singles();
  const lengths = album.lengths();
  album.dispose();
  assert.deepEqual(
    Array.from(songs, (song) => song.title),
    ["a", "b"],
  );
  assert.deepEqual([...lengths], [1, undefined]);
  for (const single of singles) {
    assert.equal([...single.songs()].length, 1);
    single.dispose();
  }
  assert.throws(() => album.songs(), { code: "ERR_DISPOSED" });
  assert.deepEqual(live(), nothing);
});

test("in time", async () => {
  const channel = new Channel();
  const heard = channel.listen();
  const waits = heard.next();
  assert.ok(waits instanceof Promise);
  await assert.rejects(heard.next(), { name: "RangeError", code: "ERR_INVALID_ARG_VALUE", message: /giving an element already/ });
  for (let i = 0; i < 100; i++) channel.send(`${i}`);
  channel.finish();
  assert.deepEqual(await waits, { value: "0", done: false });
  const rest = [];
  for await (const text of heard) rest.push(Number(text));
  assert.deepEqual(
    rest,
    Array.from({ length: 99 }, (_, i) => i + 1),
  );
  assert.ok(heard.disposed);
  assert.deepEqual(await heard.next(), { value: undefined, done: true });
  channel.dispose();
  assert.deepEqual(live(), nothing);
});

test("left early, in time", async () => {
  const channel = new Channel();
  channel.send("a");
  for await (const text of channel.listen()) {
    assert.equal(text, "a");
    break;
  }
  const other = new Channel();
  const heard = other.listen();
  const waits = heard.next();
  assert.deepEqual(await heard.return(1), { value: 1, done: true });
  assert.deepEqual(await waits, { value: undefined, done: true });
  assert.deepEqual(await heard.next(), { value: undefined, done: true });
  await heard[Symbol.asyncDispose]();
  other.dispose();
  channel.dispose();
  assert.deepEqual(live(), nothing);
});

test("a signal", async () => {
  const channel = new Channel();
  const controller = new AbortController();
  const { signal } = controller;
  const heard = channel.listen({ signal });
  channel.send("a");
  assert.deepEqual(await heard.next(), { value: "a", done: false });
  const waits = heard.next();
  const other = new Channel();
  const between = other.listen({ signal });
  controller.abort();
  for (const rejects of [waits, between.next()]) await assert.rejects(rejects, (error) => error === signal.reason);
  for (const stream of [heard, between]) assert.deepEqual(await stream.next(), { value: undefined, done: true });
  assert.throws(
    () => channel.listen({ signal }),
    (error) => error === signal.reason,
  );
  // @ts-expect-error
  assert.throws(() => channel.listen(3), { name: "TypeError", message: /options/ });
  channel.dispose();
  other.dispose();
  assert.deepEqual(live(), nothing);
});
