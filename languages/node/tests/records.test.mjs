import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Chain,
  Drawing,
  Keywords,
  Line,
  Padded,
  Point,
  Square,
  Tick,
  Tree,
  again,
  area,
  binaryTree,
  chainSum,
  countNodes,
  countdown,
  middle,
  mirrored,
  next,
  retitled,
  sumKeywords,
  sumLarge,
  turned,
  untitled,
} from "records";
import { live } from "records/live";

test("construction", () => {
  assert.deepEqual({ ...new Point() }, { x: 0, y: 0 });
  assert.deepEqual({ ...new Point({ y: 2 }) }, { x: 0, y: 2 });
  assert.deepEqual({ ...new Padded() }, { small: 1, large: 2n, flag: true, medium: 3 });
  const line = new Line({ to: new Point({ x: 1 }) });
  assert.ok(line.from instanceof Point);
  assert.notEqual(new Line().from, new Line().from);
});

test("an object with the same fields will do", () => {
  assert.deepEqual(middle({ from: { x: 0, y: 0 }, to: { x: 2, y: 4 } }), new Point({ x: 1, y: 2 }));
  assert.deepEqual(mirrored({ x: 1 }), new Point({ x: 0, y: 1 }));
  assert.deepEqual(mirrored(new Point({ x: 1, y: 2 })), new Point({ x: 2, y: 1 }));
});

test("fields are checked", () => {
  for (const value of [null, undefined, 1, "point"]) {
    // @ts-ignore
    assert.throws(() => mirrored(value), TypeError);
  }
  // @ts-expect-error
  assert.throws(() => mirrored({ x: "1" }), { name: "TypeError", message: 'point.x: expected a number, got "1"' });
  // @ts-expect-error
  assert.throws(() => middle({ to: { y: null } }), { message: "Line.to.y: expected a number, got null" });
  assert.throws(() => next({ small: 256 }), RangeError);
  assert.throws(() => next({ medium: -32769 }), RangeError);
  assert.throws(() => next({ large: 2n ** 63n }), RangeError);
  // @ts-expect-error
  assert.throws(() => next({ flag: 1 }), TypeError);
});

test("holes between fields", () => {
  const out = next({ small: 255, large: -1n, flag: true, medium: -5 });
  assert.deepEqual(out, new Padded({ small: 0, large: 0n, flag: false, medium: -4 }));
  assert.equal(sumLarge([new Padded(), { large: 40n }]), 42n);
});

test("methods, equality and order", () => {
  assert.equal(new Point({ x: 3, y: 4 }).length(), 5);
  assert.deepEqual(Point.atAngle(0), new Point({ x: 1, y: 0 }));
  assert.deepEqual(new Point({ x: 1, y: 2 }).add({ x: 3, y: 4 }), new Point({ x: 4, y: 6 }));
  assert.ok(new Point({ x: 1 }).equals(new Point({ x: 1 })));
  assert.ok(!new Point({ x: NaN }).equals(new Point({ x: NaN })));
  assert.ok(new Line().equals(new Line()) && !new Line({ from: new Point({ x: 1 }) }).equals(new Line()));
  const sorted = [new Padded({ small: 2 }), new Padded(), new Padded({ large: 1n })].sort((a, b) => a.compare(b));
  assert.deepEqual(
    sorted.map((item) => [item.small, item.large]),
    [
      [1, 1n],
      [1, 2n],
      [2, 2n],
    ],
  );
});

test("text and containers", () => {
  const drawing = untitled();
  assert.deepEqual([drawing.title, drawing.revision, drawing.origin], ["untitled", 1, undefined]);
  assert.ok(drawing.equals(new Drawing()));
  const lines = [new Line({ to: new Point({ x: 1, y: 2 }) })];
  const out = retitled({ title: "old", lines, tags: ["a", "ä"], origin: { x: 5, y: 6 }, revision: 41 }, "new");
  assert.ok(out instanceof Drawing);
  assert.deepEqual([out.title, out.revision, out.origin], ["new", 42, new Point({ x: 5, y: 6 })]);
  assert.deepEqual(out.lines, lines);
  assert.deepEqual(out.tags, ["a", "ä"]);
  // @ts-expect-error
  assert.throws(() => retitled({ tags: [1] }, "x"), TypeError);
  assert.throws(() => retitled({ tags: ["\ud800"] }, "x"), TypeError);
  assert.throws(() => retitled({}, "\ud800"), TypeError);
  assert.equal(live().results, 0);
});

test("recursion", () => {
  const tree = binaryTree(2);
  assert.equal(tree.name, "level 2");
  assert.deepEqual(
    tree.children.map((child) => child.name),
    ["level 1", "level 1"],
  );
  assert.equal(countNodes(tree), 7);
  assert.equal(countNodes({ name: "a", children: [{ name: "b" }, { children: [{ name: "d" }] }] }), 4);
  assert.equal(new Tree({ name: "a", children: [new Tree({ name: "b" }), new Tree({ name: "d" })] }).lastLeaf(), "d");
  assert.equal(countNodes(binaryTree(12)), 8191);
  const endless = new Tree({ name: "a" });
  endless.children = [endless];
  assert.throws(() => countNodes(endless), RangeError);
  assert.equal(countNodes(tree), 7);
});

test("chains", () => {
  const chain = countdown(3);
  assert.equal(chain.value, 3);
  assert.deepEqual(chain.next?.next, new Chain({ value: 1 }));
  assert.equal(chainSum(chain), 6);
  assert.equal(chainSum({ value: 1, next: { value: 10, next: { value: 100 } } }), 111);
});

test("fields named like keywords", () => {
  const keywords = new Keywords({ def: 1, let: 2, self: 3, type: "x" });
  assert.deepEqual([keywords.def, keywords.let, keywords.self, keywords.type], [1, 2, 3, "x"]);
  assert.equal(sumKeywords(keywords), 6);
  assert.equal(sumKeywords({ let: 5 }), 5);
});

test("C arrays", () => {
  const grid = { cells: [[1, 2, 3], [4, 5, 6]], key: new Uint8Array([1, 2, 3, 4]), corners: [{ x: 1, y: 2 }, { x: 3, y: 4 }] };
  const result = turned(grid, 2);
  assert.deepEqual([...result.cells].map((row) => [...row]), [[2, 4, 6], [8, 10, 12]]);
  assert.deepEqual([...result.key], [4, 3, 2, 1]);
  assert.deepEqual([...result.corners].map((corner) => corner.x), [3, 1]);
  assert.throws(() => turned({ ...grid, key: new Uint8Array(3) }, 1), { name: "RangeError" });
  assert.throws(() => turned({ ...grid, cells: [[1, 2, 3]] }, 1), { name: "RangeError" });
});

test("a base's fields come along", () => {
  assert.deepEqual({ ...new Square() }, { color: "black", side: 1 });
  assert.equal(area({ side: 3 }), 9);
});

test("without fields", () => {
  assert.ok(again(new Tick()).equals(new Tick()));
});
