import assert from "node:assert/strict";
import { test } from "node:test";

import { Circle, Option, Rectangle, area, byName, echo, kind, makeShape, shapes } from "variants";

test("records are told apart by their class", () => {
  assert.equal(area(new Circle({ radius: 2 })), 12);
  assert.equal(area(new Rectangle({ width: 2, height: 3 })), 6);
  assert.deepEqual(makeShape(3), new Circle({ radius: 3 }));
  assert.deepEqual(makeShape(4), new Rectangle({ width: 4, height: 4 }));
  const shape = makeShape(1);
  if (shape instanceof Circle) assert.equal(shape.radius, 1);
  else assert.fail("no circle");
  // A plain object could be either.
  // @ts-ignore
  assert.throws(() => area({ radius: 2 }), TypeError);
  // @ts-expect-error
  assert.throws(() => area(undefined), TypeError);
});

test("values keep their kind", () => {
  for (const value of [undefined, true, false, 5n, -(2n ** 63n), 1.5, "text", ""]) assert.equal(echo(value), value);
  assert.equal(echo(null), undefined);
  assert.deepEqual([undefined, true, 1n, 1, 1.5, "1"].map(kind), ["nothing", "truth", "number", "real", "real", "text"]);
  // @ts-expect-error
  assert.throws(() => echo(Symbol("x")), TypeError);
  // @ts-expect-error
  assert.throws(() => echo({}), TypeError);
  assert.throws(() => echo(2n ** 63n), RangeError);
  assert.throws(() => echo("\ud800"), TypeError);
});

test("in containers and records", () => {
  assert.deepEqual(shapes(3), [new Circle({ radius: 1 }), new Rectangle({ width: 2, height: 2 }), new Circle({ radius: 3 })]);
  const settings = byName([{ name: "a", value: "x" }, new Option({ name: "b", value: 2n }), { name: "c" }]);
  assert.deepEqual(
    settings,
    new Map(
      /** @type {[string, string | bigint | undefined][]} */ ([
        ["a", "x"],
        ["b", 2n],
        ["c", undefined],
      ]),
    ),
  );
  assert.ok(new Option({ name: "a", value: 1n }).equals(new Option({ name: "a", value: 1n })));
  assert.ok(!new Option({ name: "a", value: 1n }).equals(new Option({ name: "a", value: 1 })));
});
