// @ts-check
// What tests share.
import assert from "node:assert/strict";

/** Collects what nobody can get to any more. */
export const collect = /** @type {() => void} */ (globalThis.gc);

/** @param {number} milliseconds */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits, and collects, until it is so. @param {() => boolean} isTrue */
export async function eventually(isTrue) {
  for (let i = 0; i < 400 && !isTrue(); i++) {
    collect();
    await sleep(5);
  }
  assert.ok(isTrue());
}

/** What a function throws. @param {() => unknown} run */
export function thrown(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}
