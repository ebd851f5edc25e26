import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

// "constants" is also a module of Node.js, which an import of that name means: the package is asked for by its path.
/** @type {typeof import("./node_modules/constants/index.js")} */
const constants = createRequire(import.meta.url)("./node_modules/constants");

test("constants of the library", () => {
  assert.equal(constants.ANSWER, 42);
  assert.equal(constants.PI, 3.141592653589793);
  assert.equal(constants.ENABLED, true);
  assert.equal(constants.GREETING, 'Hello, "world"\n');
  assert.equal(constants.SITE, "https://example.org");
  assert.equal(constants.LARGEST, 2n ** 64n - 1n);
  assert.equal(constants.SMALLEST, -(2n ** 63n));
  assert.equal(constants.ALL_BITS, 2n ** 64n - 1n);
  assert.equal(constants.THREE, 3);
  assert.equal(constants.FEW, 7n);
  assert.equal(constants.HUGE, 2n ** 64n - 2n);
  assert.equal(constants.FAVOURITE, constants.Color.Green);
});

test("constants of classes", () => {
  assert.equal(constants.Limits.MAX, 100);
  assert.equal(constants.Limits.RATIO, 0.25);
  const limits = constants.limits();
  assert.ok(limits instanceof constants.Limits);
  assert.equal(limits.current(), 50);
});

test("objects", () => {
  const mile = constants.Unit.getMile();
  assert.equal(constants.convert(2, mile, constants.Unit.getMeter()), 3218.688);
  mile.dispose();
  assert.equal(constants.Unit.getMile().meters(), 1609.344);
});
