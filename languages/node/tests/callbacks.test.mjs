// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "callbacks";
import { Bus, Counter, Guarded, Mood, Pair, Point, Refused, Tired } from "callbacks";
import { live } from "callbacks/live";

import { collect, eventually, thrown } from "./support.mjs";

test("a function is called during the call", () => {
  assert.equal(
    api.fold([1, 2, 3], 0.5, (left, right) => left + right),
    6.5,
  );
  /** @type {number[]} */
  const seen = [];
  api.countTo(3, (i) => seen.push(i));
  assert.deepEqual(seen, [0, 1, 2]);
  let count = 0;
  api.countTo(100000, () => void count++);
  assert.equal(count, 100000);
});

test("anything that can be called", () => {
  class Adder {
    step = 4;
    /** @param {number} left @param {number} right */
    add(left, right) {
      return left + right + this.step++;
    }
  }
  const adder = new Adder();
  assert.equal(api.fold([2, 3], 0, adder.add.bind(adder)), 14);
  assert.equal(api.fold([2, 3], 1, Math.imul), 6);
  assert.equal(
    api.fold(
      [2, 3],
      1,
      new Proxy((/** @type {number} */ left, /** @type {number} */ right) => left * right, {}),
    ),
    6,
  );
});

test("what cannot be called is refused before the call", () => {
  for (const wrong of [undefined, null, 1, "f", {}, []]) {
    // @ts-expect-error
    assert.throws(() => api.fold([1], 0, wrong), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: /combine: expected a function/ });
  }
  // @ts-expect-error
  assert.throws(() => api.callIfThere(1), TypeError);
  // @ts-expect-error
  assert.throws(() => new Bus("listener"), TypeError);
  // @ts-expect-error
  assert.throws(() => api.drop(null), TypeError);
});

test("functions that may be absent", () => {
  let calls = 0;
  assert.equal(api.callIfThere(), false);
  assert.equal(api.callIfThere(undefined), false);
  assert.equal(
    api.callIfThere(() => void calls++),
    true,
  );
  assert.equal(calls, 1);
  assert.equal(api.isThere(null), false);
  assert.equal(
    api.isThere(() => {}),
    true,
  );
  api.drop(() => void calls++);
  assert.equal(calls, 1);
});

test("values in and out", () => {
  const long = "ä".repeat(5000);
  assert.equal(
    api.join(["a", "ä", "c\0d", long], (left, right) => left + right),
    `aäc\0d${long}`,
  );
  const point = api.movePoint(new Point({ x: 1, y: 2, name: "p" }), (from) => {
    assert.ok(from instanceof Point);
    return { ...from, x: from.x + 1, name: `${from.name}!` };
  });
  assert.deepEqual({ ...point }, { x: 2, y: 2, name: "p!" });
  const pair = api.swapPair({ a: 1, b: 2 }, (from) => new Pair({ a: from.b, b: from.a }));
  assert.deepEqual({ ...pair }, { a: 2, b: 1 });
  assert.equal(
    api.changeMood(Mood.Calm, (mood) => (mood === Mood.Calm ? Mood.Happy : Mood.Calm)),
    Mood.Happy,
  );
  assert.equal(
    api.ask((letter) => letter === "q"),
    true,
  );
  assert.equal(
    api.maybe(3, (value) => (value === undefined ? undefined : value * 2)),
    6,
  );
  assert.equal(
    api.maybe(undefined, (value) => value),
    undefined,
  );
  assert.deepEqual(
    api.sortBy([3, 1, 2], (numbers) => numbers.sort()),
    new Int32Array([1, 2, 3]),
  );
  assert.deepEqual(
    api.sortBy([3, 1], (numbers) => [...numbers, 7]),
    new Int32Array([3, 1, 7]),
  );
  assert.deepEqual(
    api.countWords(() => ({ one: 1, two: 2 })),
    new Map([
      ["one", 1],
      ["two", 2],
    ]),
  );
  assert.equal(api.findPoint((points) => points[1])?.name, "b");
  assert.equal(
    api.findPoint(() => null),
    undefined,
  );
});

test("large values in both directions", () => {
  const name = "n".repeat(3_000_000);
  const point = api.movePoint({ name }, (from) => {
    assert.equal(from.name.length, name.length);
    return { name: from.name + from.name };
  });
  assert.equal(point.name.length, 2 * name.length);
  const many = new Int32Array(1_000_000).fill(1);
  assert.equal(api.sortBy(many, (numbers) => numbers).length, many.length);
});

test("results that are none", () => {
  /** @type {any} */
  let result = "1";
  const gives = () => result;
  assert.throws(() => api.fold([1], 0, gives), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: /combine\(\): expected a number/ });
  assert.throws(() => api.ask(gives), TypeError);
  assert.throws(() => api.movePoint({}, gives), TypeError);
  assert.throws(() => api.findPoint(gives), TypeError);
  assert.throws(() => api.sortBy([], gives), TypeError);
  assert.throws(() => api.countWords(gives), TypeError);
  assert.throws(() => api.passOn(gives), TypeError);
  assert.throws(() => api.sumOf(1, gives), TypeError);
  result = undefined;
  assert.throws(() => api.fold([1], 0, gives), TypeError);
  assert.throws(() => api.join(["a"], gives), TypeError);
  assert.throws(() => api.passOn(gives), TypeError);
  result = 2 ** 31;
  assert.throws(() => api.maybe(1, gives), { name: "RangeError", code: "ERR_OUT_OF_RANGE" });
  assert.throws(() => api.movePoint({}, () => ({ x: result })), { name: "RangeError", code: "ERR_OUT_OF_RANGE" });
  result = 77;
  assert.throws(() => api.changeMood(Mood.Calm, gives), { name: "RangeError", code: "ERR_INVALID_ARG_VALUE" });
  result = "\ud800";
  assert.throws(() => api.join(["a"], gives), { name: "TypeError", code: "ERR_TEXT" });
  assert.throws(() => api.movePoint({}, () => ({ name: result })), { name: "TypeError", code: "ERR_TEXT" });
});

test("objects are lent for the call", () => {
  const counter = new Counter(1n);
  /** @type {Counter | undefined} */
  let kept;
  /** @type {Counter | undefined} */
  let inner;
  api.withCounter(counter, (lent) => {
    lent.add(2n);
    kept = lent;
    inner = lent.inner();
    inner.add(5n);
  });
  assert.equal(counter.value(), 3n);
  assert.equal(kept?.disposed, true);
  assert.throws(() => kept?.value(), { code: "ERR_DISPOSED" });
  assert.throws(() => inner?.value(), { code: "ERR_DISPOSED" });
  assert.equal(
    api.withNewCounter(true, (lent) => lent?.add(2n)),
    42n,
  );
  assert.equal(
    api.withNewCounter(false, (lent) => assert.equal(lent, undefined)),
    40n,
  );
  assert.equal(
    api.readCounter((lent) => {
      assert.throws(() => lent.add(1n), { code: "ERR_READ_ONLY" });
      return lent.value();
    }),
    7n,
  );
});

test("objects given and taken", () => {
  /** @type {Counter[]} */
  const kept = [];
  api.giveCounter(9n, (given) => void kept.push(given));
  assert.equal(kept[0].value(), 9n);
  assert.equal(
    api.shareCounter((shared) => {
      shared.add(1n);
      kept.push(shared);
    }),
    6n,
  );
  assert.equal(kept[1].value(), 6n);
  assert.equal(
    api.sumOf(3, (index) => kept[index % 2]),
    24n,
  );
  assert.equal(kept[1].value(), 6n); // shared: still ours
  const passed = api.passOn(() => kept[0]);
  assert.equal(passed.value(), 9n);
  assert.equal(kept[0].disposed, true);
  assert.throws(() => api.passOn(() => kept[0]), { code: "ERR_DISPOSED" });
});

test("stored functions", async () => {
  /** @type {string[]} */
  const heard = [];
  const before = live().objects;
  let bus = new Bus((topic, point) => void heard.push(topic + point.name));
  bus.listen((topic) => void heard.push(topic));
  assert.equal(bus.size(), 2);
  bus.publish("news", { name: "!" });
  assert.deepEqual(heard, ["news!", "news"]);
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  bus.publish("more", {});
  assert.equal(heard.length, 4);
  bus.clear();
  bus.publish("none", {});
  assert.equal(heard.length, 4);
  bus.dispose();
  assert.equal(live().objects, before);
});

test("the library lets go of functions once it needs them no more", async () => {
  let functions = 0;
  let gone = 0;
  const registry = new FinalizationRegistry(() => gone++);
  const make = () => {
    const listener = () => {};
    registry.register(listener, 0);
    functions++;
    return listener;
  };
  const bus = new Bus();
  for (let i = 0; i < 100; i++) {
    api.callIfThere(make());
    api.drop(make());
    bus.listen(make());
    assert.throws(() => api.countTo(1, () => assert.fail(String(make()))));
  }
  await eventually(() => gone >= functions - 101);
  assert.ok(gone <= functions - 100);
  bus.clear();
  assert.throws(() => api.countTo(1, () => assert.fail("the last error is another one")));
  await eventually(() => gone === functions);
});

test("what is thrown comes out of the call as it was", () => {
  const mine = new (class Mine extends Error {})("mine");
  for (const error of [mine, { strange: true }, "text", 5, 7n, null, undefined, NaN, Symbol("s"), () => {}, new Proxy({}, {})]) {
    const run = () => {
      throw error;
    };
    assert.ok(Object.is(thrown(() => api.countTo(3, run)), error));
    assert.ok(Object.is(thrown(() => api.fold([1], 0, run)), error));
    assert.ok(Object.is(thrown(() => api.movePoint({}, run)), error));
    assert.ok(Object.is(thrown(() => api.passOn(run)), error));
    const bus = new Bus(run);
    assert.ok(Object.is(thrown(() => bus.publish("news", {})), error));
  }
  assert.equal(
    api.outcome(() => {
      throw mine;
    }),
    "host mine",
  );
  const noText = { toString: () => assert.fail() };
  assert.equal(
    api.outcome(() => {
      throw noText;
    }),
    "host an error without a message",
  );
  assert.equal(
    api.outcome(() => {}),
    "done",
  );
  /** @param {number} left */
  const deep = (left) => {
    if (left === 0) throw mine;
    api.nest(left, deep);
  };
  assert.equal(
    thrown(() => api.nest(100, deep)),
    mine,
  );
});

test("errors of the library reach C++ as themselves", () => {
  const refused = () => {
    throw new Refused("x", { code: 3, reason: "full" });
  };
  assert.equal(api.outcome(refused), "refused 3 full");
  assert.equal(
    api.outcome(() => {
      throw new Tired("x");
    }),
    "tired",
  );
  assert.equal(
    api.outcome(() => api.refuse(4)),
    "refused 4 asked to",
  );
  const error = thrown(() => api.callIfThere(refused));
  assert.ok(error instanceof Refused);
  assert.equal(error.code, 3);
  assert.equal(error.reason, "full");
  // Fields that do not fit are the error then.
  /** @type {any} */
  const bad = new Refused("x", { code: 1, reason: "" });
  bad.code = "1";
  assert.throws(
    () =>
      api.callIfThere(() => {
        throw bad;
      }),
    TypeError,
  );
});

test("calls inside calls", () => {
  let deepest = 0;
  /** @param {number} left */
  const next = (left) => {
    deepest++;
    api.nest(left, next);
  };
  api.nest(100, next);
  assert.equal(deepest, 100);
  const guarded = new Guarded();
  guarded.run(() => guarded.run(() => guarded.run(() => {})));
  assert.equal(guarded.runs(), 3);
  // What a call looks at stays where it is, however much the calls inside need.
  const words = Array.from({ length: 50 }, (_, i) => `word ${i}`);
  const joined = api.join(words, (left, right) => {
    const name = "x".repeat(1000 * left.length);
    assert.equal(api.movePoint({ name }, (point) => point).name, name);
    return left + right;
  });
  assert.equal(joined, words.join(""));
  // Nor can a call lose its array.
  const numbers = new Int32Array([1, 2, 3]);
  const sum = api.sumWith(numbers, (number) => {
    if (numbers.length) structuredClone(numbers, { transfer: [numbers.buffer] });
    return number;
  });
  assert.equal(sum, 6);
});

test("the object that calls can be closed meanwhile", () => {
  let calls = 0;
  const bus = new Bus();
  bus.listen(() => {
    bus.dispose();
    assert.throws(() => bus.size(), { code: "ERR_DISPOSED" });
  });
  bus.listen(() => void calls++);
  bus.publish("news", {});
  assert.equal(calls, 1);
});

test("functions that were pointers in C++", () => {
  assert.equal(
    api.sumWith([1, 2, 3], (number) => number * 10),
    60,
  );
  const unlucky = new Error("unlucky");
  assert.equal(
    thrown(() =>
      api.sumWith([1, 13], (number) => {
        if (number === 13) throw unlucky;
        return number;
      }),
    ),
    unlucky,
  );
});
