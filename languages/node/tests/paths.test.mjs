import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import { Copy, Folder, SystemError, absoluteOnly, extension, join, parents, reversed, size } from "paths";

test("paths are strings", () => {
  assert.equal(join("a/b", "c.txt"), path.join("a/b", "c.txt"));
  assert.equal(extension("café/🎵.mp3"), ".mp3");
  assert.deepEqual(parents("a/b/c"), ["a/b", "a"]);
  assert.equal(absoluteOnly("a"), undefined);
  assert.equal(absoluteOnly("/a"), "/a");
  const out = reversed(new Copy({ from: "a", to: "ä/b" }));
  assert.deepEqual([out.from, out.to], ["ä/b", "a"]);
  assert.equal(new Folder("home/ada").path(), "home/ada");
  assert.throws(() => extension("\udcff"), TypeError);
  // @ts-expect-error
  assert.throws(() => extension(1), TypeError);
});

test("files", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "größe-"));
  try {
    const file = path.join(folder, "größe");
    writeFileSync(file, "12345");
    assert.equal(size(file), 5n);
    assert.throws(
      () => size(path.join(folder, "no such file")),
      (error) => error instanceof SystemError && error.code === "ERR_IO",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
