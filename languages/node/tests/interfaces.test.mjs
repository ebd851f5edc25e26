// @ts-check
// Classes of C++ that JavaScript implements, or derives from.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "interfaces";
import { Bus, Counter, Event, Frame, Gauge, Listener, Prism, Refused, Shape, Square } from "interfaces";
import { live } from "interfaces/live";

import { collect, eventually, thrown } from "./support.mjs";

class Ear extends Listener {
  /** @type {string[]} */
  lines = [];
  /** @param {Event} event */
  heard(event) {
    assert.ok(event instanceof Event);
    this.lines.push(`${event.line} ${event.text}`);
  }
}

class LoudEar extends Ear {
  name() {
    return `loud ${super.name()}`;
  }
  /** @param {string} topic */
  wants(topic) {
    return topic === "quiet" || super.wants(topic);
  }
  /** @param {Counter} counter */
  count(counter) {
    counter.add(10n);
    super.count(counter);
  }
  /** @param {Event} event */
  changed(event) {
    const other = super.changed(event);
    return new Event({ ...other, text: `${other.text}!` });
  }
}

class Blob extends Shape {
  size = 12;
  area() {
    return this.size;
  }
}

class Tower extends Prism {
  height() {
    return 3;
  }
  describe() {
    return `tall ${super.describe()}`;
  }
}

class Twice extends Gauge {
  /** @param {number} by */
  step(by) {
    return super.step(2 * by);
  }
}

test("methods are called", () => {
  const bus = new Bus();
  const loud = new LoudEar();
  const quiet = new Ear();
  bus.add(loud);
  bus.add(quiet);
  assert.equal(bus.names(), "loud listener;listener;");
  assert.equal(bus.count(), 12n);
  assert.equal(bus.publish("news", { line: 7, text: "text" }), 2);
  assert.equal(bus.publish("quiet", { line: 8, text: "text" }), 1);
  assert.deepEqual(loud.lines, ["7 text!", "8 text!"]);
  assert.deepEqual(quiet.lines, ["7 text"]);
  bus.dispose();
  loud.dispose();
  quiet.dispose();
  assert.deepEqual(live(), { objects: 0, results: 0 });
});

test("what is overridden, and the body below", () => {
  const ear = new LoudEar();
  assert.equal(ear.name(), "loud listener");
  assert.equal(Listener.prototype.name.call(ear), "listener");
  assert.equal(ear.changed(new Event({ line: 1, text: "a" })).text, "a!");
  assert.equal(new Ear().wants("quiet"), false);
  const theirs = api.makeListener();
  assert.equal(theirs.name(), "deaf");
  assert.equal(theirs.wants("news"), true);
  theirs.heard({ line: 1, text: "" });
});

test("what has to be there", () => {
  // @ts-expect-error
  assert.throws(() => new Shape("x"), { name: "TypeError", code: "ERR_METHOD_NOT_IMPLEMENTED", message: "Shape: area is abstract" });
  // @ts-expect-error
  assert.throws(() => new Prism(1), { name: "TypeError", message: "Prism: height is abstract" });
  // @ts-expect-error
  class Nothing extends Prism {}
  assert.throws(() => new Nothing(1), { name: "TypeError", message: "Nothing: height is abstract" });
  class Super extends Shape {
    area() {
      // @ts-expect-error
      return super.area();
    }
  }
  const shape = new Super("x");
  assert.throws(() => shape.area(), { name: "TypeError", message: "Shape.area() is abstract" });
  assert.throws(() => api.areaOf(shape), { name: "TypeError", message: "Shape.area() is abstract" });
  // @ts-expect-error
  assert.throws(() => new Blob(5), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
  assert.throws(() => api.areaOf(/** @type {any} */ ({ area: () => 1 })), TypeError);
});

test("results that are none", () => {
  /** @type {any} */
  let result;
  class Odd extends Prism {
    area() {
      return result;
    }
    describe() {
      return result;
    }
    height() {
      return 1;
    }
  }
  const odd = new Odd(1);
  result = "1";
  assert.throws(() => api.areaOf(odd), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: /^Prism\.area\(\): expected a number/ });
  result = 5;
  assert.throws(() => api.describe(odd), { name: "TypeError", message: /^Prism\.describe\(\): expected a string/ });
  result = "\ud800";
  assert.throws(() => api.describe(odd), { name: "TypeError", code: "ERR_TEXT" });
  class Other extends Listener {
    heard() {}
    changed() {
      return result;
    }
  }
  const bus = new Bus();
  bus.add(new Other());
  result = 5;
  assert.throws(() => bus.publish("news", {}), { name: "TypeError", message: /^Listener\.changed\(\): expected an Event/ });
});

test("a base that has its own", () => {
  const tower = new Tower(5);
  assert.ok(tower instanceof Shape);
  assert.equal(tower.volume(), 15);
  assert.equal(api.volumeOf(tower), 15);
  assert.equal(api.areaOf(tower), 5);
  assert.equal(tower.area(), 5);
  assert.equal(api.describe(tower), "tall prism of 5");
  class Wide extends Tower {
    area() {
      return 2 * super.area();
    }
  }
  assert.equal(new Wide(5).volume(), 30);
});

test("a concrete class", () => {
  const gauge = new Twice(100);
  assert.equal(gauge.run(3), 106);
  assert.equal(api.step(gauge, 5), 116);
  assert.equal(Gauge.prototype.step.call(gauge, 1), 117);
  const plain = new Gauge(1);
  assert.equal(plain.step(1), 2);
  assert.equal(api.step(plain, 1), 3);
  class Same extends Gauge {}
  assert.equal(new Same().run(2), 2);
});

test("the same object comes back", () => {
  const bus = new Bus();
  const ear = new Ear();
  bus.add(ear);
  assert.equal(bus.last(), ear);
  bus.add(api.makeListener());
  assert.ok(!(bus.last() instanceof Ear));
  const blob = new Blob("blob");
  assert.equal(api.same(blob), blob);
  assert.equal(blob.disposed, false);
  ear.dispose();
  bus.dispose();
  blob.dispose();
});

test("disposed of while C++ has it", () => {
  const before = live().objects;
  const bus = new Bus();
  const ear = new Ear();
  bus.add(ear);
  ear.dispose();
  assert.throws(() => ear.name(), { code: "ERR_DISPOSED" });
  bus.publish("news", { line: 1, text: "still" });
  assert.deepEqual(ear.lines, ["1 still"]);
  assert.equal(bus.last(), ear); // and so it has a handle again
  assert.equal(ear.name(), "listener");
  ear.dispose();
  bus.clear();
  bus.dispose();
  assert.equal(live().objects, before);
});

test("given away and taken back", () => {
  const before = live().objects;
  const frame = new Frame();
  const blob = new Blob("blob");
  assert.equal(blob.label(), "blob");
  frame.put(blob);
  assert.equal(blob.disposed, true);
  assert.throws(() => blob.label(), { code: "ERR_DISPOSED" });
  assert.equal(frame.area(), 12);
  assert.equal(frame.describe(), "blob of 12");
  assert.equal(frame.take(), blob);
  assert.equal(blob.label(), "blob");
  assert.equal(frame.empty(), true);
  frame.put(blob);
  frame.drop();
  assert.equal(blob.disposed, true);
  frame.dispose();
  assert.equal(live().objects, before);
});

test("an object that C++ alone owns can use itself in its methods", () => {
  const before = live().objects;
  const frame = new Frame();
  class Named extends Blob {
    describe() {
      assert.equal(this.disposed, false);
      return `${this.label()}: ${super.describe()}, ${api.areaOf(this)}`;
    }
  }
  const named = new Named("me");
  frame.put(named);
  assert.equal(frame.describe(), "me: me of 12, 12");
  assert.equal(named.disposed, true);
  class Leaves extends Blob {
    area() {
      assert.equal(frame.take(), this);
      return 1;
    }
  }
  const leaves = new Leaves("x");
  frame.drop();
  frame.put(leaves);
  assert.equal(frame.area(), 1);
  assert.equal(leaves.disposed, false);
  assert.equal(leaves.label(), "x");
  class Drops extends Blob {
    area() {
      frame.drop();
      this.dispose();
      return 2;
    }
  }
  frame.put(new Drops("x"));
  assert.equal(frame.area(), 2);
  leaves.dispose();
  frame.dispose();
  assert.equal(live().objects, before);
});

test("what is thrown comes out of the call as it was", () => {
  const mine = new (class Mine extends Error {})("mine");
  /** @type {unknown} */
  let error;
  class Throws extends Listener {
    heard() {
      throw error;
    }
  }
  const throws = new Throws();
  const bus = new Bus();
  bus.add(throws);
  for (error of [mine, { strange: true }, "text", null, undefined]) {
    assert.ok(Object.is(thrown(() => bus.publish("news", {})), error));
  }
  error = mine;
  assert.equal(api.outcome(throws), "host mine");
  error = new Refused("no", { code: 3 });
  assert.equal(api.outcome(throws), "refused 3");
  const caught = thrown(() => bus.publish("news", {}));
  assert.ok(caught instanceof Refused && caught.code === 3);
  bus.dispose();
});

test("objects are lent to methods for the call", () => {
  /** @type {Counter | undefined} */
  let kept;
  class Keeps extends Ear {
    /** @param {Counter} counter */
    count(counter) {
      kept = counter;
      counter.add(5n);
    }
  }
  const bus = new Bus();
  bus.add(new Keeps());
  assert.equal(bus.count(), 5n);
  assert.throws(() => kept?.value(), { code: "ERR_DISPOSED" });
  bus.dispose();
});

test("calls inside calls", () => {
  let deepest = 0;
  class Deep extends Gauge {
    /** @param {number} by */
    step(by) {
      deepest++;
      this.nest(by - 1);
      return super.step(0);
    }
  }
  new Deep().nest(100);
  assert.equal(deepest, 100);
});

test("an object that is disposed of in a call of its own", () => {
  const before = live().objects;
  const bus = new Bus();
  class Ends extends Ear {
    /** @param {Event} event */
    heard(event) {
      this.dispose();
      bus.clear();
      super.changed(event);
    }
  }
  bus.add(new Ends());
  assert.throws(() => bus.publish("news", {}), { code: "ERR_DISPOSED" });
  assert.equal(bus.size(), 0);
  bus.dispose();
  assert.equal(live().objects, before);
});

test("nothing keeps what only JavaScript has", async () => {
  collect();
  await eventually(() => live().objects < 20);
  const before = live().objects;
  let gone = 0;
  const registry = new FinalizationRegistry(() => gone++);
  const frame = new Frame();
  (() => {
    for (let i = 0; i < 100; i++) {
      const blob = new Blob("x");
      registry.register(blob, 0);
      api.same(blob);
      frame.put(blob);
      frame.take();
    }
  })();
  await eventually(() => gone === 100);
  await eventually(() => live().objects <= before + 1);
  frame.dispose();
});

test("C++ keeps what it has", async () => {
  const bus = new Bus();
  const frame = new Frame();
  let gone = 0;
  const registry = new FinalizationRegistry(() => gone++);
  (() => {
    const ear = new LoudEar();
    registry.register(ear, 0);
    ear.lines.push("of JavaScript");
    bus.add(ear);
    bus.watch(ear);
    const blob = new Blob("kept");
    registry.register(blob, 0);
    blob.size = 7;
    frame.put(blob);
  })();
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    collect();
  }
  assert.equal(gone, 0);
  assert.equal(bus.names(), "loud listener;");
  assert.equal(/** @type {LoudEar} */ (bus.last()).lines[0], "of JavaScript");
  assert.equal(frame.area(), 7);
  assert.equal(bus.isWatched(), true);
  bus.clear();
  frame.drop();
  await eventually(() => gone === 2);
  assert.equal(bus.isWatched(), false);
  bus.dispose();
  frame.dispose();
});

test("classes that JavaScript cannot implement are as they were", () => {
  const square = new Square(3);
  assert.equal(square.area(), 9);
  assert.equal(square.describe(), "square of 9");
  assert.equal(api.areaOf(square), 9);
  assert.ok(api.same(square) instanceof Square);
  class Derived extends Square {
    area() {
      return 2 * super.area();
    }
  }
  const derived = new Derived(3);
  assert.equal(derived.area(), 18);
  assert.equal(api.areaOf(derived), 9); // C++ does not know
});
