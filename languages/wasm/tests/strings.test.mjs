// Arguments of a call share a stack; what does not fit gets blocks of its own.
import assert from "node:assert/strict";
import { test } from "node:test";

import { join, length, longer } from "strings";

test("texts of every length around the steps of the stack", () => {
  for (const size of [0, 1, 15, 16, 17, 255, 21844, 21845, 21846, 65535, 65536, 200000]) {
    for (const letter of ["x", "é", "語", "🎵"]) {
      const text = letter.repeat(size);
      const bytes = new TextEncoder().encode(text).length;
      assert.equal(length(text), bytes);
      assert.equal(longer(text, "b"), size === 0 ? "b" : text);
    }
  }
});

test("several that do not fit", () => {
  const [a, b] = ["a".repeat(100000), "ü".repeat(100000)];
  for (let i = 0; i < 20; i++) {
    const text = join(a, b);
    assert.ok(text.startsWith("aaa") && text.endsWith("üüü"));
    assert.ok(text.length >= 200000);
    assert.throws(() => join(a, "\ud800"), { code: "ERR_TEXT" });
  }
});
