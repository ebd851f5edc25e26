// Loads the module: in browsers by fetch, in Node.js from the file.
import { importsOf } from "./imports.mjs";

const url = new URL("../library.wasm", import.meta.url);

async function compile() {
  if (url.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  // Servers that do not know the type of such files are no reason to fail.
  if (response.headers.get("content-type") !== "application/wasm") return WebAssembly.compile(await response.arrayBuffer());
  return WebAssembly.compileStreaming(response);
}

const module = await compile();
const instance = await WebAssembly.instantiate(
  module,
  importsOf(module, () => native.memory),
);

/** What the module exports. */
const native = instance.exports;
native.$begin();
native._initialize();

export { native };
