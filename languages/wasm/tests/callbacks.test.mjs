// Calls that fail leave the module's stack as it was, also inside each other; there are no threads.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as api from "callbacks";
import { Bus } from "callbacks";

const mine = new Error("mine");
const fails = () => {
  throw mine;
};

test("more failures than the stack has room for", () => {
  for (let i = 0; i < 50000; i++) {
    assert.throws(() => api.movePoint({ name: "a name that is not short at all" }, fails), mine);
    assert.throws(() => api.refuse(1), { name: "Refused" });
  }
});

test("failures inside of calls that go on", () => {
  let failures = 0;
  const visit = () => {
    for (let i = 0; i < 50; i++) {
      try {
        api.join(["a", "b"], fails);
      } catch {
        failures++;
      }
    }
  };
  api.nest(1, () => api.countTo(1000, visit));
  assert.equal(failures, 50000);
  assert.equal(
    api.join(["left ", "right"], (left, right) => left + right),
    "left right",
  );
});

test("a thread cannot be started", () => {
  const bus = new Bus();
  assert.throws(() => bus.publishOnThread("news", {}), { name: "SystemError", code: "ERR_IO" });
});
