// Files that do not belong together, and objects that are gone.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";

import { Counter } from "classes";
import { live } from "classes/live";

const folder = new URL("./node_modules/classes/", import.meta.url);

test("JavaScript of another build is refused", async () => {
  const text = await readFile(new URL("index.mjs", folder), "utf8");
  const other = text.replace(/\$checkContract\(\d+\)/, "$checkContract(1)");
  assert.notEqual(other, text);
  await writeFile(new URL("other.mjs", folder), other);
  await assert.rejects(import(new URL("other.mjs", folder).href), { name: "Error", code: "ERR_ABI" });
});

test("more objects than a slot has generations", () => {
  const before = live().objects;
  const first = new Counter();
  first.dispose();
  for (let i = 0; i < 50000; i++) {
    const counter = new Counter();
    assert.equal(first.disposed, true);
    counter.dispose();
  }
  assert.throws(() => first.value(), { name: "ReferenceError", code: "ERR_DISPOSED" });
  assert.equal(live().objects, before);
});
