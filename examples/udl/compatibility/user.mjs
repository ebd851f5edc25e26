// Compatibility of profiles, from Node.js.
import assert from "node:assert/strict";
import { CompatibilityError, DifferentLength, Empty, OutOfRange, calculateCompatibility } from "compatibility";

assert.equal(calculateCompatibility([0, 1], [0, 1]), 1);
assert.equal(calculateCompatibility(Float64Array.of(0, 1), Float64Array.of(1, 0)), 0);
assert.ok(Math.abs(calculateCompatibility([0.25, 0.5], [0.5, 0.5]) - 0.875) < 1e-12);

assert.throws(() => calculateCompatibility([], []), Empty);
assert.throws(() => calculateCompatibility([0.5], [0.5, 0.5]), (error) => {
  assert.ok(error instanceof DifferentLength && error instanceof CompatibilityError);
  assert.equal(error.message, "the profiles have 1 and 2 answers");
  return error.lengthA === 1n && error.lengthB === 2n;
});
assert.throws(() => calculateCompatibility([0.5, 0.5], [0.5, 1.5]), (error) => error instanceof OutOfRange && error.index === 1n && error.answer === 1.5);
assert.throws(() => calculateCompatibility(["a"], [0.5]), TypeError);

console.log("compatibility from Node.js");
